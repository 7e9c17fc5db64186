package io.cordboard.persistence.past;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.local.LocalPostgres;

class PostgresJournalPastIT implements JournalPastContract {

    @Override
    public JournalSettings emptyDatabase() {
        return LocalPostgres.shared().newDatabase("past", 2);
    }
}
