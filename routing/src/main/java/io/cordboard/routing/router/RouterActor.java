package io.cordboard.routing.router;

import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.tenant.TenantId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.Props;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant's router: hears what waits and who is ready, and proposes. It may be lost at any moment; a new one says so to
 * all, and is told everything again. A wrong proposal is refused by the agent or the interaction and does no harm.
 */
final class RouterActor extends AbstractActorWithTimers {

    /** Proposals a turn, so that news is heard in between. */
    private static final int MAX_PROPOSALS = 200;

    private static final Duration HOUSEKEEPING = Duration.ofSeconds(1);
    private static final int ANNOUNCE_EVERY = 5;
    private static final Duration ALL_HEARD = Duration.ofSeconds(3);
    /** By then it has announced itself three times: before, that agents are missing may mean that they have not heard of it. */
    private static final Duration ALL_ANNOUNCED = Duration.ofSeconds(12);

    /** A new router listens for so long before it matches, so that no queue is served before the others were heard. */
    private static final Duration SETTLING = Duration.ofMillis(300);

    private enum Tick {
        MATCH,
        DUE,
        HOUSEKEEPING
    }

    private static final Logger LOG = LoggerFactory.getLogger(RouterActor.class);

    private final TenantId tenant;
    private final Switchboard switchboard;
    private final String incarnation = UUID.randomUUID().toString();
    private final Instant started;
    private final Board board = new Board(incarnation.substring(0, 8));
    private boolean matchRequested;
    /** When the timer that is running rings. */
    private Instant due = Instant.MAX;

    private int housekeepings;
    /** When somebody was last heard of for the first time; null once that has been reported. */
    private @Nullable Instant lastNew;

    private int known;

    RouterActor(Switchboard switchboard) {
        this.tenant = new TenantId(URLDecoder.decode(getSelf().path().name(), StandardCharsets.UTF_8));
        this.switchboard = switchboard;
        this.started = switchboard.now();
        this.lastNew = started;
    }

    static Props props(Switchboard switchboard) {
        return Props.create(RouterActor.class, () -> new RouterActor(switchboard));
    }

    @Override
    public void preStart() {
        announce();
        timers().startTimerWithFixedDelay(Tick.HOUSEKEEPING, Tick.HOUSEKEEPING, HOUSEKEEPING);
        timers().startSingleTimer(Tick.MATCH, Tick.MATCH, SETTLING.plusMillis(1));
    }

    private void announce() {
        switchboard.announceRouter(new Switchboard.RouterStarted(tenant, incarnation), getSelf());
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(RouterCommand.class, this::told)
                .match(Reply.class, this::answered)
                .match(Tick.class, this::tick)
                .matchEquals(Switchboard.stopMessage(), _ -> getContext().stop(getSelf()))
                .build();
    }

    private void told(RouterCommand command) {
        Instant now = switchboard.now();
        Address node = getSender().path().address();
        heard(node, now);
        switch (command) {
            case RouterCommand.AgentChanged c -> {
                board.agent(c, node, now);
                heard(now);
                done(c);
                requestMatch();
            }
            case RouterCommand.QueueChanged c -> {
                if (board.queue(c, now)) {
                    heard(now);
                    done(c);
                    requestMatch();
                } else {
                    stale(c);
                }
            }
            case RouterCommand.QueueBeat c -> {
                if (board.knows(c)) {
                    done(c);
                } else {
                    stale(c);
                }
            }
            case RouterCommand.Show c -> getSender().tell(new Reply.Found(c.ref(), 0, board.view(started)), getSelf());
            case RouterCommand.ExplainAgent c ->
                getSender().tell(new Reply.Found(c.ref(), 0, board.explain(c.agent(), now)), getSelf());
            case RouterCommand.LookOut c ->
                ofLine(
                        c,
                        c.interaction(),
                        now,
                        () -> board.outlook(c.interaction(), now).map(RouterView.Outlooked::new));
            case RouterCommand.LookAhead c ->
                (now.isBefore(started.plus(SETTLING))
                                ? Optional.<RouterView.Outlooking>empty()
                                : board.outlook(c.queue(), c.medium(), now))
                        .ifPresentOrElse(
                                view -> getSender().tell(new Reply.Found(c.ref(), 0, view), getSelf()),
                                () -> refuse(
                                        c,
                                        Refusal.UNAVAILABLE,
                                        "Expected a router that knows how " + c.queue() + " stands, but it does not"));
            // Whoever asks has heard of it that it waits: if that is not known here, it is not known yet.
            case RouterCommand.Stand c ->
                (knowsLineOf(c.interaction(), now)
                                ? board.stand(c.interaction(), c.position())
                                : Optional.<RouterView.Stood>empty())
                        .ifPresentOrElse(
                                view -> getSender().tell(new Reply.Found(c.ref(), 0, view), getSelf()),
                                () -> refuseYet(c, c.interaction()));
            case RouterCommand.Explain c ->
                answer(c, c.interaction(), board.explain(c.interaction(), now).map(RouterView.Explained::new));
        }
    }

    /** Answers what only a router can that knows who waits before {@code interaction}. */
    private void ofLine(
            Command asked, InteractionId interaction, Instant now, Supplier<Optional<? extends Reply.View>> view) {
        if (knowsLineOf(interaction, now)) {
            answer(asked, interaction, view.get());
        } else {
            refuseYet(asked, interaction);
        }
    }

    private boolean knowsLineOf(InteractionId interaction, Instant now) {
        return !board.isUnsureOf(interaction) && !now.isBefore(started.plus(SETTLING));
    }

    private void refuseYet(Command asked, InteractionId interaction) {
        refuse(
                asked,
                Refusal.UNAVAILABLE,
                "Expected a router that knows who waits before " + interaction + ", but it does not yet");
    }

    private void answer(Command asked, InteractionId interaction, Optional<? extends Reply.View> view) {
        view.ifPresentOrElse(
                found -> getSender().tell(new Reply.Found(asked.ref(), 0, found), getSelf()),
                () -> refuse(
                        asked,
                        Refusal.NOT_FOUND,
                        "Expected an interaction that waits, but " + interaction + " does not"));
    }

    private void refuse(Command asked, Refusal refusal, String why) {
        getSender().tell(new Reply.Refused(asked.ref(), refusal, why), getSelf());
    }

    private void heard(Address node, Instant now) {
        if (board.heard(node, now)) {
            requestMatch();
        }
    }

    private void heard(Instant now) {
        if (lastNew != null && board.known() > known) {
            known = board.known();
            lastNew = now;
        }
    }

    /** Nobody tells a router that it has heard of all; that nobody new has spoken for a while is as near as it gets. */
    private void reportRebuilt(Instant now) {
        if (lastNew != null && known > 0 && now.isAfter(lastNew.plus(ALL_HEARD))) {
            var view = board.view(started);
            switchboard.observer().rebuilt(tenant, Duration.between(started, lastNew), view.agents(), view.waiting());
            lastNew = null;
        }
    }

    private void done(Command command) {
        getSender().tell(new Reply.Done(command.ref(), 0), getSelf());
    }

    private void stale(Command command) {
        refuse(command, Refusal.STALE, "Expected the message before it, but it never came");
    }

    /** An agent's word on a reservation, or a node's on an announcement. */
    private void answered(Reply reply) {
        Instant now = switchboard.now();
        heard(getSender().path().address(), now);
        switch (reply) {
            case Reply.Refused refused -> {
                board.refused(refused.ref(), now);
                requestMatch();
            }
            case Reply.Done done -> board.reserved(done.ref());
            case Reply.Found _ -> {}
        }
    }

    private void tick(Tick tick) {
        Instant now = switchboard.now();
        switch (tick) {
            case MATCH -> {
                matchRequested = false;
                match(now);
            }
            case DUE -> {
                due = Instant.MAX;
                match(now);
            }
            case HOUSEKEEPING -> {
                if (++housekeepings % ANNOUNCE_EVERY == 1) {
                    announce();
                }
                if (board.expire(now)) {
                    requestMatch();
                }
                if (board.hasSilentNode()) {
                    announce();
                }
                reportRebuilt(now);
                if (lastNew == null && now.isAfter(started.plus(ALL_ANNOUNCED))) {
                    board.rebuilt();
                }
            }
        }
    }

    /** What is told in one go is matched in one go. */
    private void requestMatch() {
        if (!matchRequested) {
            matchRequested = true;
            getSelf().tell(Tick.MATCH, getSelf());
        }
    }

    private void match(Instant now) {
        if (now.isBefore(started.plus(SETTLING))) {
            return;
        }
        var asked = board.match(now, MAX_PROPOSALS);
        for (Board.Asked each : asked) {
            switchboard.observer().proposed(each.waited());
            switchboard.tell(each.reserve(), getSelf());
        }
        board.verdicts().forEach(command -> switchboard.tell(command, getSelf()));
        board.trialFailure().ifPresent(why -> {
            LOG.error("A policy is tried no more by {}, for its decisions failed", tenant, why);
            switchboard.observer().trialFailed(tenant);
        });
        if (asked.size() == MAX_PROPOSALS) {
            requestMatch();
        }
        board.nextDue().filter(at -> !at.equals(due)).ifPresent(at -> {
            due = at;
            Duration delay = Duration.between(now, at);
            timers().startSingleTimer(
                            Tick.DUE, Tick.DUE, delay.isPositive() ? delay.plusMillis(1) : Duration.ofMillis(1));
        });
    }
}
