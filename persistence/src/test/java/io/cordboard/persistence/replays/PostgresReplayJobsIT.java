package io.cordboard.persistence.replays;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.local.LocalPostgres;

class PostgresReplayJobsIT implements ReplayJobsContract {

    @Override
    public JournalSettings emptyDatabase() {
        return LocalPostgres.shared().newDatabase("replays", 2);
    }
}
