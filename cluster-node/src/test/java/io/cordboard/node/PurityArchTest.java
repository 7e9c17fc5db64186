package io.cordboard.node;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * What decides is a plain function of its input, so that the kernel which routes live also replays, simulates and explains.
 * What is recorded is a record, so that it can be compared, and is written as it is read.
 */
class PurityArchTest {
    /** An aggregate's {@code *State} with its phases, and the kernels. */
    private static final DescribedPredicate<JavaClass> PURE = resideInAnyPackage(
                    "io.cordboard.routing.expression..",
                    "io.cordboard.routing.fairness..",
                    "io.cordboard.routing.matching..",
                    "io.cordboard.routing.policy..",
                    "io.cordboard.routing.simulation..",
                    "io.cordboard.routing.staffing..")
            .or(resideInAPackage("io.cordboard.routing..").and(isA("State")))
            .as("states, policies, kernels and what simulates them");

    private static final Set<Class<?>> CLOCKS =
            Set.of(Clock.class, Instant.class, LocalDate.class, LocalDateTime.class, ZonedDateTime.class);

    @Test
    void pureCodeDoesNotSeePekko() {
        noClasses()
                .that(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.pekko..")
                .check(Cordboard.product());
    }

    @Test
    void pureCodeAsksNoClockAndRollsNoDice() {
        noClasses()
                .that(PURE)
                .should()
                .accessTargetWhere(describe("asks the clock or chance", PurityArchTest::asksClockOrChance))
                .check(Cordboard.product());
    }

    @Test
    void eventsAreSealedAndEachIsARecord() {
        classes()
                .that(resideInAPackage("io.cordboard..")
                        .and(isA("Event"))
                        .and(describe(
                                "are not Event itself",
                                type -> !type.getFullName().equals("io.cordboard.routing.entity.Event"))))
                .should(be(describe("a record, or a sealed interface of them", PurityArchTest::isRecordOrSealed)))
                .allowEmptyShould(true)
                .check(Cordboard.product());
    }

    private static boolean asksClockOrChance(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getName();
        boolean clock = CLOCKS.stream().anyMatch(owner::isEquivalentTo)
                && (name.startsWith("now")
                        || name.startsWith("system")
                        || name.equals("instant")
                        || name.equals("millis"));
        boolean ticks = owner.isEquivalentTo(System.class)
                && Set.of("currentTimeMillis", "nanoTime").contains(name);
        boolean chance = owner.isEquivalentTo(Math.class) && name.equals("random")
                || owner.isEquivalentTo(UUID.class) && name.equals("randomUUID")
                || owner.isEquivalentTo(ThreadLocalRandom.class)
                || owner.isEquivalentTo(SecureRandom.class);
        return clock || ticks || chance;
    }

    private static boolean isRecordOrSealed(JavaClass type) {
        return type.isRecord() || type.isInterface() && type.reflect().isSealed();
    }

    /** Is, or implements, a type of ours whose name ends so. */
    private static DescribedPredicate<JavaClass> isA(String ending) {
        return assignableTo(describe(
                "*" + ending,
                type -> type.getSimpleName().endsWith(ending)
                        && type.getPackageName().startsWith("io.cordboard")));
    }
}
