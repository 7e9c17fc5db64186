package io.cordboard.persistence.view;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.local.LocalPostgres;

class PostgresInteractionListIT implements InteractionListContract {

    @Override
    public JournalSettings emptyDatabase() {
        return LocalPostgres.shared().newDatabase("list", 2);
    }
}
