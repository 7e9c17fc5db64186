package io.cordboard.persistence.past;

import io.cordboard.persistence.journal.JournalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2JournalLedgerTest implements JournalLedgerContract {

    @TempDir
    Path directory;

    @Override
    public JournalSettings emptyDatabase() {
        try {
            return JournalSettings.h2(Files.createTempDirectory(directory, "ledger"), 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
