package io.cordboard.ops.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.tenant.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A YAML or JSON file that somebody has written. */
final class DocumentFile {

    private DocumentFile() {}

    /** @throws ReplayRefused if there is no such file, or it is neither */
    static JsonNode read(Path file) {
        try {
            if (Files.size(file) > StrictYaml.MAX_CHARS) {
                throw new ReplayRefused(
                        file + ": Expected at most " + StrictYaml.MAX_CHARS + " bytes, but got " + Files.size(file));
            }
            return StrictYaml.read(Files.readString(file));
        } catch (IllegalArgumentException refused) {
            throw new ReplayRefused(file + ": " + refused.getMessage());
        } catch (NoSuchFileException _) {
            throw new ReplayRefused("Expected a file, but there is no " + file);
        } catch (IOException e) {
            throw new ReplayRefused("Expected a file that can be read, but got " + e);
        }
    }

    /** All that is wrong with it. */
    static ReplayRefused refused(Path file, List<PolicyProblem> problems) {
        return new ReplayRefused(
                problems.stream().map(problem -> file + ": " + problem).collect(Collectors.joining("\n")));
    }
}
