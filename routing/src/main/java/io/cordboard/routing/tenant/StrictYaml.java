package io.cordboard.routing.tenant;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;

/** A YAML document, or a JSON document, which is YAML too, that somebody has written: read strictly, and bounded. */
public final class StrictYaml {

    /** Room for the largest tenant there can be, and no more. */
    public static final int MAX_CHARS = 32 * 1024 * 1024;

    private static final int MAX_NESTING = 32;

    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                    .loaderOptions(limits())
                    .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictYaml() {}

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_CHARS);
        limits.setNestingDepthLimit(MAX_NESTING);
        limits.setMaxAliasesForCollections(0);
        limits.setAllowDuplicateKeys(false);
        return limits;
    }

    /** Fails with an IllegalArgumentException that says what is wrong with it, and where. */
    public static JsonNode read(String yaml) {
        if (yaml.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "Expected at most " + MAX_CHARS + " characters, but got " + yaml.length());
        }
        try {
            Optional<String> alias = alias(yaml);
            if (alias.isPresent()) {
                throw new IllegalArgumentException("Expected a document without aliases, but there is " + alias.get());
            }
            return MAPPER.readTree(yaml);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "Expected one YAML document, but " + malformed.getOriginalMessage() + where(malformed), malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Jackson reads an alias as the text of its name, so one that slipped through would say something nobody wrote. */
    private static Optional<String> alias(String yaml) throws IOException {
        try (YAMLParser parser = MAPPER.getFactory().createParser(yaml)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    return Optional.of("*" + parser.getText() + at(parser));
                }
            }
            return Optional.empty();
        }
    }

    private static String at(JsonParser parser) {
        var location = parser.currentTokenLocation();
        return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String where(JsonProcessingException malformed) {
        var location = malformed.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
