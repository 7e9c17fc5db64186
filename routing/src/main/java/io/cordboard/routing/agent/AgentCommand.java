package io.cordboard.routing.agent;

import io.cordboard.routing.entity.Command;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Shadow;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Every request that an agent's entity understands. Any may be refused with NOT_FOUND, OVERLOADED or UNAVAILABLE too. */
public sealed interface AgentCommand extends Command {

    AgentId agent();

    @Override
    default String entityId() {
        return agent().toString();
    }

    @Override
    default String ref() {
        return getClass().getSimpleName() + ' ' + agent();
    }

    /** What an administrator says; older revisions than the known one are acknowledged and ignored. */
    record Configure(AgentId agent, AgentProfile profile, long revision) implements AgentCommand {
        @Override
        public String ref() {
            return "Configure " + agent + ' ' + revision;
        }
    }

    /** Takes the agent off the tenant's list; work in hand is finished first. */
    record Remove(AgentId agent, long revision) implements AgentCommand {
        @Override
        public String ref() {
            return "Remove " + agent + ' ' + revision;
        }
    }

    record SignIn(AgentId agent) implements AgentCommand {}

    /** With work in hand the agent drains first: nothing new, signed out when the last work ends. */
    record SignOut(AgentId agent, String reason) implements AgentCommand {}

    /** Refused: NOT_READY when not signed in or not connected. */
    record BecomeReady(AgentId agent) implements AgentCommand {}

    /** Refused: NOT_READY when not signed in. */
    record BecomeNotReady(AgentId agent, String reason) implements AgentCommand {}

    /** The router proposes. Refused: NOT_READY, NO_CAPACITY, OFFER_OVER if the deadline has passed. */
    record Reserve(
            AgentId agent,
            OfferId offer,
            InteractionId interaction,
            QueueId queue,
            Medium medium,
            Terms terms,
            Instant deadline,
            int policyVersion,
            int step,
            String reason,
            Optional<Shadow> shadow)
            implements AgentCommand {

        /** Where no policy is tried. */
        public Reserve(
                AgentId agent,
                OfferId offer,
                InteractionId interaction,
                QueueId queue,
                Medium medium,
                Terms terms,
                Instant deadline,
                int policyVersion,
                int step,
                String reason) {
            this(
                    agent,
                    offer,
                    interaction,
                    queue,
                    medium,
                    terms,
                    deadline,
                    policyVersion,
                    step,
                    reason,
                    Optional.empty());
        }

        public Reserve {
            // From a node that does not know of shadows yet.
            shadow = Objects.requireNonNullElse(shadow, Optional.empty());
        }

        @Override
        public String ref() {
            return "Reserve " + offer;
        }
    }

    /** The interaction says: the agent won it. Refused: NOT_HELD if the agent has no reservation for it. */
    record Win(AgentId agent, OfferId offer) implements AgentCommand {
        @Override
        public String ref() {
            return "Win " + offer;
        }
    }

    /** The interaction says: the offer ended without this agent winning. */
    record Release(AgentId agent, OfferId offer, OfferOutcome outcome) implements AgentCommand {
        @Override
        public String ref() {
            return "Release " + offer;
        }
    }

    /** The interaction says: the conversation is over, wrap-up runs until {@code limit}. */
    record StartWrapUp(AgentId agent, OfferId offer, Instant limit) implements AgentCommand {
        @Override
        public String ref() {
            return "StartWrapUp " + offer;
        }
    }

    /** The interaction says: the agent's work on it is over. */
    record Finish(AgentId agent, OfferId offer, Optional<String> disposition) implements AgentCommand {
        @Override
        public String ref() {
            return "Finish " + offer;
        }
    }

    /**
     * The agent works on something outside for {@code lease} from now; the same again renews it. Refused: LIMIT when too much
     * is counted already.
     */
    record CountOutsideWork(AgentId agent, String work, Medium medium, Duration lease) implements AgentCommand {
        public CountOutsideWork {
            OutsideWork.requireRef(work);
            OutsideWork.requireLease(lease);
        }

        @Override
        public String ref() {
            return "CountOutsideWork " + agent + ' ' + work;
        }
    }

    /** The work outside is over. */
    record EndOutsideWork(AgentId agent, String work) implements AgentCommand {
        @Override
        public String ref() {
            return "EndOutsideWork " + agent + ' ' + work;
        }
    }

    /** The shell says: the last connection is gone. */
    record LoseConnection(AgentId agent) implements AgentCommand {}

    /** The shell says: there is a connection. */
    record RestoreConnection(AgentId agent) implements AgentCommand {}

    /** Brings it back to memory after a crash. */
    record Wake(AgentId agent) implements AgentCommand {}

    /** Answered by {@link AgentView}. */
    record Show(AgentId agent) implements AgentCommand {}

    /** Follows its events; a desktop does so with {@code presence}. */
    record Watch(AgentId agent, boolean presence, Duration ttl)
            implements AgentCommand, io.cordboard.routing.entity.Watch {}
}
