package io.cordboard.node.api.agent;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentStatus;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.OutsideWork;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An agent at work: schema {@code AgentState}. {@code units} of {@code unitsUsed} is the agent's capacity. */
record AgentBody(
        AgentId id,
        long revision,
        String displayName,
        Optional<Team> team,
        AgentStatus status,
        Optional<String> reason,
        boolean connected,
        Optional<Instant> statusSince,
        Optional<Instant> restsUntil,
        int units,
        int unitsUsed,
        List<Work> work,
        List<OutsideWork> outsideWork) {

    /** One offer or interaction that the agent carries: schema {@code Work}. */
    record Work(
            OfferId offer,
            InteractionId interaction,
            QueueId queue,
            Medium medium,
            AgentView.Work.Phase phase,
            Instant since,
            Optional<Instant> until) {

        static Work of(AgentView.Work work) {
            return new Work(
                    work.offer(),
                    work.interaction(),
                    work.queue(),
                    work.medium(),
                    work.phase(),
                    work.since(),
                    work.until());
        }
    }

    static AgentBody of(Reply.Found found) {
        return of(found.seq(), (AgentView) found.view());
    }

    static AgentBody of(long seq, AgentView view) {
        return new AgentBody(
                view.agent(),
                seq,
                view.profile().displayName(),
                view.profile().team(),
                view.status(),
                view.reason(),
                view.connected(),
                view.statusSince(),
                view.restsUntil(),
                view.profile().capacity().units(),
                view.unitsUsed(),
                view.work().stream().map(Work::of).toList(),
                view.outsideWork());
    }
}
