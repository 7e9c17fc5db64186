package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.Trial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All who wait, each in the line where those who may take it look. */
final class Lobby {

    private final Register register;
    private final Floor floor;
    private final DueHeap due;
    private final Map<InteractionId, Entry> entries = new HashMap<>();
    private final Map<AgentId, Personal> personals = new HashMap<>();
    final Engagements engagements = new Engagements(this);

    Lobby(Register register, Floor floor, DueHeap due) {
        this.register = register;
        this.floor = floor;
        this.due = due;
    }

    @Nullable
    Entry entry(InteractionId interaction) {
        return entries.get(interaction);
    }

    /** Takes in one that waits, or changes it. It is nowhere yet: {@link #place} follows. */
    Entry announce(Waiting waiting) {
        Desk desk = register.desk(waiting.queue());
        Entry entry = entries.get(waiting.interaction());
        if (entry == null) {
            entry = new Entry(waiting, desk);
            entries.put(waiting.interaction(), entry);
            desk.add(entry);
            entry.looksAnew();
            return entry;
        }
        unplace(entry);
        boolean tried = desk.tries(waiting);
        boolean sameStay = entry.desk == desk
                && entry.tried == tried
                && entry.waiting().enqueued().equals(waiting.enqueued());
        entry.waiting(waiting);
        entry.tried(tried);
        if (entry.desk != desk) {
            Desk before = entry.desk;
            entry.comesBack();
            before.remove(entry);
            register.releaseIfUnused(before);
            entry.desk = desk;
            desk.add(entry);
        }
        if (sameStay) {
            entry.firedEarly = Math.max(entry.firedEarly, entry.firedKnown());
        } else {
            entry.looksAnew();
        }
        return entry;
    }

    void leave(Entry entry) {
        unplace(entry);
        entry.comesBack();
        entries.remove(entry.waiting().interaction());
        entry.desk.remove(entry);
        register.releaseIfUnused(entry.desk);
    }

    /** Takes it out of wherever it is. */
    void unplace(Entry entry) {
        due.schedule(entry, Nanos.NEVER);
        Home home = entry.home;
        if (home != null) {
            entry.home = null;
            engagements.leaves(entry);
            home.remove(entry);
            if (home instanceof DemandClass emptied) {
                dropIfIdle(emptied);
            }
        }
        entry.waiting().lastAgent().ifPresent(agent -> unhope(entry, agent));
        if (home instanceof Personal personal) {
            dropIfUnused(personal);
        }
    }

    /** Puts it where it belongs at {@code now}, and sets its timer for when that changes. */
    void place(Entry entry, long now) {
        unplace(entry);
        Policy policy = entry.rules().policy;
        if (policy == null) {
            return;
        }
        Waiting waiting = entry.waiting();
        Standing standing = Standing.of(policy, entry, now);
        entry.step = standing.step();
        entry.rank = standing.rank();
        entry.place = standing.place();
        if (entry.aside || entry.fullyOffered()) {
            return;
        }
        long since = Nanos.of(waiting.since());
        long enqueued = Nanos.of(waiting.enqueued());
        entry.stood = entry.desk.delays.passed(Nanos.add(now, -enqueued));
        long next = Math.min(standing.nextStepAt(), entry.desk.turnsAt(since, now));
        next = Math.min(next, entry.desk.delays.nextAt(enqueued, entry.stood));
        if (entry.desk.isClosedTo(since, now)) {
            due.schedule(entry, next);
            return;
        }
        Home home;
        long namedUntil = namedUntil(policy, waiting);
        if (namedUntil > now) {
            home = personal(waiting.onlyAgent().orElseThrow());
            next = Math.min(next, namedUntil);
        } else {
            DemandClass open = demandClass(entry, policy);
            home = open;
            long hopesUntil = hopesUntil(policy, waiting);
            if (hopesUntil > now) {
                Personal last = personal(waiting.lastAgent().orElseThrow());
                last.hoping.add(entry);
                entry.hoping = true;
                next = Math.min(next, hopesUntil);
                home = isWorthWaitingFor(floor.seat(last.agent), entry, open) ? last : open;
            }
            dropIfIdle(home == open ? null : open);
        }
        entry.home = home;
        home.add(entry);
        due.schedule(entry, next);
    }

    /** Until when an interaction is for one agent alone; the past, if it is for anybody. */
    static long namedUntil(Policy policy, Waiting waiting) {
        if (waiting.onlyAgent().isEmpty()) {
            return -Nanos.NEVER;
        }
        return policy.transfer()
                .namedFor()
                .map(window -> Nanos.plus(Nanos.of(waiting.enqueued()), window))
                .orElse(Nanos.NEVER);
    }

    /** Until when an interaction may be held for its last agent; the past, if it may not. */
    static long hopesUntil(Policy policy, Waiting waiting) {
        if (policy.lastAgent().isEmpty()
                || waiting.lastAgent().isEmpty()
                || waiting.onlyAgent().isPresent()) {
            return -Nanos.NEVER;
        }
        return Nanos.plus(Nanos.of(waiting.enqueued()), policy.lastAgent().get().window());
    }

    /** Whether the last agent is there and could take it with nothing else in hand; see {@link io.cordboard.routing.policy.LastAgent}. */
    private static boolean isWorthWaitingFor(@Nullable Seat last, Entry entry, DemandClass of) {
        return last != null
                && last.serves(entry.desk)
                && of.isMetBy(last)
                && !entry.waiting().excluded().contains(last.id())
                && last.agent.capacity().fits(List.of(), entry.waiting().medium());
    }

    /** Those to place again because an agent came, went or changed. */
    List<Entry> hopingFor(AgentId agent) {
        Personal personal = personals.get(agent);
        return personal == null ? List.of() : new ArrayList<>(personal.hoping);
    }

    /** The first in line of all that {@code seat} may take now, or of the first of its queues in which there is anyone. */
    @Nullable
    Entry firstFor(Seat seat) {
        if (seat.precedence != null) {
            return engagements.firstFor(seat, seat.precedence, seat.precedence.turns());
        }
        return firstOwn(seat, firstOpen(seat, 0, seat.desks == null ? 0 : seat.desks.size()));
    }

    /** The first that {@code seat} may take now of what is not for the agent alone; of queues that it names those from here to there. */
    static @Nullable Entry firstOpen(Seat seat, int from, int end) {
        Entry first = null;
        for (int i = 0; i < seat.boards.size(); i++) {
            Board board = seat.boards.get(i);
            if (board.openClasses == 0 || !board.free.get(seat.number)) {
                continue;
            }
            if (seat.desks == null) {
                first = board.firstFor(seat, first);
            } else {
                for (int j = from; j < end; j++) {
                    first = seat.lines[i][j].firstFor(seat, first);
                }
            }
        }
        return first;
    }

    /** The first of what waits for {@code seat} alone, and it may take now; only if before {@code bound}. */
    @Nullable
    Entry firstOwn(Seat seat, @Nullable Entry bound) {
        Personal personal = personals.isEmpty() ? null : personals.get(seat.id());
        if (personal != null) {
            for (Entry own : personal.own) {
                if (bound != null && own.compareTo(bound) >= 0) {
                    break;
                }
                if (mayTakeOwn(seat, own)) {
                    return own;
                }
            }
        }
        return bound;
    }

    /** All that waits for this agent alone. */
    Collection<Entry> ownOf(Seat seat) {
        Personal personal = personals.get(seat.id());
        return personal == null ? List.of() : personal.own;
    }

    /** The one agent that a personal entry is for, if that agent may take it now. */
    @Nullable
    Seat only(Entry entry, Personal personal) {
        Seat seat = floor.seat(personal.agent);
        return seat != null && mayTakeOwn(seat, entry) ? seat : null;
    }

    boolean mayTake(Seat seat, Entry entry) {
        return switch (entry.home) {
            case DemandClass open -> floor.isCandidate(seat, open) && !seat.isBarredFrom(entry);
            case Personal personal -> personal.agent.equals(seat.id()) && mayTakeOwn(seat, entry);
            case null -> false;
        };
    }

    /** The same, had the agent room for it. */
    boolean suits(Seat seat, Entry entry) {
        boolean asked = switch (entry.home) {
            case DemandClass open -> seat.serves(open.line.desk) && open.isOpenTo(seat);
            case Personal personal -> personal.agent.equals(seat.id());
            case null -> false;
        };
        return asked
                && !seat.isBarredFrom(entry)
                && seat.agent.capacity().fits(List.of(), entry.waiting().medium());
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    private static boolean mayTakeOwn(Seat seat, Entry own) {
        for (Board board : seat.boards) {
            if (board.medium.equals(own.waiting().medium())) {
                return board.free.get(seat.number) && !seat.isBarredFrom(own);
            }
        }
        return false;
    }

    private DemandClass demandClass(Entry entry, Policy policy) {
        Line line = register.line(entry.desk, entry.waiting().medium());
        var key = new DemandClass.Key(
                entry.waiting().skills(),
                Standing.condition(policy, entry.waiting(), entry.step),
                entry.step,
                entry.stood,
                entry.tried);
        DemandClass of = line.classes.get(key);
        if (of == null) {
            List<DemandClass.Need> needs = new ArrayList<>(2);
            for (Map.Entry<Skill, Integer> need :
                    Standing.needs(policy, key.asked(), key.step()).entrySet()) {
                needs.add(new DemandClass.Need(
                        need.getKey(), need.getValue(), register.proficiencies.use(need.getKey())));
            }
            Conditions.Met met = key.condition() == Expression.Constant.ALWAYS
                    ? null
                    : register.conditions.use(key.condition(), floor.seats());
            of = new DemandClass(line.gates.group(gate(needs)), key, needs, met);
            of.group.classes++;
            line.classes.put(key, of);
        }
        return of;
    }

    /** Of the skills needed, the one that the fewest agents have. */
    private static int gate(List<DemandClass.Need> needs) {
        Proficiencies.@Nullable Holders rarest = null;
        for (DemandClass.Need need : needs) {
            if (rarest == null || need.holders().seats() < rarest.seats()) {
                rarest = need.holders();
            }
        }
        return rarest == null ? Group.NO_GATE : rarest.number();
    }

    /** An empty class that asks something of its own goes: there may be any number of those. */
    private void dropIfIdle(@Nullable DemandClass of) {
        if (of != null && of.entries.isEmpty() && (!of.key.asked().isEmpty() || of.condition != null)) {
            drop(of);
        }
    }

    private void drop(DemandClass of) {
        of.line.classes.remove(of.key);
        if (--of.group.classes == 0) {
            of.line.gates.drop(of.group);
        }
        of.needs.forEach(need -> register.proficiencies.release(need.skill()));
        if (of.condition != null) {
            register.conditions.release(of.condition);
        }
    }

    /** Empties a desk's lines, because its policy is about to change; gives all that waits there, to be placed again. */
    List<Entry> clear(Desk desk) {
        List<Entry> all = new ArrayList<>();
        for (Entry entry = desk.first; entry != null; entry = entry.next) {
            unplace(entry);
            all.add(entry);
        }
        desk.lines.forEach(line -> List.copyOf(line.classes.values()).forEach(this::drop));
        return all;
    }

    /** The same of those alone whom the policy that it tries rules, or will rule: all others are not to feel that it changes. */
    List<Entry> clearTried(Desk desk, @Nullable Trial latest) {
        List<Entry> all = new ArrayList<>();
        for (Entry entry = desk.first; entry != null; entry = entry.next) {
            if (entry.tried || Desk.isOn(latest, entry.waiting())) {
                unplace(entry);
                all.add(entry);
            }
        }
        for (Line line : desk.lines) {
            List.copyOf(line.classes.values()).stream()
                    .filter(of -> of.key.tried())
                    .forEach(this::drop);
        }
        return all;
    }

    private Personal personal(AgentId agent) {
        return personals.computeIfAbsent(agent, Personal::new);
    }

    private void unhope(Entry entry, AgentId agent) {
        if (entry.hoping) {
            entry.hoping = false;
            Optional.ofNullable(personals.get(agent)).ifPresent(personal -> {
                personal.hoping.remove(entry);
                dropIfUnused(personal);
            });
        }
    }

    private void dropIfUnused(Personal personal) {
        if (personal.isUnused()) {
            personals.remove(personal.agent, personal);
        }
    }
}
