package io.cordboard.routing.router;

import io.cordboard.routing.agent.AgentCommand.Reserve;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentHistory;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.matching.Explanation;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.Retraced.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.Address;
import org.jspecify.annotations.Nullable;

/**
 * Decides again what was decided, by the same news: a router's board and kernel, told what the journal says of queues and agents in
 * its order. Each offer that was recorded is held against the one that the kernel makes; then the recorded one counts, so that one
 * difference does not make the next.
 */
public final class Retrace {

    /** A router hears what was recorded within so short a time in any order. */
    static final Duration UNDER_WAY = Duration.ofMillis(500);

    /** An offer that was not recorded within this time was not made. */
    private static final Duration MADE_WITHIN = Duration.ofSeconds(1);

    private static final Duration HOUSEKEEPING = Duration.ofSeconds(1);
    private static final int MANY = 1_000;
    private static final Address NODE = new Address("pekko", "recorded");

    private record Proposed(Reserve reserve, Instant at) {}

    private final Board board = new Board("retraced", new Kernel(false));
    private final Consumer<Retraced> witness;
    private final Map<AgentId, AgentHistory> agents = new HashMap<>();
    private final Map<QueueId, Long> messages = new HashMap<>();
    private final Map<QueueId, RouterCommand.QueueRules> rules = new HashMap<>();
    private final Map<InteractionId, Waiting> line = new HashMap<>();

    /** Those among them whom their queue sends elsewhere: the router hears nothing more of such a stay. */
    private final Set<InteractionId> leaving = new HashSet<>();

    private final List<Proposed> proposed = new ArrayList<>();
    private final Map<InteractionId, Set<AgentId>> unmade = new HashMap<>();

    /** The board's own name of an offer that was recorded, until it is over. */
    private final Map<OfferId, OfferId> own = new HashMap<>();

    private final Map<Object, Instant> news = new HashMap<>();
    private Instant now = Instant.EPOCH;
    private Instant kept = Instant.EPOCH;

    /** @param witness sees each decision, in order of time */
    public Retrace(Consumer<Retraced> witness) {
        this.witness = witness;
    }

    /** The next event of an agent. */
    public void agent(AgentId agent, AgentEvent event) {
        advance(event.at());
        AgentHistory history = agents.computeIfAbsent(agent, AgentHistory::new);
        if (event instanceof AgentEvent.Reserved reserved) {
            judge(agent, reserved);
        }
        history.apply(event);
        history.announcement().ifPresent(told -> board.agent(named(told), NODE, now));
        switch (event) {
            case AgentEvent.Released e -> own.remove(e.offer());
            case AgentEvent.Finished e -> own.remove(e.offer());
            default -> {}
        }
        news.put(agent, now);
        match();
    }

    /** The same with the board's own names of offers. */
    private RouterCommand.AgentChanged named(RouterCommand.AgentChanged told) {
        List<RouterCommand.Held> held = told.held().stream()
                .map(each -> new RouterCommand.Held(
                        own.getOrDefault(each.offer(), each.offer()), each.interaction(), each.open(), each.deadline()))
                .toList();
        return new RouterCommand.AgentChanged(told.agent(), told.version(), told.ready(), held);
    }

    /** The next event of a queue. */
    public void queue(QueueId queue, QueueEvent event) {
        advance(event.at());
        switch (event) {
            case QueueEvent.Configured e -> {
                var latest = new RouterCommand.QueueRules(e.policy(), e.policyVersion(), e.trial());
                rules.put(queue, latest);
                tell(queue, Optional.of(latest), null, null);
            }
            case QueueEvent.Enqueued e -> {
                Waiting waiting = new Waiting(e.interaction(), e.medium(), e.place(), e.attributes());
                Waiting before = line.put(e.interaction(), waiting);
                if (before == null || !before.enqueued().equals(waiting.enqueued())) {
                    leaving.remove(e.interaction());
                }
                if (!leaving.contains(e.interaction())) {
                    tell(queue, Optional.empty(), waiting, null);
                }
            }
            case QueueEvent.Dequeued e -> {
                Waiting waiting = line.get(e.interaction());
                if (waiting != null
                        && waiting.queue().equals(queue)
                        && !waiting.enqueued().isAfter(e.enqueued())) {
                    line.remove(e.interaction());
                    leaving.remove(e.interaction());
                    unmade.remove(e.interaction());
                    gone(queue, e.interaction());
                }
            }
            case QueueEvent.Diverted e -> {
                leaving.add(e.interaction());
                gone(queue, e.interaction());
            }
            case QueueEvent.Stayed e -> {
                leaving.remove(e.interaction());
                tell(queue, Optional.empty(), line.get(e.interaction()), null);
            }
            case QueueEvent.Removed _ ->
                tell(queue, Optional.ofNullable(rules.get(queue)).map(RouterCommand.QueueRules::untried), null, null);
        }
        match();
    }

    private void gone(QueueId queue, InteractionId interaction) {
        tell(queue, Optional.empty(), null, interaction);
        proposed.removeIf(each -> {
            boolean its = each.reserve().interaction().equals(interaction);
            if (its) {
                board.withdraw(each.reserve().offer());
            }
            return its;
        });
    }

    private void tell(
            QueueId queue,
            Optional<RouterCommand.QueueRules> rules,
            @Nullable Waiting waiting,
            @Nullable InteractionId gone) {
        long number = messages.merge(queue, 1L, Long::sum) - 1;
        board.queue(
                new RouterCommand.QueueChanged(
                        queue,
                        "recorded",
                        number,
                        rules,
                        waiting == null ? List.of() : List.of(waiting),
                        gone == null ? List.of() : List.of(gone),
                        false),
                now);
        if (waiting != null) {
            news.put(waiting.interaction(), now);
        }
    }

    // Time

    /** To be called at the end, too: then what was decided before is judged. */
    public void advance(Instant to) {
        while (true) {
            Instant tick = kept.plus(HOUSEKEEPING);
            if (line.isEmpty() && proposed.isEmpty() && tick.isBefore(to)) {
                // Nobody waits: what is soft may lapse all at once.
                tick = to;
            }
            Instant due = board.nextDue().filter(at -> at.isAfter(now)).orElse(Instant.MAX);
            Instant next = due.isBefore(tick) ? due : tick;
            if (next.isAfter(to)) {
                break;
            }
            now = next.isAfter(now) ? next : now;
            if (!next.isBefore(tick)) {
                kept = now;
                board.expire(now);
                giveUpUnmade();
                news.values().removeIf(this::isOld);
            }
            match();
            if (!next.isBefore(to)) {
                break;
            }
        }
        now = to.isAfter(now) ? to : now;
    }

    private void giveUpUnmade() {
        proposed.removeIf(each -> {
            if (each.at().plus(MADE_WITHIN).isAfter(now)) {
                return false;
            }
            Reserve reserve = each.reserve();
            if (unmade.computeIfAbsent(reserve.interaction(), _ -> new HashSet<>())
                    .add(reserve.agent())) {
                witness.accept(new Retraced(
                        each.at(),
                        reserve.interaction(),
                        reserve.agent(),
                        Cause.NOT_MADE,
                        "no such offer is recorded"));
            }
            board.refused(reserve.ref(), now);
            return true;
        });
    }

    private void match() {
        for (List<Board.Asked> asked = board.match(now, MANY); !asked.isEmpty(); asked = board.match(now, MANY)) {
            for (Board.Asked each : asked) {
                board.reserved(each.reserve().ref());
                proposed.add(new Proposed(each.reserve(), now));
            }
        }
    }

    // Decisions

    private void judge(AgentId agent, AgentEvent.Reserved recorded) {
        Proposed same = take(of ->
                of.interaction().equals(recorded.interaction()) && of.agent().equals(agent));
        if (same != null) {
            own.put(recorded.offer(), same.reserve().offer());
            boolean rules = same.reserve().step() == recorded.step()
                    && same.reserve().policyVersion() == recorded.policyVersion();
            witness.accept(new Retraced(
                    now,
                    recorded.interaction(),
                    agent,
                    rules ? Cause.SAME : Cause.OTHER_RULES,
                    rules
                            ? ""
                            : "step " + same.reserve().step() + " of version "
                                    + same.reserve().policyVersion()));
            return;
        }
        Proposed instead = take(of -> of.interaction().equals(recorded.interaction()));
        if (instead != null) {
            board.withdraw(instead.reserve().offer());
            differs(agent, recorded, Cause.OTHER_AGENT, instead.reserve().agent());
            return;
        }
        Proposed first = take(of -> of.agent().equals(agent));
        if (first != null) {
            board.withdraw(first.reserve().offer());
            differs(agent, recorded, Cause.OTHER_INTERACTION, first.reserve().interaction());
        } else if (!line.containsKey(recorded.interaction())) {
            differs(agent, recorded, Cause.NOT_WAITING, null);
        } else {
            differs(agent, recorded, Cause.NOT_ELIGIBLE, null);
        }
    }

    private @Nullable Proposed take(java.util.function.Predicate<Reserve> which) {
        for (Proposed each : proposed) {
            if (which.test(each.reserve())) {
                proposed.remove(each);
                return each;
            }
        }
        return null;
    }

    private void differs(AgentId agent, AgentEvent.Reserved recorded, Cause cause, @Nullable Object instead) {
        boolean shortlyBefore = switch (cause) {
            case OTHER_AGENT -> isNew(agent) || isNew(instead);
            case OTHER_INTERACTION -> isNew(recorded.interaction()) || isNew(instead);
            default -> isNew(agent) || isNew(recorded.interaction());
        };
        String why = instead == null
                ? cause == Cause.NOT_ELIGIBLE ? obstacle(agent, recorded.interaction()) : cause.word()
                : "the kernel: " + instead;
        witness.accept(new Retraced(now, recorded.interaction(), agent, shortlyBefore ? Cause.UNDER_WAY : cause, why));
    }

    private boolean isNew(@Nullable Object who) {
        return who != null && !isOld(news.getOrDefault(who, Instant.MIN));
    }

    private boolean isOld(Instant heard) {
        return heard.isBefore(now.minus(UNDER_WAY));
    }

    /** How much is remembered of what is not over. */
    int remembered() {
        return line.size() + own.size() + news.size() + unmade.size();
    }

    private String obstacle(AgentId agent, InteractionId interaction) {
        return board.explain(interaction, now).stream()
                .flatMap(explained -> explained.ineligible().stream())
                .filter(barred -> barred.agent().equals(agent))
                .map(Explanation.Barred::obstacle)
                .map(String::valueOf)
                .findFirst()
                .orElse("the agent is not ready, or has an offer of something else");
    }
}
