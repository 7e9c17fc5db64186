package io.cordboard.routing.tenant;

import io.cordboard.routing.classification.Classification;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.tenant.TenantEvent.ClassificationPublished;
import io.cordboard.routing.tenant.TenantEvent.Configured;
import io.cordboard.routing.tenant.TenantEvent.KeyRevoked;
import io.cordboard.routing.tenant.TenantEvent.PolicyPublished;
import io.cordboard.routing.tenant.TenantEvent.PolicyRemoved;
import io.cordboard.routing.tenant.TenantEvent.Renamed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The way from what a tenant is to what a document says: as few events as possible, or everything that is wrong with it. */
final class ImportPlan {

    /** About how many characters of settings one event holds at most. */
    static final int EVENT_CHARS = 60_000;

    sealed interface Result {}

    record Made(List<TenantEvent> events) implements Result {}

    record Wrong(String message) implements Result {}

    private final TenantDocument document;
    private final String by;
    private final Instant now;
    private final List<TenantEvent> events = new ArrayList<>();
    private final List<PolicyProblem> problems = new ArrayList<>();
    /** What the tenant is once all events so far have happened. */
    private Founded made;

    ImportPlan(Founded tenant, TenantDocument document, String by, Instant now) {
        this.made = tenant;
        this.document = document;
        this.by = by;
        this.now = now;
    }

    Result make() {
        document.tenant()
                .filter(tenant -> !tenant.equals(made.tenant()))
                .ifPresent(other ->
                        problems.add(new PolicyProblem("/tenant", "Expected " + made.tenant() + ", but got " + other)));
        document.displayName()
                .filter(name -> !name.equals(made.displayName()))
                .ifPresent(name -> add(new Renamed(name, by, now)));
        define();
        document.policies().ifPresent(this::policies);
        document.classification().ifPresent(this::classification);
        remove();
        problems.addAll(References.problems(made.catalogue(), TenantDocumentCodec.MAX_PROBLEMS));
        return problems.isEmpty()
                ? new Made(events)
                : new Wrong(problems.stream()
                        .limit(TenantDocumentCodec.MAX_PROBLEMS)
                        .map(PolicyProblem::toString)
                        .collect(Collectors.joining("\n")));
    }

    private void define() {
        Catalogue before = made.catalogue();
        List<Named> defined = new ArrayList<>();
        document.settings()
                .forEach((kind, section) -> section.forEach((name, settings) -> {
                    Ref ref = new Ref(kind, name);
                    if (before.find(ref)
                            .filter(entry -> entry.settings().equals(settings))
                            .isEmpty()) {
                        defined.add(new Named(ref, settings));
                    }
                }));
        inPieces(defined, named -> named.settings().size(), piece -> add(new Configured(piece, List.of(), by, now)));
    }

    private void remove() {
        Catalogue before = made.catalogue();
        List<Ref> removed = new ArrayList<>();
        document.settings()
                .forEach((kind, section) -> before.all(kind).keySet().stream()
                        .filter(name -> !section.containsKey(name))
                        .forEach(name -> removed.add(new Ref(kind, name))));
        removed.stream()
                .filter(ref -> ref.kind() == Kind.AGENT)
                .flatMap(ref -> made.keys().of(ref.name()).stream().sorted())
                .toList()
                .forEach(key -> add(new KeyRevoked(key, by, now)));
        inPieces(removed, _ -> 100, piece -> add(new Configured(List.of(), piece, by, now)));
    }

    private void policies(SortedMap<String, PolicySection> section) {
        section.forEach((name, policy) -> {
            switch (policy) {
                case PolicySection.Latest(Policy latest) -> latest(name, latest);
                case PolicySection.Versions(var versions) -> versions(name, versions);
            }
        });
        List<String> gone = made.catalogue().policies().entrySet().stream()
                .filter(each -> each.getValue().live() && !section.containsKey(each.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        gone.forEach(name -> add(new PolicyRemoved(name, by, now)));
    }

    private void versions(String name, NavigableMap<Integer, Policy> versions) {
        int last = made.catalogue().line(name).last();
        versions.forEach((number, policy) -> {
            Optional<PolicyVersion> known = made.catalogue().line(name).version(number);
            if (number > last) {
                publish(name, number, policy);
            } else if (known.isPresent() && !known.get().document().equals(policy)) {
                problems.add(new PolicyProblem(
                        References.path(new Ref(Kind.POLICY, name)) + "/versions/" + number,
                        "Expected version " + number + " as it was published, but it says something else"));
            }
        });
        latest(name, versions.lastEntry().getValue());
    }

    private void latest(String name, Policy policy) {
        PolicyLine line = made.catalogue().line(name);
        if (line.latest().filter(latest -> latest.document().equals(policy)).isEmpty()) {
            publish(name, line.last() + 1, policy);
        }
    }

    private void publish(String name, int number, Policy policy) {
        var surplus = made.catalogue().line(name).surplus(made.catalogue().pinned(name));
        add(new PolicyPublished(name, number, policy, surplus, by, now));
    }

    private void classification(Classification classification) {
        ClassificationLine line = made.catalogue().classification();
        if (line.latest()
                .filter(latest -> latest.document().equals(classification))
                .isEmpty()) {
            add(new ClassificationPublished(line.last() + 1, classification, by, now));
        }
    }

    private void add(TenantEvent event) {
        events.add(event);
        made = made.apply(event);
    }

    private static <T> void inPieces(Collection<T> all, ToIntFunction<T> size, Consumer<List<T>> each) {
        List<T> piece = new ArrayList<>();
        int chars = 0;
        for (T one : all) {
            if (!piece.isEmpty() && chars + size.applyAsInt(one) > EVENT_CHARS) {
                each.accept(List.copyOf(piece));
                piece.clear();
                chars = 0;
            }
            piece.add(one);
            chars += size.applyAsInt(one);
        }
        if (!piece.isEmpty()) {
            each.accept(piece);
        }
    }
}
