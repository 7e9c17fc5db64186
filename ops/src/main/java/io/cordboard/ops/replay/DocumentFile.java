package io.cordboard.ops.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.cordboard.routing.policy.PolicyProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;

/** A YAML file, or a JSON file, which is YAML too, that somebody has written: read strictly, and bounded. */
final class DocumentFile {

    private static final int MAX_CHARS = 32 * 1024 * 1024;
    private static final int MAX_NESTING = 32;

    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                    .loaderOptions(limits())
                    .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private DocumentFile() {}

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_CHARS);
        limits.setNestingDepthLimit(MAX_NESTING);
        limits.setMaxAliasesForCollections(0);
        limits.setAllowDuplicateKeys(false);
        return limits;
    }

    /** @throws ReplayRefused if there is no such file, or it is neither */
    static JsonNode read(Path file) {
        try {
            if (Files.size(file) > MAX_CHARS) {
                throw new ReplayRefused(
                        file + ": Expected at most " + MAX_CHARS + " bytes, but got " + Files.size(file));
            }
            return MAPPER.readTree(Files.readString(file));
        } catch (NoSuchFileException _) {
            throw new ReplayRefused("Expected a file, but there is no " + file);
        } catch (JsonProcessingException malformed) {
            var at = malformed.getLocation();
            throw new ReplayRefused(file + ": Expected one YAML or JSON document, but " + malformed.getOriginalMessage()
                    + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()));
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
