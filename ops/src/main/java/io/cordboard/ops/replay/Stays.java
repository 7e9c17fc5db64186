package io.cordboard.ops.replay;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stays in queues that a journal shows, each as a contact of its own: from when it came into the queue until an agent accepted
 * it or its customer left. What was transferred or went back in line comes again; what went elsewhere by the queue's policy, or was
 * cancelled or put off, is left out.
 */
final class Stays {

    /** One stay; handling ends with its agent's work. */
    static final class Stay {
        final QueueEvent.Enqueued asked;
        final QueueId queue;
        final Instant came;
        boolean answered;
        Instant ended = Instant.MAX;
        Instant done = Instant.MAX;
        long ringNanos;
        Optional<AgentId> agent = Optional.empty();

        private Stay(QueueId queue, QueueEvent.Enqueued asked, Instant came) {
            this.queue = queue;
            this.asked = asked;
            this.came = came;
        }

        /** Whether it was drawn, when it came, to be ruled by the policy that its queue tried then. */
        boolean isTried() {
            return asked.place()
                    .arm()
                    .filter(arm -> arm.side() == Arm.Side.TRIAL)
                    .isPresent();
        }
    }

    private final Map<InteractionId, Stay> open = new HashMap<>();
    private final Map<OfferId, Stay> worked = new HashMap<>();
    private final Map<OfferId, Instant> reserved = new HashMap<>();
    private final List<Stay> ended = new ArrayList<>();
    private final Instant from;
    private long leftOut;

    /** @param from those who came before are not among them */
    Stays(Instant from) {
        this.from = from;
    }

    void queue(QueueId queue, QueueEvent event) {
        switch (event) {
            case QueueEvent.Enqueued e -> {
                Stay known = open.get(e.interaction());
                Instant came = e.place().enqueued();
                if (known != null && known.queue.equals(queue)) {
                    // What it asks for has changed, and with it its place.
                    came = known.came;
                } else if (known != null) {
                    leaveOut(e.interaction());
                }
                open.put(e.interaction(), new Stay(queue, e, came));
            }
            case QueueEvent.Dequeued e -> {
                Stay known = open.get(e.interaction());
                if (known != null
                        && known.queue.equals(queue)
                        && !known.asked.place().enqueued().isAfter(e.enqueued())) {
                    leaveOut(e.interaction());
                }
            }
            case QueueEvent.Configured _, QueueEvent.Removed _, QueueEvent.Diverted _, QueueEvent.Stayed _ -> {}
        }
    }

    void offered(OfferId offer, Instant at) {
        reserved.put(offer, at);
    }

    /** The agent gives it back, or is done with it. */
    void over(OfferId offer, Instant at) {
        reserved.remove(offer);
        Stay stay = worked.remove(offer);
        if (stay != null) {
            stay.done = at;
        }
    }

    void interaction(InteractionId id, InteractionEvent event) {
        switch (event) {
            case InteractionEvent.Assigned e -> {
                Stay stay = open.remove(id);
                if (stay != null) {
                    stay.answered = true;
                    stay.agent = Optional.of(e.agent());
                    stay.ringNanos = Math.max(
                            0, CallTimes.nanos(e.at()) - CallTimes.nanos(reserved.getOrDefault(e.offer(), e.at())));
                    worked.put(e.offer(), stay);
                    end(stay, e.at());
                }
            }
            case InteractionEvent.Closed e -> {
                Stay stay = open.get(id);
                if (stay != null && e.reason() == CloseReason.ABANDONED) {
                    open.remove(id);
                    end(stay, e.at());
                } else {
                    leaveOut(id);
                }
            }
            case InteractionEvent.Queued _, InteractionEvent.Rescheduled _, InteractionEvent.FlowResumed _ ->
                leaveOut(id);
            default -> {}
        }
    }

    private void end(Stay stay, Instant at) {
        if (!stay.came.isBefore(from)) {
            stay.ended = at.isBefore(stay.came) ? stay.came : at;
            ended.add(stay);
        }
    }

    private void leaveOut(InteractionId id) {
        Stay stay = open.remove(id);
        if (stay != null && !stay.came.isBefore(from)) {
            leftOut++;
        }
    }

    /** In the order in which they ended. */
    List<Stay> ended() {
        return ended;
    }

    /** How many stays ended otherwise. */
    long leftOut() {
        return leftOut;
    }

    /** How many are not over. */
    long waiting() {
        return open.values().stream().filter(stay -> !stay.came.isBefore(from)).count();
    }
}
