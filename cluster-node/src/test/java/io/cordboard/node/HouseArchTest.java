package io.cordboard.node;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The house rules that a compiler does not know. */
class HouseArchTest {
    private static final ArchRule NO_SLEEP = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", Duration.class)
            .orShould()
            .callMethod(TimeUnit.class, "sleep", long.class)
            .because("waiting is on a condition, or on a timer")
            .allowEmptyShould(true);

    @Test
    void nothingSleeps() {
        NO_SLEEP.check(Cordboard.product());
    }

    @Test
    void noTestSleeps() {
        NO_SLEEP.check(Cordboard.tests());
    }

    @Test
    void packagesAndClassesAreNamedForTheDomain() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..impl..", "..util..", "..utils..", "..helper..", "..manager..", "..dto..", "..common..")
                .orShould()
                .haveNameMatching(".*[.$](Abstract\\w*|\\w*(Impl|Utils?|Helper|Manager|Dto|DTO))")
                .because("such a name says where code was put, not what it is")
                .check(Cordboard.product());
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that(resideInAPackage("io.cordboard..").and(not(resideInAPackage("io.cordboard.node.."))))
                .should(ACCESS_STANDARD_STREAMS)
                .because("what a node says goes through slf4j")
                .check(Cordboard.product());
    }

    @Test
    void loggingIsSlf4j() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(Cordboard.product());
    }

    @Test
    void noClassAsksForJavaSerialization() {
        classes()
                .that()
                .areNotAssignableTo(Throwable.class)
                .and()
                .areNotEnums()
                .should()
                .notImplement(Serializable.class)
                .because("Java serialization is off: CBOR between nodes, JSON in the journal")
                .allowEmptyShould(true)
                .check(Cordboard.product());
    }
}
