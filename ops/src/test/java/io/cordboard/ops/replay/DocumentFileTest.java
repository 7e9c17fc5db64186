package io.cordboard.ops.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentFileTest {

    @TempDir
    Path directory;

    @Test
    void yamlAndJsonAreRead() throws IOException {
        assertThat(DocumentFile.read(file("strategy: round-robin"))).isEqualTo(DocumentFile.read(file("""
                {"strategy": "round-robin"}""")));
    }

    /** It would be read as the text of its name. */
    @Test
    void aliasIsRefusedWithItsPlace() throws IOException {
        Path file = file("""
                offer: &terms {deadline: PT5S}
                wrapUp: *terms
                """);

        assertThatThrownBy(() -> DocumentFile.read(file))
                .isInstanceOf(ReplayRefused.class)
                .hasMessage(file + ": Expected a document without aliases, but there is *terms at line 2, column 9");
    }

    @Test
    void malformedDocumentIsRefusedWithItsPlace() throws IOException {
        assertThatThrownBy(() -> DocumentFile.read(file("a: [")))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining("Expected one YAML document, but ")
                .hasMessageContaining(" at line ");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "document", ".yaml"), text);
    }
}
