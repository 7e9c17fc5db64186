package io.cordboard.channels.chat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionEvent.MessageAdded;
import io.cordboard.routing.interaction.InteractionEvent.MessageDelivered;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.CustomerMessageId;
import io.cordboard.routing.leg.LegRequest;
import io.cordboard.routing.leg.LegRequests;
import io.cordboard.routing.leg.Standing;
import io.cordboard.routing.queue.QueueId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A chat's history as its customer sees it: a fold over the interaction's events, from the first one on. */
final class Transcript {

    private final InteractionId chat;
    private final Map<AgentId, String> names = new HashMap<>();
    /** The hash of each text that the customer wrote, by the id that the customer gave it. */
    private final Map<String, Integer> said = new HashMap<>();
    /** Messages of the other side that the customer's device has not confirmed. */
    private final Set<String> undelivered = new HashSet<>();

    private Standing standing = Standing.NONE;
    private Optional<Stay> waiting = Optional.empty();
    private long seq;

    /** One stay in a queue, known by the event that began it. */
    record Stay(QueueId queue, long seq) {}

    Transcript(InteractionId chat) {
        this.chat = chat;
    }

    /** Agents who must be {@link #name named} before {@code event} can be shown. */
    List<AgentId> unnamed(InteractionEvent event) {
        return ChatLeg.named(chat.tenant(), LegRequests.of(standing, event)).stream()
                .filter(agent -> !names.containsKey(agent))
                .toList();
    }

    void name(AgentId agent, String displayName) {
        String clean = PlainText.line(displayName);
        names.put(agent, clean.isEmpty() ? ChatLeg.NAMELESS : clean);
    }

    /** Folds the next event in; what the customer is shown of it, if anything. */
    Optional<Frame.History> next(InteractionEvent event) {
        seq++;
        List<LegRequest> requests = LegRequests.of(standing, event);
        standing = standing.after(event);
        requests.forEach(this::stay);
        if (event instanceof MessageAdded message) {
            CustomerMessageId.chosen(message.id())
                    .ifPresentOrElse(
                            id -> said.put(id, message.text().hashCode()), () -> undelivered.add(message.id()));
        } else if (event instanceof MessageDelivered delivered) {
            undelivered.remove(delivered.id());
        }
        return ChatLeg.frame(
                chat.tenant(), seq, event.at(), requests, agent -> names.getOrDefault(agent, ChatLeg.NAMELESS));
    }

    private void stay(LegRequest request) {
        if (request instanceof LegRequest.Wait wait) {
            waiting = Optional.of(new Stay(wait.queue(), seq));
        } else if (request instanceof LegRequest.Connect || request instanceof LegRequest.Disconnect) {
            waiting = Optional.empty();
        }
    }

    /** Where the customer waits now. */
    Optional<Stay> waiting() {
        return waiting;
    }

    /** The number of the last event. */
    long seq() {
        return seq;
    }

    /** Whether it is over for the customer. */
    boolean over() {
        return standing.over();
    }

    /** Whether the customer has written this before: with the same text, or (false) with another. */
    Optional<Boolean> said(String id, String text) {
        return Optional.ofNullable(said.get(id)).map(hash -> hash == text.hashCode());
    }

    void accepted(String id, String text) {
        said.put(id, text.hashCode());
    }

    /** Whether the customer's device now confirms a message for the first time. */
    boolean confirm(String id) {
        return undelivered.remove(id);
    }
}
