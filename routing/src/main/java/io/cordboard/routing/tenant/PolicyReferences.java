package io.cordboard.routing.tenant;

import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.QueueConditions;
import java.util.SortedSet;
import java.util.TreeSet;

/** What must exist for a policy to be followed: the skills it speaks of and the queues it sends to. */
final class PolicyReferences {

    private PolicyReferences() {}

    static SortedSet<Ref> of(Policy policy) {
        SortedSet<Ref> references = new TreeSet<>();
        policy.requirements().keySet().forEach(skill -> references.add(ref(skill)));
        policy.steps().forEach(step -> {
            step.requirements().keySet().forEach(skill -> references.add(ref(skill)));
            step.drop().forEach(skill -> references.add(ref(skill)));
        });
        policy.overflow().rules().forEach(rule -> add(references, rule.to()));
        QueueConditions.of(policy)
                .flatMap(condition -> QueueConditions.others(condition).stream())
                .forEach(queue -> references.add(new Ref(Kind.QUEUE, queue)));
        policy.hours().flatMap(hours -> hours.closed()).ifPresent(closed -> add(references, closed));
        return references;
    }

    private static Ref ref(Skill skill) {
        return new Ref(Kind.SKILL, skill.name());
    }

    private static void add(SortedSet<Ref> references, Destination destination) {
        switch (destination) {
            case Destination.ToQueue(String queue, _) -> references.add(new Ref(Kind.QUEUE, queue));
            case Destination.Classify _, Destination.Close _ -> {}
        }
    }
}
