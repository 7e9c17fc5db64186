package io.cordboard.routing.entity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;

/**
 * What every entity does around its rules: records what they decide, answers once it is recorded, sends what is owed until
 * it is answered, keeps time, and tells those who follow.
 *
 * <p>Commands are decided at once, on the state that will be when everything before them is recorded; their events join
 * the next write, so however many arrive while a write is under way, they cost one write together. Nothing is answered,
 * sent or shown before it is recorded. If a write fails the entity stops, and nothing of the unrecorded state survives.
 */
final class EntityCore<C extends Command, E extends Event, S extends State<C, E, S>> {

    /** How long a person may be without a connection before it counts as lost: a page that reloads. */
    private static final Duration LINGER = Duration.ofSeconds(2);
    /** The same after this entity has come back from a crash: desktops need a moment to find it. */
    private static final Duration LINGER_AFTER_RECOVERY = Duration.ofSeconds(8);

    private static final Duration PRESENCE_TICK = Duration.ofSeconds(2);

    /**
     * The longest that a timer is trusted: it counts time that has passed, which is not what the clock says after the machine
     * slept or its clock was set; and Pekko's scheduler takes no more than 248 days.
     */
    static final Duration LONGEST_TIMER = Duration.ofMinutes(10);

    /** The actor around this core. */
    interface Host<E> {
        ActorRef me();

        /** Records the events in order, then runs {@code then}; calls do not wait for each other but keep their order. */
        void record(List<E> events, Runnable then);

        /** Runs {@code then} once all that was given to {@link #record} before is recorded. */
        void afterRecorded(Runnable then);

        void timer(Timer timer, Duration delay);

        void cancel(Timer timer);

        void watch(ActorRef ref);

        void saveSnapshot(Snapshot snapshot);

        /** Asks to leave memory; nothing is lost if a command arrives meanwhile. */
        void passivate();
    }

    /** The clocks an entity runs. */
    enum Timer {
        ALARM,
        DEBTS,
        PRESENCE,
        COMPANION,
        IDLE
    }

    private record Unanswered(ActorRef to, String ref) {}

    private final EntityType<C, E, S> type;
    private final String entityId;
    private final Switchboard switchboard;
    private final Host<E> host;
    private final Companion<E, S> companion;
    private final Companion.Desk desk = new Companion.Desk() {
        @Override
        public void send(Command command) {
            EntityCore.this.send(command);
        }

        @Override
        public void tickAfter(Duration delay) {
            EntityCore.this.host.timer(Timer.COMPANION, delay);
        }
    };
    private final Debts debts = new Debts();
    private final Watchers watchers = new Watchers();
    private final ArrayDeque<Unanswered> unanswered = new ArrayDeque<>();

    /** With everything that was decided. */
    private S tentative;
    /** With everything that is recorded. */
    private S durable;

    private long seq;
    private int pending;
    private long lastSnapshot;
    private Optional<Instant> alarm = Optional.empty();
    private boolean debtsTicking;
    private boolean presenceTicking;
    private String router = "";
    private boolean presenceExpected;
    private Instant presenceSeen = Instant.EPOCH;
    private Standing standing = Standing.NONE;
    /** Events of the write under way that are not told yet, and in all; and those that the next one will take. */
    private int writing;

    private int written;
    private int gathering;

    EntityCore(EntityType<C, E, S> type, String entityId, Switchboard switchboard, Host<E> host) {
        this.type = type;
        this.entityId = entityId;
        this.switchboard = switchboard;
        this.host = host;
        this.companion = type.companion().get();
        this.tentative = type.initial().apply(entityId);
        this.durable = tentative;
    }

    // Recovery

    void restore(Message snapshot, long atSeq) {
        tentative = type.restored().apply(snapshot);
        seq = atSeq;
        lastSnapshot = atSeq;
    }

    void replay(E event) {
        tentative = tentative.apply(event);
        seq++;
    }

    void recovered() {
        durable = tentative;
        presenceSeen = now().plus(LINGER_AFTER_RECOVERY).minus(LINGER);
        standing = durable.standing();
        switchboard.observer().arrived(type.name(), entityId, standing);
        companion.begin(durable, desk);
        afterwards();
    }

    long seq() {
        return seq;
    }

    // Commands

    void command(C command, ActorRef sender) {
        if (command instanceof Watch watch) {
            watch(command, watch, sender);
            return;
        }
        if (command instanceof Whisper whisper) {
            whisper(command, whisper, sender);
            return;
        }
        // What records nothing waits too, for what it was decided upon.
        if (Math.max(pending, unanswered.size()) >= type.maxPending()) {
            switchboard.observer().refused(type.name(), Refusal.OVERLOADED);
            sender.tell(
                    new Reply.Refused(
                            command.ref(),
                            Refusal.OVERLOADED,
                            "Expected fewer than " + type.maxPending() + " commands to wait, but " + entityId
                                    + " is busy"),
                    host.me());
            return;
        }
        decide(command, sender);
    }

    private void whisper(C command, Whisper whisper, ActorRef sender) {
        if (tentative.decide(command, now()) instanceof Decision.Refused<E>(var refusal, var message)) {
            sender.tell(new Reply.Refused(command.ref(), refusal, message), host.me());
        } else {
            watchers.tell(whisper, host.me());
            sender.tell(new Reply.Done(command.ref(), seq), host.me());
        }
        keepIdle();
    }

    private void decide(C command, ActorRef sender) {
        String ref = command.ref();
        switchboard.observer().handled(type.name());
        switch (tentative.decide(command, now())) {
            case Decision.Accepted<E>(var events)
            when events.isEmpty() -> answer(sender, () -> new Reply.Done(ref, seq), ref);
            case Decision.Accepted<E>(var events) -> {
                unanswered.add(new Unanswered(sender, ref));
                record(events, () -> {
                    unanswered.poll();
                    sender.tell(new Reply.Done(ref, seq), host.me());
                });
            }
            case Decision.Refused<E>(var refusal, var message) -> {
                switchboard.observer().refused(type.name(), refusal);
                answer(sender, () -> new Reply.Refused(ref, refusal, message), ref);
            }
            case Decision.Shown<E>(var view) -> answer(sender, () -> new Reply.Found(ref, seq, view), ref);
        }
        keepIdle();
    }

    /** Even an answer that records nothing waits for what it was decided upon. */
    private void answer(ActorRef sender, java.util.function.Supplier<Reply> reply, String ref) {
        if (pending == 0) {
            sender.tell(reply.get(), host.me());
            return;
        }
        unanswered.add(new Unanswered(sender, ref));
        host.afterRecorded(() -> {
            unanswered.poll();
            sender.tell(reply.get(), host.me());
        });
    }

    /** The write failed: whoever waits is told so, for it is not known that anything happened. */
    void stopped() {
        while (!unanswered.isEmpty()) {
            Unanswered left = unanswered.poll();
            left.to()
                    .tell(
                            new Reply.Refused(
                                    left.ref(),
                                    Refusal.UNAVAILABLE,
                                    "Expected a journal that records, but it did not for " + entityId),
                            host.me());
        }
        switchboard.observer().departed(type.name(), entityId, standing);
        switchboard.observer().stopped(type.name());
    }

    // Recording

    private void record(List<E> events, Runnable then) {
        for (E event : events) {
            tentative = tentative.apply(event);
        }
        S after = tentative;
        long started = System.nanoTime();
        pending++;
        if (writing == 0) {
            writing = events.size();
            written = writing;
        } else {
            gathering += events.size();
        }
        host.record(events, () -> {
            pending--;
            durable = after;
            long first = seq + 1;
            seq += events.size();
            switchboard.observer().recorded(type.name(), entityId, events, System.nanoTime() - started);
            observe(events.size());
            then.run();
            if (!watchers.isEmpty()) {
                watchers.tell(new Watch.Recorded(type.persistenceId(entityId), first, List.copyOf(events)), host.me());
            }
            if (seq - lastSnapshot >= type.snapshotEvery()) {
                lastSnapshot = seq;
                host.saveSnapshot(durable.snapshot());
            }
            companion.recorded(events, durable, desk);
            afterwards();
        });
    }

    private void observe(int events) {
        writing -= events;
        if (writing <= 0) {
            switchboard.observer().wrote(type.name(), written);
            writing = gathering;
            written = gathering;
            gathering = 0;
        }
        Standing now = durable.standing();
        if (!now.equals(standing)) {
            switchboard.observer().changed(type.name(), entityId, standing, now);
            standing = now;
        }
    }

    /** What follows once something is recorded, or answered. */
    private void afterwards() {
        debts.are(durable.debts(), this::send);
        settle();
        keepTime();
        keepPresence();
    }

    private void settle() {
        if (!debts.allAnswered()) {
            if (!debtsTicking) {
                debtsTicking = true;
                host.timer(Timer.DEBTS, Duration.ofSeconds(1));
            }
            return;
        }
        if (pending == 0) {
            List<E> conclusion = durable.settled(now());
            if (!conclusion.isEmpty()) {
                record(conclusion, () -> {});
                return;
            }
        }
        keepIdle();
    }

    private void settleInPart() {
        List<E> conclusion =
                debts.allAnswered() || pending > 0 ? List.of() : durable.settledInPart(debts.answered(), now());
        if (conclusion.isEmpty()) {
            settle();
        } else {
            record(conclusion, () -> {});
        }
    }

    private void send(Command command) {
        switchboard.tell(command, host.me());
    }

    /** An answer to something that was owed. */
    void reply(Reply reply) {
        Command debt = debts.open(reply.ref());
        if (debt == null) {
            companion.reply(reply, durable, desk);
            return;
        }
        List<E> events = tentative.answered(debt, reply, now());
        boolean retry = events.isEmpty()
                && reply instanceof Reply.Refused(_, var refusal, _)
                && switch (refusal) {
                    case OVERLOADED, UNAVAILABLE, NOT_FOUND -> true;
                    case ALREADY_EXISTS,
                            WRONG_PHASE,
                            OFFER_OVER,
                            TAKEN,
                            NOT_READY,
                            NO_CAPACITY,
                            NOT_HELD,
                            INVALID,
                            STALE,
                            LIMIT -> false;
                };
        if (!retry) {
            debts.answered(reply.ref());
        }
        if (events.isEmpty()) {
            settle();
        } else {
            record(events, () -> {});
        }
    }

    /** A new router knows nothing: what was announced to the old one is owed again. */
    void routerStarted(Switchboard.RouterStarted started) {
        if (!started.incarnation().equals(router)) {
            router = started.incarnation();
            debts.reopen(switchboard.announcements()::isInstance, this::send);
            companion.routerStarted(durable, desk);
            settle();
        }
    }

    // Time

    void timer(Timer timer) {
        switch (timer) {
            case ALARM -> {
                alarm = Optional.empty();
                due();
            }
            case DEBTS -> {
                debtsTicking = false;
                int resent = debts.tick(this::send);
                if (resent > 0) {
                    switchboard.observer().resent(type.name(), resent);
                }
                settleInPart();
            }
            case PRESENCE -> {
                presenceTicking = false;
                watchers.expire(now());
                keepPresence();
            }
            case COMPANION -> companion.tick(durable, desk);
            case IDLE -> {
                if (mayLeave()) {
                    host.passivate();
                } else {
                    // Somebody follows it, or it waits for a word: it may leave once that is over, of which nobody
                    // tells.
                    keepIdle();
                }
            }
        }
    }

    private void due() {
        List<E> events = tentative.due(now());
        if (!events.isEmpty()) {
            record(events, () -> {});
        } else if (pending == 0) {
            keepTime();
        }
        // Else what is on its way has dealt with it already, and the clock is set anew once that is recorded.
    }

    private void keepTime() {
        Optional<Instant> next = durable.alarm();
        if (next.equals(alarm)) {
            return;
        }
        alarm = next;
        next.ifPresentOrElse(
                at -> {
                    Duration delay = Duration.between(now(), at);
                    host.timer(
                            Timer.ALARM,
                            delay.isNegative()
                                    ? Duration.ofMillis(1)
                                    : delay.compareTo(LONGEST_TIMER) > 0 ? LONGEST_TIMER : delay.plusMillis(1));
                },
                () -> host.cancel(Timer.ALARM));
    }

    /**
     * It is told to leave memory. If it must live, it asks to live on wherever its shard is then; but not while the node
     * itself leaves, which would wait for the answers: the sweep brings everybody back once it has gone.
     */
    void leaving() {
        if (!mayLeave() && !switchboard.nodeLeaves()) {
            send(type.wake().apply(entityId));
        }
    }

    private boolean mayLeave() {
        return pending == 0 && durable.dormant() && debts.allAnswered() && watchers.isEmpty() && !companion.busy();
    }

    private void keepIdle() {
        if (durable.dormant()) {
            host.timer(Timer.IDLE, type.idle());
        } else {
            host.cancel(Timer.IDLE);
        }
    }

    // Followers

    private void watch(C command, Watch watch, ActorRef sender) {
        if (tentative.decide(command, now()) instanceof Decision.Refused<E>(var refusal, var message)) {
            answer(sender, () -> new Reply.Refused(watch.ref(), refusal, message), watch.ref());
            return;
        }
        if (!watchers.add(sender, watch, now())) {
            sender.tell(
                    new Reply.Refused(
                            watch.ref(),
                            Refusal.LIMIT,
                            "Expected at most " + Watchers.MAX + " followers of " + entityId),
                    host.me());
            return;
        }
        host.watch(sender);
        // With the number of what is recorded: what is recorded later will be told.
        sender.tell(new Reply.Done(watch.ref(), seq), host.me());
        keepPresence();
    }

    void unwatched(ActorRef ref) {
        watchers.remove(ref);
        keepPresence();
    }

    /** Tells the rules when what they believe of people's connections is no longer so. */
    private void keepPresence() {
        boolean present = watchers.anyPresence();
        boolean expected =
                type.presence().contradicts(tentative, false, entityId).isPresent();
        Instant now = now();
        if (present || (expected && !presenceExpected)) {
            presenceSeen = now.isAfter(presenceSeen) ? now : presenceSeen;
        }
        presenceExpected = expected;
        if (present || now.isAfter(presenceSeen.plus(LINGER))) {
            type.presence().contradicts(tentative, present, entityId).ifPresent(truth -> decide(truth, host.me()));
        }
        if (!presenceTicking && (expected || !watchers.isEmpty())) {
            presenceTicking = true;
            host.timer(Timer.PRESENCE, PRESENCE_TICK);
        }
    }

    private Instant now() {
        return switchboard.now();
    }
}
