package io.cordboard.persistence.lines;

import io.cordboard.persistence.journal.JournalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2LineTableTest implements LineTableContract {

    @TempDir
    Path directory;

    @Override
    public JournalSettings emptyDatabase() {
        try {
            return JournalSettings.h2(Files.createTempDirectory(directory, "lines"), 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
