package io.cordboard.routing.tenant;

import io.cordboard.routing.queue.Trial;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.pcollections.TreePMap;

/**
 * Everything that a tenant has configured, by name. A value: each change makes a new one that shares what did not change.
 *
 * @param subjects the agent by subject, derived from the agents' settings
 * @param flows the versions of each flow, of which its settings are the latest
 */
record Catalogue(
        TreePMap<Kind, TreePMap<String, Entry>> settings,
        TreePMap<String, PolicyLine> policies,
        TreePMap<String, String> subjects,
        ClassificationLine classification,
        TreePMap<String, FlowLine> flows) {

    /** Settings and the number of the event that last changed them. */
    record Entry(Settings settings, long revision) {}

    static final Catalogue EMPTY = new Catalogue(
            TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), ClassificationLine.NONE, TreePMap.empty());

    /** The things of one kind (not policies), by name. */
    TreePMap<String, Entry> all(Kind kind) {
        return settings.getOrDefault(kind, TreePMap.empty());
    }

    Optional<Entry> find(Ref ref) {
        return Optional.ofNullable(all(ref.kind()).get(ref.name()));
    }

    PolicyLine line(String policy) {
        return policies.getOrDefault(policy, PolicyLine.NONE);
    }

    boolean has(Ref ref) {
        return ref.kind() == Kind.POLICY ? line(ref.name()).live() : find(ref).isPresent();
    }

    /** The number of the event that last changed it; 0 if there is no such thing. */
    long revision(Ref ref) {
        return ref.kind() == Kind.POLICY
                ? line(ref.name()).latest().map(PolicyVersion::revision).orElse(0L)
                : find(ref).map(Entry::revision).orElse(0L);
    }

    int count(Kind kind) {
        return kind == Kind.POLICY
                ? (int) policies.values().stream().filter(PolicyLine::live).count()
                : all(kind).size();
    }

    Stream<QueueEntry> queues() {
        return all(Kind.QUEUE).entrySet().stream().map(each -> queueEntry(each.getKey(), each.getValue()));
    }

    Optional<QueueEntry> queue(String name) {
        return find(new Ref(Kind.QUEUE, name)).map(entry -> queueEntry(name, entry));
    }

    /** The version that rules a queue: the pinned one, else the latest. */
    Optional<PolicyVersion> ruling(QueueSettings queue) {
        return version(queue.ruling());
    }

    /** The pinned version, else the latest. */
    Optional<PolicyVersion> version(PolicyChoice choice) {
        PolicyLine line = line(choice.policy());
        return choice.version().isPresent() ? line.version(choice.version().get()) : line.latest();
    }

    /** What decides in a queue beside what rules it, or for a share of its traffic. */
    Optional<Trial> trial(QueueSettings queue) {
        return queue.trial()
                .flatMap(trial -> version(trial.choice())
                        .map(version ->
                                new Trial(trial.policy(), version.document(), version.version(), trial.share())));
    }

    /** The versions of a policy that queues are pinned to. */
    Set<Integer> pinned(String policy) {
        Set<Integer> pinned = new TreeSet<>();
        queues().flatMap(queue -> queue.settings().deciding().stream())
                .filter(choice -> choice.policy().equals(policy))
                .forEach(choice -> choice.version().ifPresent(pinned::add));
        return pinned;
    }

    Catalogue defined(Named named, long revision) {
        Catalogue without = removed(named.ref());
        TreePMap<String, String> subjects = subject(named.settings())
                .map(subject -> without.subjects.plus(subject, named.ref().name()))
                .orElse(without.subjects);
        var ofKind = all(named.ref().kind()).plus(named.ref().name(), new Entry(named.settings(), revision));
        return new Catalogue(settings.plus(named.ref().kind(), ofKind), policies, subjects, classification, flows);
    }

    Catalogue removed(Ref ref) {
        // Only if it still leads here: two agents may have exchanged their subjects.
        TreePMap<String, String> subjectsLeft = find(ref)
                .flatMap(entry -> subject(entry.settings()))
                .filter(subject -> ref.name().equals(subjects.get(subject)))
                .map(subjects::minus)
                .orElse(subjects);
        var ofKind = all(ref.kind()).minus(ref.name());
        // As if there had never been one, so that equal contents are equal values.
        var left = ofKind.isEmpty() ? settings.minus(ref.kind()) : settings.plus(ref.kind(), ofKind);
        return new Catalogue(
                left,
                policies,
                subjectsLeft,
                classification,
                ref.kind() == Kind.FLOW ? flows.minus(ref.name()) : flows);
    }

    Catalogue with(String policy, PolicyLine line) {
        return new Catalogue(settings, policies.plus(policy, line), subjects, classification, flows);
    }

    Catalogue with(ClassificationLine line) {
        return new Catalogue(settings, policies, subjects, line, flows);
    }

    Catalogue with(String flow, FlowLine line) {
        return new Catalogue(settings, policies, subjects, classification, flows.plus(flow, line));
    }

    FlowLine flow(String name) {
        return flows.getOrDefault(name, FlowLine.NONE);
    }

    List<Ref> names(Kind kind) {
        return all(kind).keySet().stream().map(name -> new Ref(kind, name)).toList();
    }

    static Optional<String> subject(Settings settings) {
        return settings instanceof AgentSettings agent ? agent.subject() : Optional.empty();
    }

    private static QueueEntry queueEntry(String name, Entry entry) {
        return new QueueEntry(name, (QueueSettings) entry.settings(), entry.revision());
    }

    /** A queue, its settings, and the number of the event that last changed them. */
    record QueueEntry(String name, QueueSettings settings, long revision) {}
}
