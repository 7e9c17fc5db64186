package io.cordboard.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The metrics that this module's README names. */
final class Documented {

    private static final Pattern NAME = Pattern.compile("`(cc_[a-z_]+)");

    private Documented() {}

    static List<String> names() {
        try {
            return NAME.matcher(Files.readString(Path.of("README.md")))
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
