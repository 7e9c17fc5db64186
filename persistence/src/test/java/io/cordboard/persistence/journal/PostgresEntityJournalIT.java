package io.cordboard.persistence.journal;

import io.cordboard.persistence.local.LocalPostgres;

class PostgresEntityJournalIT implements EntityJournalContract {

    @Override
    public JournalSettings emptyDatabase() {
        return LocalPostgres.shared().newDatabase("entities", 8);
    }
}
