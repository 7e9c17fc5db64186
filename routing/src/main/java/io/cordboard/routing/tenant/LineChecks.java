package io.cordboard.routing.tenant;

import io.cordboard.routing.line.NumberPattern;
import io.cordboard.routing.line.SourceRange;
import io.cordboard.routing.policy.PolicyProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The rule that a call that comes over a tenant's lines is of one trunk and for one number. */
final class LineChecks {

    private LineChecks() {}

    /** What is wrong with these settings beside the others of the tenant, and where. */
    static Optional<PolicyProblem> wrong(Catalogue catalogue, Named named) {
        Predicate<String> others = other -> !other.equals(named.ref().name());
        return switch (named.settings()) {
            case TrunkSettings trunk -> wrong(catalogue, named.ref(), trunk, others);
            case NumberSettings number ->
                unsettled(catalogue, number)
                        .or(() -> catalogue.all(Kind.NUMBER).entrySet().stream()
                                .filter(each -> others.test(each.getKey())
                                        && pattern(each.getValue()).equals(number.number()))
                                .findFirst()
                                .map(owner -> taken(named.ref(), owner.getKey(), number.number())));
            case AgentSettings _ ->
                catalogue.all(Kind.TRUNK).entrySet().stream()
                        .filter(each -> isUser(each.getValue(), named.ref().name()))
                        .findFirst()
                        .map(each -> new PolicyProblem(
                                "",
                                "Expected a name for " + named.ref()
                                        + " that is not the digest user of a trunk, but it is that of "
                                        + new Ref(Kind.TRUNK, each.getKey())));
            default -> Optional.empty();
        };
    }

    /** The same of all trunks and numbers, each pair once. */
    static List<PolicyProblem> problems(Catalogue catalogue) {
        List<PolicyProblem> problems = new ArrayList<>();
        catalogue.all(Kind.TRUNK).forEach((name, entry) -> {
            Ref ref = new Ref(Kind.TRUNK, name);
            wrong(catalogue, ref, (TrunkSettings) entry.settings(), other -> other.compareTo(name) < 0)
                    .ifPresent(wrong -> problems.add(at(ref, wrong)));
        });
        Map<NumberPattern, String> owners = new HashMap<>();
        catalogue.all(Kind.NUMBER).forEach((name, entry) -> {
            Ref ref = new Ref(Kind.NUMBER, name);
            var number = (NumberSettings) entry.settings();
            unsettled(catalogue, number).ifPresent(wrong -> problems.add(at(ref, wrong)));
            String owner = owners.putIfAbsent(number.number(), name);
            if (owner != null) {
                problems.add(at(ref, taken(ref, owner, number.number())));
            }
        });
        return problems;
    }

    private static Optional<PolicyProblem> wrong(
            Catalogue catalogue, Ref ref, TrunkSettings trunk, Predicate<String> others) {
        if (trunk.user()
                .filter(user -> catalogue.has(new Ref(Kind.AGENT, user)))
                .isPresent()) {
            return Optional.of(user(ref, "agent '" + trunk.user().get() + "' registers with it"));
        }
        for (var each : catalogue.all(Kind.TRUNK).entrySet()) {
            var other = (TrunkSettings) each.getValue().settings();
            if (!others.test(each.getKey())) {
                continue;
            }
            Ref rival = new Ref(Kind.TRUNK, each.getKey());
            if (trunk.user().isPresent() && trunk.user().equals(other.user())) {
                return Optional.of(user(ref, rival + " has it"));
            }
            if (trunk.user().isPresent() && other.user().isPresent()) {
                continue;
            }
            for (SourceRange range : trunk.sources()) {
                if (other.sources().stream().anyMatch(range::overlaps)) {
                    return Optional.of(new PolicyProblem(
                            "/authentication/sources",
                            "Expected sources of its own for " + ref + ", but a call from " + range + " could be of "
                                    + rival + " too: take it out of one, or give each a user"));
                }
            }
        }
        return Optional.empty();
    }

    private static PolicyProblem user(Ref ref, String but) {
        return new PolicyProblem(
                "/authentication/user", "Expected a digest user of its own for " + ref + ", but " + but);
    }

    private static PolicyProblem taken(Ref ref, String owner, NumberPattern number) {
        return new PolicyProblem(
                "/number",
                "Expected a number of its own for " + ref + ", but " + new Ref(Kind.NUMBER, owner) + " is " + number
                        + " too");
    }

    /** Where its calls go is said by the number or by the classification; who would call it in vain is told now. */
    private static Optional<PolicyProblem> unsettled(Catalogue catalogue, NumberSettings number) {
        return number.queue().isPresent()
                        || number.flow().isPresent()
                        || catalogue.classification().latest().isPresent()
                ? Optional.empty()
                : Optional.of(new PolicyProblem(
                        "/queue", "Expected a queue, a flow, or a classification that says where, but there is none"));
    }

    private static PolicyProblem at(Ref ref, PolicyProblem wrong) {
        return new PolicyProblem(References.path(ref) + wrong.path(), wrong.message());
    }

    private static boolean isUser(Catalogue.Entry trunk, String name) {
        return ((TrunkSettings) trunk.settings()).user().filter(name::equals).isPresent();
    }

    private static NumberPattern pattern(Catalogue.Entry number) {
        return ((NumberSettings) number.settings()).number();
    }
}
