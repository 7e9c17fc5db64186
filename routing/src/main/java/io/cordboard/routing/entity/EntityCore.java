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

    /**
     * The longest that a timer is trusted: it counts time that has passed, which is not what the clock says after the machine
     * slept or its clock was set; and Pekko's scheduler takes no more than 248 days.
     */
    static final Duration LONGEST_TIMER = Duration.ofMinutes(10);

    private record Unanswered(ActorRef to, String ref) {}

    private final EntityType<C, E, S> type;
    private final String entityId;
    private final Switchboard switchboard;
    private final EntityHost<E> host;
    private final Companion<E, S> companion;
    private final Companion.Desk desk = new Companion.Desk() {
        @Override
        public void send(Command command) {
            EntityCore.this.send(command);
        }

        @Override
        public void tickAfter(Duration delay) {
            EntityCore.this.host.timer(EntityHost.Timer.COMPANION, delay);
        }
    };
    private final Debts debts = new Debts();
    private final Connections<C, S> connections;
    private final Writes writes = new Writes();
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
    private String router = "";
    private Standing standing = Standing.NONE;

    EntityCore(EntityType<C, E, S> type, String entityId, Switchboard switchboard, EntityHost<E> host) {
        this.type = type;
        this.entityId = entityId;
        this.switchboard = switchboard;
        this.host = host;
        this.companion = type.companion().get();
        this.connections = new Connections<>(type.presence(), entityId);
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
        connections.recovered(now());
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
        switch (tentative.decide(command, now())) {
            case Decision.Refused<E>(var refusal, var message) ->
                sender.tell(new Reply.Refused(command.ref(), refusal, message), host.me());
            case Decision.Accepted<E>(var events)
            when !events.isEmpty() -> {
                unanswered.add(new Unanswered(sender, command.ref()));
                record(events, () -> {
                    unanswered.poll();
                    passOn(command, whisper, sender);
                });
            }
            case Decision.Accepted<E> _, Decision.Shown<E> _ -> passOn(command, whisper, sender);
        }
        keepIdle();
    }

    private void passOn(C command, Whisper whisper, ActorRef sender) {
        connections.tell(whisper, host.me());
        sender.tell(new Reply.Done(command.ref(), seq), host.me());
    }

    private void decide(C command, ActorRef sender) {
        String ref = command.ref();
        switchboard.observer().handled(type.name());
        switch (tentative.decide(command, now())) {
            case Decision.Accepted<E>(var events)
            when events.isEmpty() -> answer(sender, () -> done(command, ref), ref);
            case Decision.Accepted<E>(var events) -> {
                unanswered.add(new Unanswered(sender, ref));
                record(events, () -> {
                    unanswered.poll();
                    sender.tell(done(command, ref), host.me());
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

    private Reply done(C command, String ref) {
        return durable.says(command)
                .<Reply>map(view -> new Reply.Found(ref, seq, view))
                .orElseGet(() -> new Reply.Done(ref, seq));
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
        writes.given(events.size());
        host.record(events, () -> {
            pending--;
            durable = after;
            long first = seq + 1;
            seq += events.size();
            switchboard.observer().recorded(type.name(), entityId, events, System.nanoTime() - started);
            observe(events.size());
            then.run();
            if (!connections.isEmpty()) {
                connections.tell(
                        new Watch.Recorded(type.persistenceId(entityId), first, List.copyOf(events)), host.me());
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
        int wrote = writes.recorded(events);
        if (wrote > 0) {
            switchboard.observer().wrote(type.name(), wrote);
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
                host.timer(EntityHost.Timer.DEBTS, Duration.ofSeconds(1));
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
        boolean retry =
                events.isEmpty() && reply instanceof Reply.Refused(_, var refusal, _) && Debts.outlives(refusal);
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

    void timer(EntityHost.Timer timer) {
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
                connections.tick(now());
                keepPresence();
            }
            case COMPANION -> companion.tick(durable, desk);
            case IDLE -> {
                if (mayLeave()) {
                    host.passivate();
                } else {
                    // Somebody follows it, or it waits for a word. Nobody tells when that is over.
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
                            EntityHost.Timer.ALARM,
                            delay.isNegative()
                                    ? Duration.ofMillis(1)
                                    : delay.compareTo(LONGEST_TIMER) > 0 ? LONGEST_TIMER : delay.plusMillis(1));
                },
                () -> host.cancel(EntityHost.Timer.ALARM));
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
        return pending == 0 && durable.dormant() && debts.allAnswered() && connections.isEmpty() && !companion.busy();
    }

    private void keepIdle() {
        if (durable.dormant()) {
            host.timer(EntityHost.Timer.IDLE, type.idle());
        } else {
            host.cancel(EntityHost.Timer.IDLE);
        }
    }

    // Followers

    private void watch(C command, Watch watch, ActorRef sender) {
        if (tentative.decide(command, now()) instanceof Decision.Refused<E>(var refusal, var message)) {
            answer(sender, () -> new Reply.Refused(watch.ref(), refusal, message), watch.ref());
            return;
        }
        if (!connections.add(sender, watch, now())) {
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
        connections.remove(ref);
        keepPresence();
    }

    /** Tells the rules when what they believe of people's connections is no longer so. */
    private void keepPresence() {
        connections.contradiction(tentative, now()).ifPresent(truth -> decide(truth, host.me()));
        if (connections.wantsTick()) {
            host.timer(EntityHost.Timer.PRESENCE, Connections.TICK);
        }
    }

    private Instant now() {
        return switchboard.now();
    }
}
