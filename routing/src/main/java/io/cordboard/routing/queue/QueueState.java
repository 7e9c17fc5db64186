package io.cordboard.routing.queue;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Snapshot;
import io.cordboard.routing.entity.Standing;
import io.cordboard.routing.entity.State;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.queue.QueueEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules of a queue: what waits, since when, under which version of its policy, and what the policy sends elsewhere.
 *
 * <pre>
 *  Undefined ── Configure ──► Defined ── Remove ──► Defined, removed (closed to the eye; serves what waits or still arrives)
 * </pre>
 */
sealed interface QueueState extends State<QueueCommand, QueueEvent, QueueState> {

    /** How many may wait in one queue. */
    int MAX_WAITING = 200_000;
    /** How many diversions are under way at once: each is a debt. */
    int MAX_LEAVING = 500;
    /** How far the clocks of two nodes may differ: the interaction says when it stayed, and its queue when a rule applied. */
    Duration MARGIN = Duration.ofMillis(500);

    /** Nobody has said that there is such a queue. */
    record Undefined(QueueId queue) implements QueueState {

        @Override
        public Decision<QueueEvent> decide(QueueCommand command, Instant now) {
            return switch (command) {
                case QueueCommand.Configure c -> accept(configured(c, now));
                case QueueCommand.Remove _, QueueCommand.Dequeue _, QueueCommand.Wake _ -> unchanged();
                case QueueCommand.ApplyOverflow _ -> unchanged();
                case QueueCommand.Enqueue _, QueueCommand.Show _, QueueCommand.ShowWaiting _, QueueCommand.Watch _ ->
                    refuse(Refusal.NOT_FOUND, "Expected a queue, but there is no " + queue);
            };
        }

        @Override
        public QueueState apply(QueueEvent event) {
            return event instanceof Configured c ? new Defined(queue, c, false, Line.EMPTY) : this;
        }

        @Override
        public boolean dormant() {
            return true;
        }

        @Override
        public Snapshot snapshot() {
            return new QueueSnapshot(queue, Optional.empty(), false, Map.of(), Map.of(), Map.of(), Map.of(), Set.of());
        }
    }

    /** A queue with a policy. {@code rules} is the event that set them. */
    record Defined(QueueId queue, Configured rules, boolean removed, Line line) implements QueueState {

        @Override
        public Decision<QueueEvent> decide(QueueCommand command, Instant now) {
            return switch (command) {
                case QueueCommand.Configure c ->
                    c.revision() <= rules.revision() ? unchanged() : accept(configured(c, now));
                case QueueCommand.Remove c ->
                    removed || c.revision() < rules.revision() ? unchanged() : accept(new Removed(c.revision(), now));
                case QueueCommand.Enqueue c -> enqueue(c, now);
                case QueueCommand.Dequeue c ->
                    line.departures().over(c.interaction(), c.enqueued())
                            ? unchanged()
                            : accept(new Dequeued(c.interaction(), c.enqueued(), now));
                case QueueCommand.ApplyOverflow c -> applyOverflow(c, now);
                case QueueCommand.Wake _, QueueCommand.Watch _ -> unchanged();
                case QueueCommand.Show _ -> new Decision.Shown<>(view(now));
                case QueueCommand.ShowWaiting c -> new Decision.Shown<>(waiting(c));
            };
        }

        /** Nobody could end it any more where the queue is removed. */
        Optional<Trial> trial() {
            return rules.trial().filter(_ -> !removed);
        }

        private Overflow overflow(Place place) {
            return trial().flatMap(trial -> trial.overflow(rules.policy(), place.arm()))
                    .orElse(rules.policy().overflow());
        }

        /** Whoever waits stays on the side where it is; who comes is on that which the trial says. */
        private Optional<Arm> arm(QueueCommand.Enqueue c, Optional<Line.Entry> known) {
            return known.isPresent()
                    ? known.get().place().arm()
                    : trial().flatMap(trial ->
                            trial.draw(queue, c.interaction(), c.place().arm()));
        }

        /** Where the interaction does not know yet on which side of the trial it is. */
        @Override
        public Optional<Reply.View> says(QueueCommand command) {
            return command instanceof QueueCommand.Enqueue c
                    ? line.entry(c.interaction())
                            .map(Line.Entry::place)
                            .filter(place -> place.enqueued().equals(c.place().enqueued())
                                    && !place.arm().equals(c.place().arm()))
                            .map(place -> new QueueView.Entered(place.arm()))
                    : Optional.empty();
        }

        private Decision<QueueEvent> enqueue(QueueCommand.Enqueue c, Instant now) {
            var known = line.entry(c.interaction());
            var place = c.place().in(arm(c, known));
            var entry = new Line.Entry(c.medium(), place, c.attributes());
            if (line.departures().over(c.interaction(), c.place().enqueued())) {
                return unchanged();
            }
            if (known.filter(e -> e.equals(entry)
                            || e.place().enqueued().isAfter(c.place().enqueued())
                            || c.place().isBefore(e.place()))
                    .isPresent()) {
                return unchanged();
            }
            if (known.isEmpty() && line.size() >= MAX_WAITING) {
                return refuse(Refusal.OVERLOADED, "Expected at most " + MAX_WAITING + " waiting in " + queue);
            }
            var enqueued = new Enqueued(c.interaction(), c.medium(), place, c.attributes(), now);
            return onArrival(now)
                    .filter(_ -> known.isEmpty())
                    .<Decision<QueueEvent>>map(to -> accept(enqueued, new Diverted(c.interaction(), to, now)))
                    .orElseGet(() -> accept(enqueued));
        }

        /** The router has seen that a rule applies; whether that is still to the point is decided here. */
        private Decision<QueueEvent> applyOverflow(QueueCommand.ApplyOverflow c, Instant now) {
            Overflow overflow = line.entry(c.interaction())
                    .map(entry -> overflow(entry.place()))
                    .orElse(Overflow.NONE);
            List<Overflow.Rule> known = overflow.rules();
            boolean toThePoint = line.mayLeave(c.interaction(), c.enqueued())
                    && line.leaving().size() < MAX_LEAVING
                    && c.rule() >= 0
                    && c.rule() < known.size()
                    && c.of().equals(overflow.mark());
            return toThePoint && known.get(c.rule()) instanceof Overflow.When(_, var to)
                    ? accept(new Diverted(c.interaction(), to, now))
                    : unchanged();
        }

        private Optional<Destination> onArrival(Instant now) {
            return rules.policy()
                    .hours()
                    .filter(hours -> !hours.isOpen(now))
                    .flatMap(hours -> hours.closed())
                    .or(() -> rules.policy().overflow().onArrival(line.staying()));
        }

        @Override
        public QueueState apply(QueueEvent event) {
            return switch (event) {
                case Configured e -> new Defined(queue, e, false, line);
                case Removed _ -> new Defined(queue, rules, true, line);
                case Enqueued e -> with(joined(e));
                case Dequeued e -> with(line.left(e.interaction(), e.enqueued(), e.at()));
                case Diverted e -> with(line.sentTo(e.interaction(), e.to()));
                case Stayed e ->
                    with(line.entry(e.interaction())
                            .map(entry -> line.kept(e.interaction(), nextLook(entry.place(), e.at())))
                            .orElse(line));
            };
        }

        /** However often its place changes after it was classified again: which rules were tried before is what its place says. */
        private Line joined(Enqueued e) {
            boolean sameStay = line.entry(e.interaction())
                    .filter(known -> known.place().enqueued().equals(e.place().enqueued()))
                    .isPresent();
            Line joined = line.joined(e.interaction(), new Line.Entry(e.medium(), e.place(), e.attributes()));
            return e.place()
                    .stayed()
                    .filter(_ -> !sameStay)
                    .map(stayed -> joined.kept(e.interaction(), nextLook(e.place(), stayed.plus(MARGIN))))
                    .orElse(joined);
        }

        /** A later rule on its wait may still place it. */
        private Optional<Instant> nextLook(Place place, Instant tried) {
            return overflow(place).asIfCame(place.enqueued(), tried);
        }

        private Defined with(Line changed) {
            return new Defined(queue, rules, removed, changed);
        }

        @Override
        public List<Command> debts() {
            return line.leaving().entrySet().stream()
                    .limit(MAX_LEAVING)
                    .flatMap(e -> line.entry(e.getKey()).stream()
                            .map(entry -> divert(e.getKey(), entry.place().enqueued(), e.getValue())))
                    .toList();
        }

        private Command divert(InteractionId id, Instant enqueued, Destination destination) {
            return switch (destination) {
                case Destination.ToQueue to ->
                    new InteractionCommand.Divert(
                            id, queue, enqueued, Optional.of(to.of(queue.tenant())), "", to.priority());
                case Destination.Classify classify ->
                    new InteractionCommand.Reclassify(id, queue, enqueued, classify.attributes());
                case Destination.Close close ->
                    new InteractionCommand.Divert(id, queue, enqueued, Optional.empty(), close.text());
            };
        }

        @Override
        public List<QueueEvent> answered(Command debt, Reply answer, Instant now) {
            return answer instanceof Reply.Refused(_, var refusal, _)
                    ? switch (debt) {
                        case InteractionCommand.Divert d -> refused(refusal, d.interaction(), d.enqueued(), now);
                        case InteractionCommand.Reclassify r -> refused(refusal, r.interaction(), r.enqueued(), now);
                        default -> List.of();
                    }
                    : List.of();
        }

        private static List<QueueEvent> refused(Refusal refusal, InteractionId id, Instant enqueued, Instant now) {
            return switch (refusal) {
                case LIMIT -> List.of(new Stayed(id, now));
                case NOT_FOUND -> List.of(new Dequeued(id, enqueued, now));
                default -> List.of();
            };
        }

        @Override
        public Optional<Instant> alarm() {
            return line.firsts().stream()
                    .flatMap(first -> overflow(first).dueAt(first.enqueued()).stream())
                    .min(Comparator.naturalOrder());
        }

        @Override
        public List<QueueEvent> due(Instant now) {
            var events = new ArrayList<QueueEvent>();
            line.firsts().forEach(first -> leave(first, now, events));
            return events;
        }

        private void leave(Line.Arrival first, Instant now, List<QueueEvent> events) {
            Overflow overflow = overflow(first);
            for (var arrival : line.from(first)) {
                boolean due = overflow.dueAt(arrival.enqueued())
                        .filter(at -> !now.isBefore(at))
                        .isPresent();
                var to = line.entry(arrival.interaction())
                        .filter(_ -> due)
                        .flatMap(entry -> overflow.onWait(entry.place().enqueued(), now));
                if (to.isEmpty() || events.size() >= MAX_LEAVING) {
                    return;
                }
                events.add(new Diverted(arrival.interaction(), to.get(), now));
            }
        }

        private Overflow overflow(Line.Arrival arrival) {
            return line.entry(arrival.interaction())
                    .map(entry -> overflow(entry.place()))
                    .orElse(Overflow.NONE);
        }

        /** Those whom the policy sends elsewhere are counted too, but not as the oldest. */
        @Override
        public Standing standing() {
            return new Standing(
                    "queue",
                    queue.name(),
                    "",
                    line.size(),
                    line.first().map(Line.Arrival::enqueued).orElse(Instant.EPOCH));
        }

        @Override
        public boolean dormant() {
            return line.size() == 0;
        }

        private QueueView view(Instant now) {
            return new QueueView(
                    queue,
                    rules.displayName(),
                    rules.policyId(),
                    rules.policyVersion(),
                    rules.policy().serviceLevel(),
                    !removed && rules.policy().hours().map(h -> h.isOpen(now)).orElse(true),
                    removed,
                    line.size(),
                    line.entries().values().stream().map(e -> e.place().since()).min(Instant::compareTo));
        }

        private QueueView.Waiting waiting(QueueCommand.ShowWaiting c) {
            var after = c.after()
                    .flatMap(id ->
                            line.entry(id).map(e -> new Line.Arrival(e.place().enqueued(), id)));
            return new QueueView.Waiting(
                    queue,
                    line.entries().entrySet().stream()
                            .filter(e -> after.isEmpty() || arrival(e).compareTo(after.get()) > 0)
                            .sorted(Comparator.comparing(Defined::arrival))
                            .limit(Math.clamp(c.limit(), 1, 500))
                            .map(e -> new QueueView.Entry(
                                    e.getKey(),
                                    e.getValue().place().priority(),
                                    e.getValue().place().since(),
                                    e.getValue().place().enqueued()))
                            .toList());
        }

        private static Line.Arrival arrival(Map.Entry<InteractionId, Line.Entry> e) {
            return new Line.Arrival(e.getValue().place().enqueued(), e.getKey());
        }

        @Override
        public Snapshot snapshot() {
            return new QueueSnapshot(
                    queue,
                    Optional.of(rules),
                    removed,
                    line.entries(),
                    line.leaving(),
                    line.departures().stays(),
                    line.arrivals().keySet().stream()
                            .collect(Collectors.toMap(Line.Arrival::interaction, Line.Arrival::enqueued)),
                    Set.copyOf(line.later().keySet()));
        }
    }

    private static Configured configured(QueueCommand.Configure c, Instant now) {
        return new Configured(
                c.displayName(), c.policyId(), c.policy(), c.policyVersion(), c.trial(), c.revision(), now);
    }
}
