package io.cordboard.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The arrows between the modules, as the compiled classes draw them: what a pom allows by accident fails here. */
class ArrowsArchTest {
    private static final Map<String, List<String>> MAY_SEE = Map.of(
            "routing", List.of(),
            "telephony", List.of("routing"),
            "channels", List.of("routing"),
            "persistence", List.of("routing"),
            "ops", List.of("routing", "persistence"),
            "node", List.of("routing", "telephony", "channels", "persistence", "ops"));

    @SuppressWarnings("unused") // named by @FieldSource
    static final List<String> modules = Cordboard.MODULES;

    @ParameterizedTest
    @FieldSource("modules")
    void moduleSeesOnlyWhatItsArrowsPointAt(String module) {
        String[] hidden = Cordboard.MODULES.stream()
                .filter(other -> !other.equals(module) && !MAY_SEE.get(module).contains(other))
                .map(ArrowsArchTest::packages)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(packages(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(hidden)
                .allowEmptyShould(true)
                .check(Cordboard.product());
    }

    @ParameterizedTest
    @FieldSource("modules")
    void everyModuleIsRead(String module) {
        assertThat(Cordboard.product()).anyMatch(type -> type.getPackageName().startsWith("io.cordboard." + module));
    }

    @Test
    void everyClassHasAModuleThatOwnsIt() {
        classes()
                .should()
                .resideInAnyPackage(
                        Cordboard.MODULES.stream().map(ArrowsArchTest::packages).toArray(String[]::new))
                .check(Cordboard.product());
    }

    private static String packages(String module) {
        return "io.cordboard." + module + "..";
    }
}
