package io.cordboard.persistence.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2OwnershipTest implements OwnershipContract {

    @TempDir
    Path directory;

    @Override
    public JournalSettings emptyDatabase() {
        return JournalSettings.h2(directory, 2);
    }

    @Test
    void leaseOfAnEarlierProcessDoesNotHoldUpARestart() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            new ClusterOwnership(database, LONG, "killed process").check(OwnershipContract.members("a1", "a1"));

            var restarted = new ClusterOwnership(database, LONG, "next process");

            assertThat(restarted.check(OwnershipContract.members("a1-again", "a1-again")))
                    .isEqualTo(new Ruling.Permitted("a1-again"));
        }
    }
}
