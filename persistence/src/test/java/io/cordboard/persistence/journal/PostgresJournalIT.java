package io.cordboard.persistence.journal;

import io.cordboard.persistence.local.LocalPostgres;

class PostgresJournalIT implements JournalContract {

    @Override
    public JournalSettings emptyDatabase() {
        return LocalPostgres.shared().newDatabase("journal", 8);
    }
}
