package io.cordboard.persistence.past;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.local.LocalPostgres;

class PostgresJournalLedgerIT implements JournalLedgerContract {

    @Override
    public JournalSettings emptyDatabase() {
        return LocalPostgres.shared().newDatabase("ledger", 2);
    }
}
