package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Snapshot;
import io.cordboard.routing.entity.Standing;
import io.cordboard.routing.entity.State;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionEvent.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The rules of an interaction. It alone decides who owns it: an offer becomes an assignment here and nowhere else.
 *
 * <pre>
 *              Open                due       Offer*, EndOffer*          Accept
 *  Unopened ───────────► Scheduled ───────► InQueue ───────────────────► WithAgent ──────► InWrapUp ──────► Ended
 *      │                     ▲── Reschedule ──┤
 *      └──────────────────────────────────────▲  └── End, Cancel ──┐  Requeue, Transfer  End        WrapUp,   ▲
 *                                             └────────────────────┼── or LoseAgent ◄─┘              limit    │
 *                                                                  └──────────────────────────────────────────┘
 *  Unopened ── Open, with a flow ──► Guided ── LeaveFlow, Transfer ──► InQueue
 *                  ▲── ResumeFlow ── InQueue    └── End, Cancel ──► Ended
 *  WithAgent, Guided ── TransferOutside ──► WithOutside ── EndOutside, End ──► Ended
 *                                       └── EndOutside, if nobody has answered, Transfer ──► InQueue
 * </pre>
 *
 * {@link Unopened}, {@link Scheduled}, {@link Guided}, {@link InQueue}, {@link WithAgent}, {@link WithOutside}, {@link InWrapUp}, {@link Ended}
 */
sealed interface InteractionState extends State<InteractionCommand, InteractionEvent, InteractionState>
        permits Unopened, InteractionState.Opened {

    /** A phase in which there is something to tell. */
    sealed interface Opened extends InteractionState
            permits Scheduled, Guided, InQueue, WithAgent, WithOutside, InWrapUp, Ended {

        int MAX_MESSAGES = 5_000;
        int MAX_TEXT = 8_000;
        int DUES_WORTH_RECORDING = 16;

        Story story();

        /** The same phase with another story. */
        Opened with(Story story);

        /** What this phase alone makes of a command that {@link #decide} has not dealt with. */
        Decision<InteractionEvent> decideHere(InteractionCommand command, Instant now);

        InteractionView view();

        /** Where it waits for an agent, if it does. */
        default Optional<Place> waits() {
            return Optional.empty();
        }

        /** What this phase owes beside {@link Story#dues}. */
        default List<Command> debtsHere() {
            return List.of();
        }

        @Override
        default List<Command> debts() {
            var debts = new ArrayList<>(debtsHere());
            debts.addAll(story().dues().commands(story().interaction()));
            return debts;
        }

        @Override
        default Decision<InteractionEvent> decide(InteractionCommand command, Instant now) {
            return switch (command) {
                case InteractionCommand.Open c ->
                    story().opening().isRepeatedBy(c, story().opened())
                            ? unchanged()
                            : refuse(
                                    Refusal.ALREADY_EXISTS,
                                    "Expected an unused interaction id, but " + c.interaction()
                                            + " was begun with other contents");
                case InteractionCommand.Show _ -> new Decision.Shown<>(view());
                case InteractionCommand.Wake _, InteractionCommand.Watch _ -> unchanged();
                case InteractionCommand.ChangeAttributes c -> changeAttributes(c, now);
                case InteractionCommand.Deliver c ->
                    story().said(c.messageId())
                                    .filter(said -> !said.delivered())
                                    .isPresent()
                            ? accept(new MessageDelivered(c.messageId(), now))
                            : unchanged();
                case InteractionCommand.Say c -> say(c, now);
                case InteractionCommand.FailRecording c -> story().tapes().decide(c, now);
                case InteractionCommand.FetchRecording c -> story().tapes().decide(c, now);
                case InteractionCommand.RemoveRecording c -> story().tapes().decide(c, now);
                case InteractionCommand.Typing c -> maySpeak(c.from()) ? unchanged() : notAParty(c.from());
                // Said again by whoever runs the flow.
                case InteractionCommand.LeaveFlow _
                when story().opening().flow().isPresent() && !(this instanceof Guided) -> unchanged();
                case InteractionCommand.Leave c
                when !(this instanceof WithAgent) ->
                    decideHere(new InteractionCommand.End(c.interaction(), Party.agent(c.agent())), now);
                default -> decideHere(command, now);
            };
        }

        private Decision<InteractionEvent> changeAttributes(InteractionCommand.ChangeAttributes c, Instant now) {
            try {
                if (story().with(c.attributes()).contact().equals(story().contact())) {
                    return unchanged();
                }
            } catch (IllegalArgumentException full) {
                return refuse(Refusal.LIMIT, "Expected room for more attributes, but: " + full.getMessage());
            }
            var changed = new AttributesChanged(c.attributes(), now);
            // Its queue is told of its place anew, and with it of what is known now.
            return waits().<Decision<InteractionEvent>>map(place ->
                            accept(changed, new PlaceChanged(place.priority(), place.skills(), place.stand(), now)))
                    .orElseGet(() -> accept(changed));
        }

        private Decision<InteractionEvent> say(InteractionCommand.Say c, Instant now) {
            Optional<Story.Said> before = story().said(c.messageId());
            if (before.isPresent()) {
                return before.get().is(c.text())
                        ? unchanged()
                        : refuse(
                                Refusal.ALREADY_EXISTS,
                                "Expected an unused message id, but another text was said with " + c.messageId());
            }
            if (!maySpeak(c.from())) {
                return notAParty(c.from());
            }
            if (c.text().isEmpty() || c.text().length() > MAX_TEXT) {
                return refuse(
                        Refusal.INVALID,
                        "Expected a text of 1 to " + MAX_TEXT + " characters, but it has "
                                + c.text().length());
            }
            if (story().messages() >= MAX_MESSAGES) {
                return refuse(Refusal.LIMIT, "Expected at most " + MAX_MESSAGES + " messages in an interaction");
            }
            return accept(new MessageAdded(c.messageId(), c.from(), c.text(), now));
        }

        private static Decision<InteractionEvent> notAParty(Party party) {
            return refuse(Refusal.NOT_HELD, "Expected a party to the conversation, but " + party.name() + " is not");
        }

        /** Whether {@code party} may add a message in this phase. */
        default boolean maySpeak(Party party) {
            return party.role() == Party.Role.CUSTOMER || party.role() == Party.Role.SYSTEM;
        }

        @Override
        default InteractionState apply(InteractionEvent event) {
            return switch (event) {
                case MessageAdded e -> with(story().heard(e.id(), e.text()));
                case MessageDelivered e -> with(story().delivered(e.id()));
                case AttributesChanged e -> with(story().with(e.attributes()));
                case CustomerDropped e -> with(story().dropped(Optional.of(e.until())));
                case CustomerReturned _ -> with(story().dropped(Optional.empty()));
                case DuesPaid e -> with(story().with(story().dues().paid(e.offers(), e.queues())));
                case InteractionEvent.Opened _, Transferred _, AgentLost _, Settled _ -> this;
                case Queued e -> new InQueue(arrived(e), e.place(), Map.of());
                case Reclassifying e ->
                    with(story().with(e.attributes())
                            .moved()
                            .with(story().sorting().exception()));
                case Reclassified e ->
                    with(story().with(story().sorting().classified(e.ruling().map(story()::under))));
                case Closed e ->
                    new Ended(leavingAll(e).dropped(Optional.empty()), lastQueue(), lastAgent(), answered(), e, false);
                case RecordingStarted e -> with(story().with(story().tapes().started(e)));
                case RecordingPaused e -> with(recording(e.recording(), tape -> tape.paused(e.until())));
                case RecordingResumed e -> with(recording(e.recording(), Tape::resumed));
                case RecordingStopped e -> with(recording(e.recording(), tape -> tape.ended(Tape.State.ENDED, e.at())));
                case RecordingFailed e -> with(recording(e.recording(), tape -> tape.ended(Tape.State.FAILED, e.at())));
                case RecordingRemoved e ->
                    with(recording(e.recording(), tape -> tape.ended(Tape.State.REMOVED, e.at())));
                case RecordingFetched e -> with(story().with(story().tapes().fetched(e.request())));
                case FlowAdvanced _, FlowResumed _, PlaceChanged _, StepFired _, ArmDrawn _, Rescheduled _ -> this;
                case Offered _, OfferEnded _, Assigned _, WrapUpStarted _, InCall _, Outward _ -> this;
            };
        }

        private Story recording(RecordingId recording, UnaryOperator<Tape> change) {
            return story().with(story().tapes().with(recording, change));
        }

        /** The story once everybody who was involved in this phase is owed word of its end. */
        Story leavingAll(InteractionEvent cause);

        Optional<io.cordboard.routing.queue.QueueId> lastQueue();

        /** None, before an agent has it. */
        default Optional<AgentId> lastAgent() {
            return Optional.empty();
        }

        /** Never, before an agent has it. */
        default Optional<Instant> answered() {
            return Optional.empty();
        }

        /** The refusal, if there is no room for these attributes. */
        default Optional<Decision<InteractionEvent>> noRoomFor(Attributes more) {
            try {
                story().with(more);
                return Optional.empty();
            } catch (IllegalArgumentException full) {
                return Optional.of(
                        refuse(Refusal.LIMIT, "Expected room for more attributes, but: " + full.getMessage()));
            }
        }

        private Story arrived(Queued e) {
            Story left = leavingAll(e);
            left = left.with(left.dues().entered(e.place().queue()));
            left = left.with(left.sorting().elsewhere());
            return switch (e.why()) {
                case OVERFLOWED -> left.moved();
                case TRANSFERRED -> left.with(left.sorting().putByHand());
                case ARRIVED, REQUEUED, AGENT_LOST, CLASSIFIED -> left;
            };
        }

        @Override
        default List<InteractionEvent> settled(Instant now) {
            Dues dues = story().dues();
            return dues.size() < DUES_WORTH_RECORDING
                    ? List.of()
                    : List.of(new DuesPaid(
                            Set.copyOf(dues.offers().keySet()),
                            Set.copyOf(dues.queues().keySet()),
                            now));
        }

        @Override
        default Optional<Instant> alarm() {
            return story().droppedUntil();
        }

        @Override
        default Standing standing() {
            return switch (this) {
                case Scheduled s -> standing("scheduled", s.due());
                case Guided g -> standing("guided", g.since());
                case InQueue q -> standing("waiting", q.place().enqueued());
                case WithAgent w -> standing("with-agent", w.since());
                case WithOutside w -> standing("outside", w.since());
                // Handling goes on: it is counted from the answer on.
                case InWrapUp w -> standing("wrap-up", w.work().since());
                case Ended e ->
                    standing(
                            e.end().reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            e.end().at());
            };
        }

        private Standing standing(String phase, Instant since) {
            return new Standing(
                    phase,
                    lastQueue().map(q -> q.name()).orElse(""),
                    story().contact().medium().toString(),
                    0,
                    since);
        }

        @Override
        default boolean dormant() {
            return false;
        }

        @Override
        default Snapshot snapshot() {
            return new InteractionSnapshot(this);
        }

        default Decision<InteractionEvent> drop(Instant now) {
            return story().droppedUntil().isPresent()
                    ? unchanged()
                    : story().contact()
                            .patience()
                            .<Decision<InteractionEvent>>map(
                                    patience -> accept(new CustomerDropped(now.plus(patience), now)))
                            .orElseGet(Decision::unchanged);
        }

        /** What to tell this state if it is mistaken about the customer's connection being {@code there}. */
        default Optional<InteractionCommand> contradicted(boolean there) {
            boolean live = story().contact().patience().isPresent()
                    && (this instanceof Guided
                            || this instanceof InQueue
                            || this instanceof WithAgent
                            || this instanceof WithOutside);
            boolean dropped = story().droppedUntil().isPresent();
            if (!live || there != dropped) {
                return Optional.empty();
            }
            return Optional.of(
                    there
                            ? new InteractionCommand.Return(story().interaction())
                            : new InteractionCommand.Drop(story().interaction()));
        }

        default Decision<InteractionEvent> comeBack(Instant now) {
            return story().droppedUntil().isPresent() ? accept(new CustomerReturned(now)) : unchanged();
        }

        default Decision<InteractionEvent> wrongPhase(InteractionCommand command) {
            return refuse(
                    Refusal.WRONG_PHASE,
                    "Expected an interaction that allows "
                            + command.getClass().getSimpleName() + ", but " + story().interaction() + " is "
                            + view().phase().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }
}
