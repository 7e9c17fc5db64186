package io.cordboard.routing.tenant;

import io.cordboard.routing.classification.Classification;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The rules of one change to a tenant's configuration; each says what is wrong, if something is. */
final class Checks {

    private static final int NAMED_REFERRERS = 5;

    /** Why not, in the words of a refusal. */
    record Objection(Refusal refusal, String message) {}

    private Checks() {}

    static Optional<String> displayName(String displayName) {
        try {
            Settings.text("a display name", displayName, 100);
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    /** Whether the asker has seen the latest. */
    static Optional<Objection> seen(String what, long revision, Optional<Long> expected) {
        return expected.filter(seen -> seen != revision)
                .map(seen -> new Objection(
                        Refusal.STALE,
                        "Expected revision " + seen + " of " + what + ", but it is "
                                + (revision == 0 ? "not there" : "at " + revision)));
    }

    static Optional<Objection> define(Catalogue catalogue, Named named) {
        return first(
                () -> limit(catalogue, named.ref()),
                () -> missing(named.ref(), References.missing(catalogue, named.settings())),
                () -> subject(catalogue, named),
                () -> LineChecks.wrong(catalogue, named).flatMap(wrong -> invalid(wrong.message())),
                () -> named.ref().kind() == Kind.QUEUE
                        ? catalogue
                                .defined(named, 0)
                                .queue(named.ref().name())
                                .flatMap(queue -> new Together().problem(catalogue, queue))
                                .flatMap(Checks::invalid)
                        : Optional.empty());
    }

    static Optional<Objection> publish(Catalogue catalogue, Ref ref, Policy document) {
        return first(
                () -> limit(catalogue, ref),
                () -> missing(ref, References.missing(catalogue, document)),
                () -> together(catalogue, ref.name(), document));
    }

    private static Optional<Objection> together(Catalogue catalogue, String policy, Policy document) {
        PolicyLine line = catalogue.line(policy);
        Catalogue published = catalogue.with(
                policy, line.plus(new PolicyVersion(line.last() + 1, document, "", Instant.EPOCH, 0), Set.of()));
        Together together = new Together();
        return published
                .queues()
                .filter(queue -> queue.settings().deciding().stream().anyMatch(each -> each.followsLatestOf(policy)))
                .flatMap(queue -> together.problem(published, queue).stream())
                .findFirst()
                .flatMap(Checks::invalid);
    }

    static Optional<Objection> publish(Catalogue catalogue, Classification document) {
        return missing("the classification", References.missing(catalogue, document));
    }

    static Optional<Objection> remove(Catalogue catalogue, Ref ref) {
        List<String> referrers = References.referrers(catalogue, ref);
        if (referrers.isEmpty()) {
            return Optional.empty();
        }
        String named = referrers.stream().limit(NAMED_REFERRERS).collect(Collectors.joining(", "));
        int more = referrers.size() - NAMED_REFERRERS;
        return invalid("Expected nothing to name " + ref + ", but " + named
                + (more > 0 ? " and " + more + " more do" : referrers.size() == 1 ? " does" : " do"));
    }

    private static Optional<Objection> limit(Catalogue catalogue, Ref ref) {
        int limit = ref.kind().limit();
        if (ref.kind() == Kind.POLICY
                && !catalogue.policies().containsKey(ref.name())
                && catalogue.policies().size() >= PolicyLine.NAMES) {
            return Optional.of(new Objection(
                    Refusal.LIMIT,
                    "Expected at most " + PolicyLine.NAMES
                            + " names of policies, removed ones too, but there are so many"));
        }
        return !catalogue.has(ref) && catalogue.count(ref.kind()) >= limit
                ? Optional.of(new Objection(
                        Refusal.LIMIT,
                        "Expected at most " + limit + ' ' + ref.kind().plural() + ", but there are so many"))
                : Optional.empty();
    }

    private static Optional<Objection> missing(Object ref, List<String> missing) {
        return missing.isEmpty()
                ? Optional.empty()
                : invalid("Expected " + String.join(", ", missing) + " to be there for " + ref + ", but "
                        + (missing.size() == 1 ? "it is" : "they are") + " not");
    }

    private static Optional<Objection> subject(Catalogue catalogue, Named named) {
        return Catalogue.subject(named.settings())
                .flatMap(subject -> Optional.ofNullable(catalogue.subjects().get(subject)))
                .filter(owner -> !owner.equals(named.ref().name()))
                .flatMap(owner -> invalid(
                        "Expected a subject of its own for " + named.ref() + ", but agent '" + owner + "' has it"));
    }

    private static Optional<Objection> invalid(String message) {
        return Optional.of(new Objection(Refusal.INVALID, message));
    }

    @SafeVarargs
    static Optional<Objection> first(Supplier<Optional<Objection>>... checks) {
        for (var check : checks) {
            Optional<Objection> objection = check.get();
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }
}
