package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.matching.Explanation.Barred;
import io.cordboard.routing.matching.Explanation.Candidate;
import io.cordboard.routing.matching.Explanation.Obstacle;
import io.cordboard.routing.matching.Explanation.Wait;
import io.cordboard.routing.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says why one interaction waits at an instant, by asking every seat in turn. */
final class Explainer {

    /** So many agents of a kind are listed: an explanation travels in one message. */
    static final int MOST = 500;

    /** Characters that are shown of a condition, and of the part of it that an agent does not meet. */
    private static final int MOST_OF_A_CONDITION = 4_000;

    private static final int MOST_OF_A_PART = 200;

    private final Floor floor;
    private final Lobby lobby;
    private final long now;
    private final Entry entry;
    private final Waiting waiting;
    private final Policy policy;
    private final Standing standing;
    private final NavigableMap<Skill, Integer> needs;
    private final Expression condition;

    /** The same in the words of the policy. */
    private final Expression said;

    private final Attributes known;
    private final Attributes customer;

    private final Comparator<Seat> ranking;

    /** The agent whom it is for alone at this instant, because somebody sent it there. */
    private final Optional<AgentId> named;

    /** The last agent that it is held for, if it is. */
    private final @Nullable Seat heldFor;

    Explainer(Floor floor, Lobby lobby, long now, Entry entry) {
        this.floor = floor;
        this.lobby = lobby;
        this.now = now;
        this.entry = entry;
        waiting = entry.waiting();
        policy = Objects.requireNonNullElse(entry.rules().policy, Policy.DEFAULT);
        standing = Standing.of(policy, entry, now);
        needs = Standing.needs(policy, waiting.skills(), standing.step());
        said = policy.condition(standing.step());
        known = waiting.known();
        customer = waiting.customer();
        condition = said.given(known, customer);
        ranking = Ranking.of(policy, waiting, needs::keySet, entry.rules());
        named = Lobby.namedUntil(policy, waiting) > now ? waiting.onlyAgent() : Optional.empty();
        Seat last = waiting.lastAgent().map(floor::seat).orElse(null);
        boolean held = last != null
                && Lobby.hopesUntil(policy, waiting) > now
                && lasting(last).isEmpty();
        heldFor = held ? last : null;
    }

    Explanation explain() {
        List<Seat> eligible = new ArrayList<>();
        List<Barred> ineligible = new ArrayList<>();
        for (Seat seat : floor.seats()) {
            obstacle(seat)
                    .ifPresentOrElse(
                            obstacle -> ineligible.add(new Barred(seat.id(), obstacle)), () -> eligible.add(seat));
        }
        eligible.sort(ranking);
        ineligible.sort(Comparator.comparing(Barred::agent));
        return new Explanation(
                waiting.interaction(),
                waiting.queue(),
                waiting.medium(),
                Nanos.instant(now),
                entry.rules().version,
                standing.step(),
                instant(standing.nextStepAt()),
                needs,
                condition == Expression.Constant.ALWAYS
                        ? Optional.empty()
                        : Optional.of(cut(condition.toString(), MOST_OF_A_CONDITION)),
                standing.rank(),
                Nanos.instant(standing.place()),
                policy.strategy().word(),
                Ranking.TIE_BREAK,
                waitsFor(eligible, ineligible),
                entry.offers().stream().map(hold -> hold.seat.id()).sorted().toList(),
                eligible.stream().limit(MOST).map(this::candidate).toList(),
                ineligible.stream().limit(MOST).toList(),
                Math.max(0, eligible.size() - MOST) + Math.max(0, ineligible.size() - MOST),
                entry.desk.arm(waiting));
    }

    private Candidate candidate(Seat seat) {
        ReadyAgent agent = seat.agent;
        return new Candidate(
                seat.id(),
                agent.idleSince(),
                seat.usedUnits(),
                agent.capacity().units(),
                agent.contacts(),
                agent.talked().toSeconds(),
                Ranking.skill(agent, needs.keySet()),
                scored(seat));
    }

    private Optional<Explanation.Scored> scored(Seat seat) {
        return switch (ranking) {
            case Score score -> Optional.of(new Explanation.Scored(score.of(seat), score.parts(seat)));
            case PairCost cost -> Optional.of(cost.explained(seat, Nanos.of(waiting.since()), standing.place(), now));
            default -> Optional.empty();
        };
    }

    private Wait waitsFor(List<Seat> eligible, List<Barred> ineligible) {
        long since = Nanos.of(waiting.since());
        if (entry.desk.policy() == null) {
            return new Wait.ForPolicy();
        } else if (entry.desk.isClosedTo(since, now)) {
            return new Wait.ForOpening(instant(entry.desk.turnsAt(since, now)));
        } else if (entry.fullyOffered()) {
            return new Wait.ForAnswer();
        } else if (!eligible.isEmpty()) {
            return new Wait.ForMatch();
        } else if (named.isPresent()) {
            return new Wait.ForNamedAgent(named.get(), instant(Lobby.namedUntil(policy, waiting)));
        } else if (heldFor != null) {
            return new Wait.ForLastAgent(heldFor.id(), Nanos.instant(Lobby.hopesUntil(policy, waiting)));
        }
        if (ineligible.stream().anyMatch(each -> each.obstacle() instanceof Obstacle.HasBetter)) {
            return new Wait.ForMatch();
        }
        boolean scarce = ineligible.stream().anyMatch(each -> each.obstacle() instanceof Obstacle.NoCapacity);
        return scarce
                ? new Wait.ForCapacity()
                : ineligible.stream()
                        .flatMap(each -> each.obstacle() instanceof Obstacle.TooEarly(_, var until)
                                ? Stream.of(until)
                                : Stream.empty())
                        .min(Comparator.naturalOrder())
                        .<Wait>map(Wait.ForDelay::new)
                        .orElseGet(Wait.ForAgent::new);
    }

    Standing standing() {
        return standing;
    }

    /** The first thing between the agent and the interaction, be it that nobody may have it now. */
    Optional<Obstacle> inTheWayOf(Seat seat) {
        return lasting(seat).or(this::shut).or(() -> asked(seat)).or(() -> obstacle(seat));
    }

    private Optional<Obstacle> shut() {
        long since = Nanos.of(waiting.since());
        if (entry.desk.policy() == null) {
            return Optional.of(new Obstacle.NoPolicy());
        }
        return entry.desk.isClosedTo(since, now)
                ? Optional.of(new Obstacle.QueueClosed(instant(entry.desk.turnsAt(since, now))))
                : Optional.empty();
    }

    private Optional<Obstacle> asked(Seat seat) {
        return entry.fullyOffered() && seat.holdOn(waiting.interaction()) == null
                ? Optional.of(new Obstacle.OfferedToOthers())
                : Optional.empty();
    }

    private Optional<Obstacle> obstacle(Seat seat) {
        Optional<Obstacle> lasting = lasting(seat);
        if (lasting.isPresent()) {
            return lasting;
        } else if (heldFor != null && seat != heldFor) {
            Instant until = Nanos.instant(Lobby.hopesUntil(policy, waiting));
            return Optional.of(new Obstacle.HeldForLastAgent(heldFor.id(), until));
        } else if (seat.holdOn(waiting.interaction()) != null) {
            return Optional.of(new Obstacle.AlreadyOffered());
        }
        Optional<Obstacle> tooEarly = isForOneAlone() ? Optional.empty() : tooEarly(seat);
        if (tooEarly.isPresent()) {
            return tooEarly;
        } else if (!seat.agent.capacity().fits(seat.load(), waiting.medium())) {
            return Optional.of(new Obstacle.NoCapacity(List.copyOf(seat.load())));
        }
        return isForOneAlone() ? Optional.empty() : better(seat);
    }

    /** Whether it is for a named agent or the last one. */
    boolean isForOneAlone() {
        return named.isPresent() || heldFor != null;
    }

    private Optional<Obstacle> tooEarly(Seat seat) {
        Duration delay = seat.agent.preference(waiting.queue()).delay();
        long until = Nanos.plus(Nanos.of(waiting.enqueued()), delay);
        return delay.isZero() || until <= now
                ? Optional.empty()
                : Optional.of(new Obstacle.TooEarly(delay, Nanos.instant(until)));
    }

    private Optional<Obstacle> better(Seat seat) {
        Precedence precedence = seat.precedence;
        Entry better =
                precedence == null ? null : lobby.engagements.firstFor(seat, precedence, precedence.turn(entry.desk));
        return Optional.ofNullable(better)
                .map(each -> new Obstacle.HasBetter(each.waiting().interaction(), each.desk.queue));
    }

    /** What would stand in the way even if the agent had nothing else in hand. */
    private Optional<Obstacle> lasting(Seat seat) {
        if (waiting.excluded().contains(seat.id())) {
            return Optional.of(new Obstacle.Excluded());
        }
        if (named.isPresent() && !named.get().equals(seat.id())) {
            return Optional.of(new Obstacle.NotNamed(named.get()));
        }
        if (named.isEmpty() && !seat.serves(entry.desk)) {
            return Optional.of(new Obstacle.NotInQueue());
        }
        Optional<Obstacle> unskilled = named.isEmpty() ? unsuited(seat) : Optional.empty();
        if (unskilled.isPresent()) {
            return unskilled;
        }
        return seat.agent.capacity().fits(List.of(), waiting.medium())
                ? Optional.empty()
                : Optional.of(new Obstacle.MediumNotServed());
    }

    private Optional<Obstacle> unsuited(Seat seat) {
        return unskilled(seat.agent).or(() -> unmet(seat).map(Obstacle.ConditionUnmet::new));
    }

    /** The first part of the queue's condition that is not met, in the words of the policy. */
    private Optional<String> unmet(Seat seat) {
        if (condition.holds(seat.known())) {
            return Optional.empty();
        }
        return said.firstUnmet(seat.known(), known, customer).map(text -> cut(text, MOST_OF_A_PART));
    }

    private Optional<Obstacle> unskilled(ReadyAgent agent) {
        for (Map.Entry<Skill, Integer> need : needs.entrySet()) {
            Integer has = agent.skills().get(need.getKey());
            if (has == null) {
                return Optional.of(new Obstacle.SkillMissing(need.getKey(), need.getValue()));
            } else if (has < need.getValue()) {
                return Optional.of(new Obstacle.SkillTooLow(need.getKey(), need.getValue(), has));
            }
        }
        return Optional.empty();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }

    private static Optional<Instant> instant(long nanos) {
        return nanos == Nanos.NEVER ? Optional.empty() : Optional.of(Nanos.instant(nanos));
    }
}
