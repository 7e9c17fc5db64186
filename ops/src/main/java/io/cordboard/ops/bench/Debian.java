package io.cordboard.ops.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs of the operating system that a benchmark needs. */
final class Debian {

    private Debian() {}

    /** Where it is; fails, saying what to install, if it is not there. */
    static String program(String name, String debianPackage) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                                .filter(each -> !each.isEmpty()),
                        // Where daemons are, which the path of a user may lack.
                        Stream.of("/usr/sbin", "/sbin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Expected " + name
                        + " for this benchmark, but it is not installed: apt-get install " + debianPackage));
    }
}
