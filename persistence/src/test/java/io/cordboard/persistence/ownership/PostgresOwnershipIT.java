package io.cordboard.persistence.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.local.LocalPostgres;
import org.junit.jupiter.api.Test;

class PostgresOwnershipIT implements OwnershipContract {

    @Override
    public JournalSettings emptyDatabase() {
        return LocalPostgres.shared().newDatabase("ownership", 2);
    }

    @Test
    void leaseOfAnotherProcessIsWaitedFor() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            new ClusterOwnership(database, LONG, "process on another host")
                    .check(OwnershipContract.members("a1", "a1"));

            var starting = new ClusterOwnership(database, LONG, "this process");

            assertThat(starting.check(OwnershipContract.members("b1", "b1"))).isInstanceOf(Ruling.Waiting.class);
        }
    }
}
