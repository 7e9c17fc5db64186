package io.cordboard.persistence.projection;

import io.cordboard.persistence.journal.JournalSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2ProjectionTest implements ProjectionContract {

    @TempDir
    Path directory;

    @Override
    public JournalSettings emptyDatabase() {
        return JournalSettings.h2(directory, 2);
    }
}
