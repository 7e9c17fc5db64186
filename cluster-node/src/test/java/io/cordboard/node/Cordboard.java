package io.cordboard.node;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The compiled classes of the product and of its tests, as the architecture tests read them. */
final class Cordboard {
    static final List<String> MODULES = List.of("routing", "telephony", "channels", "persistence", "ops", "node");

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.cordboard");

    private Cordboard() {}

    static JavaClasses product() {
        return PRODUCT;
    }

    /** Test classes are not on this module's class path, so they are read from where the other modules built them. */
    static JavaClasses tests() {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            return new ClassFileImporter()
                    .importPaths(modules.map(module -> module.resolve("target/test-classes"))
                            .filter(Files::isDirectory)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
