package io.cordboard.routing.tenant;

import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.pcollections.TreePMap;

/** The answers to questions about a tenant's configuration. Lists are cut to what one message carries well. */
final class Views {

    static final int MOST_ROWS = 500;
    static final int MOST_CHARS = 100_000;

    private Views() {}

    static Decision<TenantEvent> of(Founded tenant, TenantCommand question) {
        if (question instanceof TenantCommand.Classify c) {
            return classed(tenant.catalogue().classification(), c);
        }
        Optional<? extends TenantView> view = switch (question) {
            case TenantCommand.Show _ -> Optional.of(summary(tenant));
            case TenantCommand.Export _ -> Optional.of(new TenantView.Exported(document(tenant), tenant.changed()));
            case TenantCommand.Look c -> item(tenant.catalogue(), c.target());
            case TenantCommand.Browse c -> Optional.of(items(tenant.catalogue(), c));
            case TenantCommand.FindAgent c ->
                Optional.ofNullable(tenant.catalogue().subjects().get(c.subject()))
                        .flatMap(agent -> item(tenant.catalogue(), new Ref(Kind.AGENT, agent)));
            case TenantCommand.LookPolicy c -> policy(tenant.catalogue(), c);
            case TenantCommand.BrowsePolicies c -> Optional.of(policies(tenant.catalogue(), c));
            case TenantCommand.BrowseVersions c -> versions(tenant.catalogue(), c);
            case TenantCommand.LookFlow c -> flow(tenant.catalogue(), c);
            case TenantCommand.BrowseFlowVersions c -> versions(tenant.catalogue(), c);
            case TenantCommand.LookClassification c ->
                classification(tenant.catalogue().classification(), c.version());
            case TenantCommand.LookKey c -> tenant.keys().find(c.key()).map(TenantView.Key::new);
            case TenantCommand.LookSipSecret c ->
                item(tenant.catalogue(), c.holder())
                        .map(holder -> new TenantView.SipSecret(
                                holder.named(), tenant.secrets().of(c.holder())));
            case TenantCommand.BrowseKeys c -> Optional.of(keys(tenant.keys(), c));
            default -> Optional.empty();
        };
        return view.<Decision<TenantEvent>>map(Decision.Shown::new)
                .orElseGet(() ->
                        Decision.refuse(Refusal.NOT_FOUND, "Expected " + asked(question) + ", but there is none"));
    }

    private static String asked(TenantCommand question) {
        return switch (question) {
            case TenantCommand.Look c -> c.target().toString();
            case TenantCommand.FindAgent c -> "an agent with subject '" + LocalName.shown(c.subject()) + "'";
            case TenantCommand.LookPolicy c ->
                c.version().map(number -> "version " + number + " of ").orElse("") + "policy '" + c.policy() + "'";
            case TenantCommand.BrowseVersions c -> "policy '" + c.policy() + "'";
            case TenantCommand.LookFlow c ->
                c.version().map(number -> "version " + number + " of ").orElse("") + "flow '" + c.flow() + "'";
            case TenantCommand.BrowseFlowVersions c -> "flow '" + c.flow() + "'";
            case TenantCommand.LookClassification c ->
                c.version().map(number -> "version " + number + " of the ").orElse("a ") + "classification";
            case TenantCommand.LookSipSecret c -> c.holder().toString();
            case TenantCommand.LookKey c -> "key '" + LocalName.shown(c.key()) + "'";
            default -> "an answer";
        };
    }

    private static TenantView.Summary summary(Founded tenant) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, tenant.catalogue().count(kind));
        }
        return new TenantView.Summary(
                tenant.tenant(),
                tenant.displayName(),
                tenant.renamed(),
                tenant.changed(),
                tenant.created(),
                counts,
                tenant.delivery().open().size());
    }

    static TenantDocument document(Founded tenant) {
        Catalogue catalogue = tenant.catalogue();
        Map<Kind, SortedMap<String, Settings>> settings = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            if (kind != Kind.POLICY) {
                SortedMap<String, Settings> section = new TreeMap<>();
                catalogue.all(kind).forEach((name, entry) -> section.put(name, entry.settings()));
                settings.put(kind, section);
            }
        }
        SortedMap<String, PolicySection> policies = new TreeMap<>();
        catalogue.policies().forEach((name, line) -> {
            if (line.live()) {
                policies.put(name, section(line));
            }
        });
        return new TenantDocument(
                Optional.of(tenant.tenant()),
                Optional.of(tenant.displayName()),
                settings,
                Optional.of(policies),
                catalogue.classification().latest().map(ClassificationVersion::document));
    }

    private static PolicySection section(PolicyLine line) {
        var versions = line.versions();
        return versions.size() == 1 && versions.firstKey() == 1
                ? new PolicySection.Latest(versions.firstEntry().getValue().document())
                : new PolicySection.Versions(versions.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().document(), (a, _) -> a, TreeMap::new)));
    }

    static TenantView.Planned planned(List<TenantEvent> events) {
        List<Ref> defined = new ArrayList<>();
        List<Ref> removed = new ArrayList<>();
        List<String> published = new ArrayList<>();
        int others = 0;
        for (TenantEvent event : events) {
            switch (event) {
                case TenantEvent.Configured e -> {
                    e.defined().forEach(named -> defined.add(named.ref()));
                    removed.addAll(e.removed());
                }
                case TenantEvent.PolicyPublished e -> published.add(e.policy());
                case TenantEvent.PolicyRemoved e -> removed.add(new Ref(Kind.POLICY, e.policy()));
                default -> others++;
            }
        }
        return new TenantView.Planned(
                defined.size() + removed.size() + published.size() + others,
                shown(defined),
                shown(removed),
                shown(published));
    }

    private static <T> List<T> shown(List<T> all) {
        return List.copyOf(all.size() <= MOST_ROWS ? all : all.subList(0, MOST_ROWS));
    }

    private static Optional<TenantView.Item> item(Catalogue catalogue, Ref ref) {
        return catalogue
                .find(ref)
                .map(entry -> new TenantView.Item(new Named(ref, entry.settings()), entry.revision()));
    }

    private static TenantView.Items items(Catalogue catalogue, TenantCommand.Browse c) {
        var page = Page.of(
                catalogue.all(c.kind()),
                c.after(),
                c.limit(),
                entry -> entry.settings().size());
        return new TenantView.Items(
                page.rows((name, entry) ->
                        new TenantView.Item(new Named(new Ref(c.kind(), name), entry.settings()), entry.revision())),
                page.next());
    }

    private static Optional<TenantView.PolicyText> policy(Catalogue catalogue, TenantCommand.LookPolicy c) {
        PolicyLine line = catalogue.line(c.policy());
        Optional<PolicyVersion> version =
                c.version().isPresent() ? line.version(c.version().get()) : line.latest();
        return version.map(
                found -> new TenantView.PolicyText(c.policy(), found, line.last(), pinnedBy(catalogue, c, found)));
    }

    private static Set<String> pinnedBy(Catalogue catalogue, TenantCommand.LookPolicy c, PolicyVersion version) {
        return catalogue
                .queues()
                .filter(queue -> queue.settings()
                        .deciding()
                        .contains(new PolicyChoice(c.policy(), Optional.of(version.version()))))
                .map(Catalogue.QueueEntry::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static TenantView.Policies policies(Catalogue catalogue, TenantCommand.BrowsePolicies c) {
        TreePMap<String, PolicyVersion> latest = TreePMap.empty();
        for (var each : catalogue.policies().entrySet()) {
            if (each.getValue().live()) {
                latest = latest.plus(each.getKey(), each.getValue().latest().orElseThrow());
            }
        }
        var page = Page.of(latest, c.after(), c.limit(), _ -> 200);
        return new TenantView.Policies(
                page.rows((name, version) -> new TenantView.PolicyLatest(
                        name, version.version(), version.published(), version.by(), version.revision())),
                page.next());
    }

    private static Optional<TenantView.Versions> versions(Catalogue catalogue, TenantCommand.BrowseVersions c) {
        PolicyLine line = catalogue.line(c.policy());
        if (!line.live()) {
            return Optional.empty();
        }
        var page = Page.of(line.versions().descendingMap(), c.before(), c.limit(), _ -> 200);
        return Optional.of(new TenantView.Versions(
                c.policy(),
                page.rows((number, version) ->
                        new TenantView.VersionNote(number, version.published(), version.by(), version.revision())),
                page.next()));
    }

    private static Optional<TenantView.FlowText> flow(Catalogue catalogue, TenantCommand.LookFlow c) {
        FlowLine line = catalogue.flow(c.flow());
        return line.latest()
                .flatMap(latest -> (c.version().isPresent()
                                ? line.version(c.version().get())
                                : Optional.of(latest))
                        .map(found -> new TenantView.FlowText(c.flow(), found, latest.version())));
    }

    private static Optional<TenantView.FlowVersions> versions(Catalogue catalogue, TenantCommand.BrowseFlowVersions c) {
        FlowLine line = catalogue.flow(c.flow());
        if (line.latest().isEmpty()) {
            return Optional.empty();
        }
        var page = Page.of(line.versions().descendingMap(), c.before(), c.limit(), _ -> 200);
        return Optional.of(new TenantView.FlowVersions(
                c.flow(),
                page.rows((number, version) ->
                        new TenantView.VersionNote(number, version.published(), version.by(), number)),
                page.next()));
    }

    private static Optional<TenantView.ClassificationText> classification(
            ClassificationLine line, Optional<Integer> version) {
        return version.isPresent()
                ? line.version(version.get()).map(found -> new TenantView.ClassificationText(found, line.last()))
                : line.latest().map(found -> new TenantView.ClassificationText(found, line.last()));
    }

    /** Not NOT_FOUND, which may be over in a moment: who has no classification will not be told otherwise by asking again. */
    private static Decision<TenantEvent> classed(ClassificationLine line, TenantCommand.Classify c) {
        return line.latest()
                .<Decision<TenantEvent>>map(latest -> new Decision.Shown<>(new TenantView.Classed(
                        latest.document().of(latest.version(), c.interaction(), c.medium(), c.attributes()))))
                .orElseGet(() -> Decision.refuse(
                        Refusal.INVALID,
                        "Expected a queue, or a classification that says which, but there is neither"));
    }

    private static TenantView.Keys keys(Keys keys, TenantCommand.BrowseKeys c) {
        var page = Page.of(keys.all(), c.after(), c.limit(), _ -> 500);
        return new TenantView.Keys(page.rows((_, key) -> key), page.next());
    }

    /** Some entries of a map in its order, and after which key there are more. */
    private record Page<K, V>(List<Map.Entry<K, V>> entries, Optional<K> next) {

        static <K, V> Page<K, V> of(TreePMap<K, V> all, Optional<K> after, int limit, ToIntFunction<V> size) {
            int most = Math.clamp(limit, 1, MOST_ROWS);
            List<Map.Entry<K, V>> entries = new ArrayList<>();
            int chars = 0;
            for (var entry :
                    after.map(key -> all.tailMap(key, false)).orElse(all).entrySet()) {
                chars += size.applyAsInt(entry.getValue());
                if (entries.size() == most || (!entries.isEmpty() && chars > MOST_CHARS)) {
                    return new Page<>(entries, Optional.of(entries.getLast().getKey()));
                }
                entries.add(entry);
            }
            return new Page<>(entries, Optional.empty());
        }

        <R> List<R> rows(java.util.function.BiFunction<K, V, R> row) {
            return entries.stream()
                    .map(entry -> row.apply(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }
}
