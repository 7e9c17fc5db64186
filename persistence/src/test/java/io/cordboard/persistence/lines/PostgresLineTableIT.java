package io.cordboard.persistence.lines;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.local.LocalPostgres;

class PostgresLineTableIT implements LineTableContract {

    @Override
    public JournalSettings emptyDatabase() {
        return LocalPostgres.shared().newDatabase("lines", 2);
    }
}
