package io.cordboard.routing.tenant;

import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.flow.Flow;
import io.cordboard.routing.flow.FlowStep;
import io.cordboard.routing.flow.FlowUse;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** A flow as an administrator has published it; the number of the event that did so is its version. */
public record FlowSettings(Flow flow) implements Settings {

    @Override
    public Kind kind() {
        return Kind.FLOW;
    }

    /** The queues, agents, skills and flows that it leads to or asks about. */
    @Override
    public SortedSet<Ref> references() {
        SortedSet<Ref> references = new TreeSet<>();
        FlowUse.queues(flow).forEach(queue -> references.add(new Ref(Kind.QUEUE, queue)));
        flow.steps().values().forEach(step -> {
            switch (step) {
                case FlowStep.ToQueue queue -> skills(queue.requirements(), references);
                case FlowStep.Callback back -> skills(back.requirements(), references);
                case FlowStep.Transfer to -> to.agent().ifPresent(agent -> references.add(new Ref(Kind.AGENT, agent)));
                case FlowStep.Survey survey -> references.add(new Ref(Kind.FLOW, survey.flow()));
                default -> {}
            }
        });
        return references;
    }

    @Override
    public int size() {
        return toJson().toString().length();
    }

    private static void skills(Map<Skill, Integer> requirements, SortedSet<Ref> references) {
        requirements.keySet().forEach(skill -> references.add(new Ref(Kind.SKILL, skill.name())));
    }
}
