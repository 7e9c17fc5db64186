package io.cordboard.routing.router;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.matching.ReadyAgent;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a tenant's router is told and asked. It keeps nothing: whatever it has lost, it is told again. */
public sealed interface RouterCommand extends Command {

    TenantId tenant();

    @Override
    default String entityId() {
        return tenant().value();
    }

    @Override
    default String ref() {
        return getClass().getSimpleName() + ' ' + tenant();
    }

    /**
     * An offer or interaction that an agent carries.
     *
     * @param open while it may still be accepted
     * @param deadline until when it may be
     */
    record Held(OfferId offer, InteractionId interaction, boolean open, Optional<Instant> deadline) {}

    /** How an agent is now: {@code ready} only if the agent takes new work. Later versions replace earlier ones. */
    record AgentChanged(AgentId agent, long version, Optional<ReadyAgent> ready, List<Held> held)
            implements RouterCommand {

        static final String KIND = "AgentChanged";

        public AgentChanged {
            held = List.copyOf(held);
        }

        public static AgentChanged ready(ReadyAgent ready, long version, List<Held> held) {
            return new AgentChanged(ready.agent(), version, Optional.of(ready), held);
        }

        public static AgentChanged notReady(AgentId agent, long version, List<Held> held) {
            return new AgentChanged(agent, version, Optional.empty(), held);
        }

        public static AgentChanged gone(AgentId agent, long version) {
            return new AgentChanged(agent, version, Optional.empty(), List.of());
        }

        @Override
        public TenantId tenant() {
            return agent.tenant();
        }

        @Override
        public String ref() {
            return KIND + ' ' + agent + ' ' + version;
        }
    }

    /** The rules that a queue follows now, and those that are tried beside them or for a share of its traffic. */
    record QueueRules(Policy policy, int version, Optional<Trial> trial) {

        /** Without a trial. */
        public QueueRules(Policy policy, int version) {
            this(policy, version, Optional.empty());
        }

        public QueueRules {
            // From a node that does not know of trials yet.
            trial = Objects.requireNonNullElse(trial, Optional.empty());
        }

        /** The same, but nothing is tried. */
        public QueueRules untried() {
            return new QueueRules(policy, version);
        }

        /** What rules one that is on this side of a trial. */
        public Policy policy(Optional<Arm> arm) {
            return trial.flatMap(tried -> tried.acting(policy, arm)).orElse(policy);
        }
    }

    /**
     * What has changed in a queue. Message {@code number} of a stream follows {@code number - 1}; number 0 starts anew and
     * replaces all that was known of the queue. Refused: STALE if the one before is missing; the queue then starts anew.
     *
     * @param more the stream has just begun, and there are more who wait than are told yet
     */
    record QueueChanged(
            QueueId queue,
            String stream,
            long number,
            Optional<QueueRules> rules,
            List<Waiting> waiting,
            List<InteractionId> gone,
            boolean more)
            implements RouterCommand {

        @Override
        public TenantId tenant() {
            return queue.tenant();
        }

        @Override
        public String ref() {
            return "QueueChanged " + queue + ' ' + stream + ' ' + number;
        }
    }

    /** Sent now and then by a queue in which something waits: has the router all of it? Refused: STALE if not. */
    record QueueBeat(QueueId queue, String stream, long number) implements RouterCommand {
        @Override
        public TenantId tenant() {
            return queue.tenant();
        }

        @Override
        public String ref() {
            return "QueueBeat " + queue + ' ' + stream + ' ' + number;
        }
    }

    /** Answered by {@link RouterView}. */
    record Show(TenantId tenant) implements RouterCommand {}

    /** Why an interaction waits and who could take it; answered by {@link RouterView.Explained}. */
    record Explain(TenantId tenant, InteractionId interaction) implements RouterCommand {}

    /** What the customer of one that waits can be told of it; answered by {@link RouterView.Outlooked}. */
    record LookOut(TenantId tenant, InteractionId interaction) implements RouterCommand {}

    /** How a queue stands for one on this medium who would come now; answered by {@link RouterView.Outlooking}. */
    record LookAhead(QueueId queue, Medium medium) implements RouterCommand {
        @Override
        public TenantId tenant() {
            return queue.tenant();
        }
    }

    /** Where one that waits would stand as the {@code position}th in line, from 1; answered by {@link RouterView.Stood}. */
    record Stand(TenantId tenant, InteractionId interaction, int position) implements RouterCommand {}

    /** What an agent may be given now, and why not the rest; answered by {@link RouterView.AgentExplained}. */
    record ExplainAgent(AgentId agent) implements RouterCommand {
        @Override
        public TenantId tenant() {
            return agent.tenant();
        }
    }
}
