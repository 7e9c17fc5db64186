package io.cordboard.routing.tenant;

import io.cordboard.routing.entity.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pcollections.TreePMap;

/** A tenant's configuration as kept for quick recovery; a cache, never the truth. */
record TenantSnapshot(TenantId tenant, Optional<Body> body) implements Snapshot {

    record Body(
            String displayName,
            Instant created,
            long seq,
            long renamed,
            Optional<Long> changed,
            List<TenantView.Item> settings,
            Map<String, Line> policies,
            List<ClassificationVersion> classification,
            Map<String, List<FlowVersion>> flows,
            List<ApiKey> keys,
            List<Secret> secrets,
            List<Open> open) {}

    record Line(List<PolicyVersion> versions, int last) {}

    record Secret(Ref holder, SipSecrets.Kept kept) {}

    record Open(Ref ref, long revision) {}

    static TenantSnapshot of(TenantState state) {
        return switch (state) {
            case TenantState.Unfounded(TenantId tenant) -> new TenantSnapshot(tenant, Optional.empty());
            case Founded founded -> new TenantSnapshot(founded.tenant(), Optional.of(body(founded)));
        };
    }

    private static Body body(Founded founded) {
        Catalogue catalogue = founded.catalogue();
        Map<String, Line> policies = new TreeMap<>();
        catalogue
                .policies()
                .forEach((name, line) ->
                        policies.put(name, new Line(List.copyOf(line.versions().values()), line.last())));
        Map<String, List<FlowVersion>> flows = new TreeMap<>();
        catalogue
                .flows()
                .forEach((name, line) ->
                        flows.put(name, List.copyOf(line.versions().values())));
        return new Body(
                founded.displayName(),
                founded.created(),
                founded.seq(),
                founded.renamed(),
                Optional.of(founded.changed()),
                catalogue.settings().entrySet().stream()
                        .flatMap(kind -> kind.getValue().entrySet().stream()
                                .map(each -> new TenantView.Item(
                                        new Named(
                                                new Ref(kind.getKey(), each.getKey()),
                                                each.getValue().settings()),
                                        each.getValue().revision())))
                        .toList(),
                policies,
                List.copyOf(catalogue.classification().versions().values()),
                flows,
                List.copyOf(founded.keys().all().values()),
                founded.secrets().all().entrySet().stream()
                        .map(each -> new Secret(each.getKey(), each.getValue()))
                        .toList(),
                founded.delivery().open().entrySet().stream()
                        .map(each -> new Open(each.getKey(), each.getValue()))
                        .toList());
    }

    TenantState state() {
        return body.<TenantState>map(this::founded).orElseGet(() -> new TenantState.Unfounded(tenant));
    }

    private Founded founded(Body was) {
        Catalogue catalogue = Catalogue.EMPTY;
        for (TenantView.Item item : was.settings()) {
            catalogue = catalogue.defined(item.named(), item.revision());
        }
        for (Map.Entry<String, Line> each : was.policies().entrySet()) {
            TreePMap<Integer, PolicyVersion> versions = TreePMap.from(each.getValue().versions().stream()
                    .collect(Collectors.toMap(PolicyVersion::version, version -> version)));
            catalogue = catalogue.with(
                    each.getKey(), new PolicyLine(versions, each.getValue().last()));
        }
        var classification = new ClassificationLine(TreePMap.from(was.classification().stream()
                .collect(Collectors.toMap(ClassificationVersion::version, version -> version))));
        catalogue = catalogue.with(classification);
        for (Map.Entry<String, List<FlowVersion>> each : was.flows().entrySet()) {
            catalogue = catalogue.with(
                    each.getKey(),
                    new FlowLine(TreePMap.from(each.getValue().stream()
                            .collect(Collectors.toMap(FlowVersion::version, version -> version)))));
        }
        return new Founded(
                tenant,
                was.displayName(),
                was.created(),
                was.seq(),
                was.renamed(),
                // Kept since there is an API: before, whatever happened last.
                was.changed().orElse(was.seq()),
                catalogue,
                new Keys(TreePMap.from(was.keys().stream().collect(Collectors.toMap(ApiKey::id, key -> key)))),
                new SipSecrets(
                        TreePMap.from(was.secrets().stream().collect(Collectors.toMap(Secret::holder, Secret::kept)))),
                new Delivery(TreePMap.from(was.open().stream().collect(Collectors.toMap(Open::ref, Open::revision)))));
    }
}
