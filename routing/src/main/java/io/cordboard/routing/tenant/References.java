package io.cordboard.routing.tenant;

import io.cordboard.routing.classification.Classification;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.PolicyProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The rule that whatever a tenant's configuration names is there. */
final class References {

    private References() {}

    /** What {@code settings} name that is not there, in words. */
    static List<String> missing(Catalogue catalogue, Settings settings) {
        List<String> missing = missing(catalogue, settings.references());
        if (settings instanceof QueueSettings queue && missing.isEmpty()) {
            queue.deciding().stream()
                    .filter(choice -> choice.version().isPresent())
                    .forEach(choice -> catalogue
                            .version(choice)
                            .ifPresentOrElse(
                                    pinned -> missing.addAll(missing(catalogue, pinned.document())),
                                    () -> missing.add("version "
                                            + choice.version().get() + " of policy '" + choice.policy() + "'")));
        }
        return missing;
    }

    static List<String> missing(Catalogue catalogue, Policy policy) {
        return missing(catalogue, PolicyReferences.of(policy));
    }

    static List<String> missing(Catalogue catalogue, Classification classification) {
        return missing(catalogue, of(classification));
    }

    private static SortedSet<Ref> of(Classification classification) {
        SortedSet<Ref> references = new TreeSet<>();
        classification.queues().forEach(queue -> references.add(new Ref(Kind.QUEUE, queue)));
        classification
                .outcomes()
                .forEach(outcome -> outcome.requirements()
                        .keySet()
                        .forEach(skill -> references.add(new Ref(Kind.SKILL, skill.name()))));
        return references;
    }

    private static List<String> missing(Catalogue catalogue, Collection<Ref> references) {
        List<String> missing = new ArrayList<>();
        references.stream().filter(ref -> !catalogue.has(ref)).forEach(ref -> missing.add(ref.toString()));
        return missing;
    }

    /**
     * What names {@code ref}, in words: settings, latest policy versions, queues by the version that they are pinned to, and the latest
     * classification.
     */
    static List<String> referrers(Catalogue catalogue, Ref ref) {
        List<String> referrers = new ArrayList<>();
        named(catalogue, ref).forEach(each -> referrers.add(each.toString()));
        catalogue
                .classification()
                .latest()
                .filter(latest -> of(latest.document()).contains(ref))
                .ifPresent(_ -> referrers.add("the classification"));
        return referrers;
    }

    private static SortedSet<Ref> named(Catalogue catalogue, Ref ref) {
        SortedSet<Ref> referrers = new TreeSet<>();
        catalogue
                .settings()
                .forEach((kind, entries) -> entries.forEach((name, entry) -> {
                    if (entry.settings().references().contains(ref)) {
                        referrers.add(new Ref(kind, name));
                    }
                }));
        catalogue
                .policies()
                .forEach((name, line) -> line.latest().ifPresent(latest -> {
                    if (PolicyReferences.of(latest.document()).contains(ref)) {
                        referrers.add(new Ref(Kind.POLICY, name));
                    }
                }));
        catalogue
                .queues()
                .forEach(queue -> queue.settings().deciding().stream()
                        .filter(choice -> choice.version().isPresent())
                        .flatMap(choice -> catalogue.version(choice).stream())
                        .filter(version ->
                                PolicyReferences.of(version.document()).contains(ref))
                        .forEach(_ -> referrers.add(new Ref(Kind.QUEUE, queue.name()))));
        return referrers;
    }

    /** Everything in the catalogue that does not hold, at most {@code most}. */
    static List<PolicyProblem> problems(Catalogue catalogue, int most) {
        List<PolicyProblem> problems = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        catalogue
                .settings()
                .forEach((kind, entries) -> entries.forEach((name, entry) -> {
                    String path = path(new Ref(kind, name));
                    for (String each : missing(catalogue, entry.settings())) {
                        problems.add(new PolicyProblem(path, "Expected " + each + ", but there is none"));
                    }
                    Catalogue.subject(entry.settings()).ifPresent(subject -> {
                        String owner = owners.putIfAbsent(subject, name);
                        if (owner != null) {
                            problems.add(new PolicyProblem(
                                    path,
                                    "Expected a subject of its own, but agent '" + owner + "' has '" + subject
                                            + "' too"));
                        }
                    });
                }));
        catalogue
                .policies()
                .forEach((name, line) -> line.latest()
                        .map(latest -> missing(catalogue, latest.document()))
                        .ifPresent(missing -> missing.forEach(each -> problems.add(new PolicyProblem(
                                path(new Ref(Kind.POLICY, name)), "Expected " + each + ", but there is none")))));
        catalogue
                .classification()
                .latest()
                .map(latest -> missing(catalogue, latest.document()))
                .ifPresent(missing -> missing.forEach(each -> problems.add(new PolicyProblem(
                        '/' + TenantDocumentCodec.CLASSIFICATION, "Expected " + each + ", but there is none"))));
        problems.addAll(LineChecks.problems(catalogue));
        Together together = new Together();
        catalogue
                .queues()
                .forEach(queue -> together.problem(catalogue, queue)
                        .ifPresent(wrong -> problems.add(
                                new PolicyProblem(path(new Ref(Kind.QUEUE, queue.name())) + "/trial", wrong))));
        if (catalogue.policies().size() > PolicyLine.NAMES) {
            problems.add(new PolicyProblem(
                    "/policies", "Expected at most " + PolicyLine.NAMES + " names, with those of removed policies"));
        }
        for (Kind kind : Kind.values()) {
            if (catalogue.count(kind) > kind.limit()) {
                problems.add(new PolicyProblem(
                        '/' + kind.plural(),
                        "Expected at most " + kind.limit() + ", but got " + catalogue.count(kind)));
            }
        }
        return problems.size() <= most ? problems : problems.subList(0, most);
    }

    /** Where it stands in a tenant's document. */
    static String path(Ref ref) {
        return '/' + ref.kind().plural() + '/' + ref.name();
    }
}
