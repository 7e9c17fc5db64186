package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.queue.QueueId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The ready agents, and the sets by which the one for an interaction is found without asking each. */
final class Floor {

    /** Up to so many seats are compared one by one. */
    private static final int FEW = 64;

    private final Register register;
    private final Map<AgentId, Seat> seats = new HashMap<>();
    private final List<@Nullable Seat> byNumber = new ArrayList<>();
    private final Deque<Integer> unusedNumbers = new ArrayDeque<>();

    /** Seats that serve every queue. */
    private final Bits everywhere = new Bits();

    /** Seats that are free for any medium, longest idle first. */
    private final TreeSet<Seat> free = new TreeSet<>();

    private long[] candidates = new long[16];

    Floor(Register register) {
        this.register = register;
    }

    @Nullable
    Seat seat(AgentId agent) {
        return seats.get(agent);
    }

    Collection<Seat> seats() {
        return seats.values();
    }

    /** Takes a seat, or changes it; true if what the agent can do has changed, and not only what the agent carries. */
    boolean announce(ReadyAgent agent) {
        Seat seat = seats.get(agent.agent());
        if (seat == null) {
            Integer unused = unusedNumbers.poll();
            seat = new Seat(unused == null ? byNumber.size() : unused, agent);
            seats.put(agent.agent(), seat);
            if (unused == null) {
                byNumber.add(seat);
            } else {
                byNumber.set(unused, seat);
            }
            settle(seat);
        } else if (sameAbilities(seat.agent, agent)) {
            unfree(seat);
            seat.agent = agent;
            seat.idleSince = Nanos.of(agent.idleSince());
            refresh(seat);
            return false;
        } else {
            unsettle(seat);
            seat.agent = agent;
            settle(seat);
        }
        return true;
    }

    void leave(Seat seat) {
        unsettle(seat);
        seats.remove(seat.id());
        seat.gone = true;
        byNumber.set(seat.number, null);
        unusedNumbers.add(seat.number);
    }

    private static boolean sameAbilities(ReadyAgent before, ReadyAgent now) {
        return before.queues().equals(now.queues())
                && before.skills().equals(now.skills())
                && before.team().equals(now.team())
                && before.attributes().equals(now.attributes())
                && before.preferences().equals(now.preferences())
                && before.capacity().equals(now.capacity());
    }

    private void settle(Seat seat) {
        ReadyAgent agent = seat.agent;
        seat.idleSince = Nanos.of(agent.idleSince());
        seat.boards = agent.capacity().media().keySet().stream()
                .sorted()
                .map(register::useBoard)
                .toList();
        seat.boards.forEach(
                board -> board.able.set(seat.number, agent.capacity().fits(List.of(), board.medium)));
        register.proficiencies.add(seat);
        seat.changed();
        register.conditions.add(seat);
        if (agent.queues().isEmpty()) {
            everywhere.set(seat.number, true);
            seat.boards.forEach(Board::addRoamer);
        } else {
            seat.desks = agent.queues().stream()
                    .sorted(Comparator.comparingInt(
                                    (QueueId queue) -> agent.preference(queue).priority())
                            .thenComparing(Comparator.naturalOrder()))
                    .map(register::desk)
                    .toList();
            seat.precedence = Precedence.of(agent, seat.desks);
            seat.desks.forEach(desk -> {
                desk.members.set(seat.number, true);
                desk.memberCount++;
                desk.delays.add(seat, desk.queue);
            });
            seat.lines = new Line[seat.boards.size()][];
            for (int i = 0; i < seat.lines.length; i++) {
                Medium medium = seat.boards.get(i).medium;
                seat.lines[i] = seat.desks.stream()
                        .map(desk -> register.line(desk, medium))
                        .toArray(Line[]::new);
            }
        }
        refresh(seat);
    }

    private void unsettle(Seat seat) {
        unfree(seat);
        seat.boards.forEach(board -> {
            board.free.set(seat.number, false);
            board.able.set(seat.number, false);
            if (seat.desks == null) {
                board.removeRoamer();
            }
            register.release(board);
        });
        register.proficiencies.remove(seat);
        register.conditions.remove(seat);
        everywhere.set(seat.number, false);
        if (seat.desks != null) {
            seat.desks.forEach(desk -> {
                desk.members.set(seat.number, false);
                desk.memberCount--;
                desk.delays.remove(seat, desk.queue);
                register.releaseIfUnused(desk);
            });
            seat.desks = null;
            seat.precedence = null;
            seat.lines = new Line[0][];
        }
    }

    /** To be called whenever what the seat carries has changed. */
    void refresh(Seat seat) {
        seat.loadChanged();
        var load = seat.load();
        boolean any = false;
        for (Board board : seat.boards) {
            boolean fits = seat.agent.capacity().fits(load, board.medium);
            board.free.set(seat.number, fits);
            any |= fits;
        }
        if (any && !seat.free) {
            free.add(seat);
            seat.free = true;
        } else if (!any) {
            unfree(seat);
        }
    }

    private void unfree(Seat seat) {
        if (seat.free) {
            free.remove(seat);
            seat.free = false;
        }
    }

    /** Whom the queue's strategy prefers of those who may take {@code entry} now, and have nothing better; null if there is nobody. */
    @Nullable
    Seat choose(Entry entry, DemandClass of, Engagements engagements) {
        if (free.isEmpty()) {
            return null;
        }
        Comparator<Seat> ranking = Ranking.of(of, entry);
        if (free.size() > FEW) {
            return chooseAmongMany(entry, of, ranking, engagements);
        }
        Seat best = null;
        for (Seat seat : free) {
            if (isCandidate(seat, of)
                    && !seat.isBarredFrom(entry)
                    && (best == null || ranking.compare(seat, best) < 0)
                    && !engagements.hasBetter(seat, of.line.desk)) {
                best = seat;
            }
        }
        return best;
    }

    /** Who may take any of the class now, and has nothing better, the longest idle first, at most so many. */
    List<Seat> candidates(DemandClass of, int most, Engagements engagements) {
        boolean few = free.size() <= FEW;
        int found = few ? free.size() : intersect(of, of.line.board.free, (byNumber.size() + 63) >> 6);
        List<Seat> seats = new ArrayList<>();
        for (Seat seat : free) {
            if (seats.size() == Math.min(found, most)) {
                break;
            }
            boolean may = few ? isCandidate(seat, of) : (candidates[seat.number >> 6] & (1L << seat.number)) != 0;
            if (may && !engagements.hasBetter(seat, of.line.desk)) {
                seats.add(seat);
            }
        }
        return seats;
    }

    boolean isCandidate(Seat seat, DemandClass of) {
        return of.line.board.free.get(seat.number) && seat.serves(of.line.desk) && of.isOpenTo(seat);
    }

    /** How many seats that serve the queue could take one now who needs this. Looks at each. */
    int count(QueueId queue, Medium medium, Map<Skill, Integer> needs) {
        return (int) seats.values().stream()
                .filter(seat ->
                        (seat.agent.queues().isEmpty() || seat.agent.queues().contains(queue))
                                && seat.boards.stream()
                                        .anyMatch(board -> board.medium.equals(medium) && board.free.get(seat.number))
                                && needs.entrySet().stream()
                                        .allMatch(need ->
                                                seat.agent.skills().getOrDefault(need.getKey(), 0) >= need.getValue()))
                .count();
    }

    /** How many seats may have any of the class, or, if {@code now}, could take it now. */
    int count(DemandClass of, boolean now) {
        Board board = of.line.board;
        return intersect(of, now ? board.free : board.able, (byNumber.size() + 63) >> 6);
    }

    private @Nullable Seat chooseAmongMany(
            Entry entry, DemandClass of, Comparator<Seat> ranking, Engagements engagements) {
        int words = (byNumber.size() + 63) >> 6;
        int found = intersect(of, of.line.board.free, words);
        if (found > FEW && ranking.equals(Ranking.LONGEST_IDLE)) {
            for (Seat seat : free) {
                if ((candidates[seat.number >> 6] & (1L << seat.number)) != 0
                        && !seat.isBarredFrom(entry)
                        && !engagements.hasBetter(seat, of.line.desk)) {
                    return seat;
                }
            }
            return null;
        }
        Seat best = null;
        for (int word = 0; word < words; word++) {
            for (long rest = candidates[word]; rest != 0; rest &= rest - 1) {
                Seat seat =
                        java.util.Objects.requireNonNull(byNumber.get((word << 6) + Long.numberOfTrailingZeros(rest)));
                if (!seat.isBarredFrom(entry)
                        && (best == null || ranking.compare(seat, best) < 0)
                        && !engagements.hasBetter(seat, of.line.desk)) {
                    best = seat;
                }
            }
        }
        return best;
    }

    /** Fills {@link #candidates} with those {@code among} these seats who may have any of the class; how many. */
    private int intersect(DemandClass of, Bits among, int words) {
        if (candidates.length < words) {
            candidates = new long[words * 2];
        }
        int found = 0;
        for (int word = 0; word < words; word++) {
            long both = among.word(word);
            if (both != 0) {
                both &= of.open(word);
                both &= everywhere.word(word) | of.line.desk.members.word(word);
            }
            for (int i = 0; both != 0 && i < of.needs.size(); i++) {
                var need = of.needs.get(i);
                both &= need.holders().atLeast(need.minimum()).word(word);
            }
            if (of.condition != null) {
                both &= of.condition.seats.word(word);
            }
            candidates[word] = both;
            found += Long.bitCount(both);
        }
        return found;
    }
}
