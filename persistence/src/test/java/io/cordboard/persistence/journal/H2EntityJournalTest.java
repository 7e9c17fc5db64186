package io.cordboard.persistence.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2EntityJournalTest implements EntityJournalContract {

    @TempDir
    Path directory;

    @Override
    public JournalSettings emptyDatabase() {
        return JournalSettings.h2(directory, 8);
    }
}
