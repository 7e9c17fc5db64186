package io.cordboard.channels.chat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionEvent.Queued;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.leg.CustomerMessageId;
import io.cordboard.routing.leg.LegRequest;
import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What routing asks of a chat, as its customer sees it: the one place where it is decided what a customer may know. */
final class ChatLeg {

    /** For agents whose name is not known, and for supervisors who step in. */
    static final String NAMELESS = "Agent";

    private ChatLeg() {}

    /** The agents whose display names are needed to show {@code requests}. */
    static List<AgentId> named(TenantId tenant, List<LegRequest> requests) {
        return requests.stream()
                .map(request -> named(tenant, request))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Optional<AgentId> named(TenantId tenant, LegRequest request) {
        if (request instanceof LegRequest.Connect connect) {
            return Optional.of(connect.agent());
        }
        return request instanceof LegRequest.Show show && show.from().role() == Party.Role.AGENT
                ? Optional.of(new AgentId(tenant, show.from().name()))
                : Optional.empty();
    }

    /**
     * The one frame that stands for an event, of which {@code requests} is what follows for the legs. One at most, because a
     * customer who has seen a number has seen all of that event: the last of the requests tells the most.
     */
    static Optional<Frame.History> frame(
            TenantId tenant, long seq, Instant at, List<LegRequest> requests, Function<AgentId, String> names) {
        Optional<Frame.History> frame = Optional.empty();
        for (LegRequest request : requests) {
            Optional<Frame.History> of = history(tenant, seq, at, request, names);
            frame = of.isPresent() ? of : frame;
        }
        return frame;
    }

    private static Optional<Frame.History> history(
            TenantId tenant, long seq, Instant at, LegRequest request, Function<AgentId, String> names) {
        return switch (request) {
            case LegRequest.Wait r -> Optional.of(new Frame.Queued(seq, at, why(r.why())));
            case LegRequest.Connect r -> Optional.of(new Frame.AgentJoined(seq, at, names.apply(r.agent())));
            case LegRequest.Detach _ -> Optional.of(new Frame.AgentLeft(seq, at));
            case LegRequest.Show r -> Optional.of(message(tenant, seq, r, names));
            case LegRequest.ShowDelivered r ->
                CustomerMessageId.chosen(r.messageId()).map(id -> new Frame.Delivered(seq, at, id));
            case LegRequest.Disconnect r ->
                Optional.of(new Frame.Closed(
                        seq,
                        at,
                        side(r.by()),
                        reason(r),
                        r.text().map(PlainText::lines).filter(t -> !t.isEmpty())));
            // Nothing guides those who chat yet.
            case LegRequest.GuideBy _ -> Optional.empty();
            // Offers are between routing and agents, whose desktops show them: there is no phone to ring.
            case LegRequest.Ring _, LegRequest.StopRinging _ -> Optional.empty();
            // A text can wait, and is its own recording.
            case LegRequest.Hold _, LegRequest.Resume _, LegRequest.Press _, LegRequest.Recording _ -> Optional.empty();
            // Of calls only.
            case LegRequest.Join _, LegRequest.Listen _, LegRequest.Part _, LegRequest.Dial _ -> Optional.empty();
            case LegRequest.Announce _, LegRequest.ShowTyping _ -> Optional.empty();
        };
    }

    /** What is shown of a request that no event stands for. */
    static Optional<Frame> passing(LegRequest request) {
        return switch (request) {
            case LegRequest.ShowTyping r ->
                r.from().role() == Party.Role.AGENT ? Optional.of(new Frame.Typing(r.typing())) : Optional.empty();
            case LegRequest.Announce r ->
                Optional.of(new Frame.Position(r.position(), r.estimate().map(java.time.Duration::toSeconds)));
            case LegRequest.Wait _,
                    LegRequest.GuideBy _,
                    LegRequest.Show _,
                    LegRequest.ShowDelivered _,
                    LegRequest.Ring _,
                    LegRequest.StopRinging _,
                    LegRequest.Connect _,
                    LegRequest.Detach _,
                    LegRequest.Hold _,
                    LegRequest.Resume _,
                    LegRequest.Press _,
                    LegRequest.Join _,
                    LegRequest.Listen _,
                    LegRequest.Part _,
                    LegRequest.Dial _,
                    LegRequest.Recording _,
                    LegRequest.Disconnect _ -> Optional.empty();
        };
    }

    private static Frame.Message message(
            TenantId tenant, long seq, LegRequest.Show show, Function<AgentId, String> names) {
        Party from = show.from();
        Optional<String> name = switch (from.role()) {
            case AGENT -> Optional.of(names.apply(new AgentId(tenant, from.name())));
            case SUPERVISOR -> Optional.of(NAMELESS);
            case CUSTOMER, SYSTEM -> Optional.empty();
        };
        String id = CustomerMessageId.chosen(show.messageId()).orElse(show.messageId());
        return new Frame.Message(seq, show.at(), id, side(from), name, PlainText.lines(show.text()));
    }

    private static Frame.Side side(Party party) {
        return switch (party.role()) {
            case CUSTOMER -> Frame.Side.CUSTOMER;
            case AGENT, SUPERVISOR -> Frame.Side.AGENT;
            case SYSTEM -> Frame.Side.SYSTEM;
        };
    }

    private static Frame.Queued.Why why(Queued.Why why) {
        return switch (why) {
            case ARRIVED -> Frame.Queued.Why.ARRIVED;
            case TRANSFERRED, OVERFLOWED, CLASSIFIED -> Frame.Queued.Why.MOVED;
            case REQUEUED, AGENT_LOST -> Frame.Queued.Why.AGENT_LEFT;
        };
    }

    private static Frame.Closed.Reason reason(LegRequest.Disconnect disconnect) {
        if (disconnect.reason().isEmpty()) {
            return Frame.Closed.Reason.ENDED;
        }
        return switch (disconnect.reason().get()) {
            case HANDLED, SELF_SERVED, AGENT_LOST -> Frame.Closed.Reason.ENDED;
            case ABANDONED -> Frame.Closed.Reason.LEFT;
            case CANCELLED -> Frame.Closed.Reason.CANCELLED;
            case TURNED_AWAY -> Frame.Closed.Reason.UNAVAILABLE;
        };
    }
}
