package io.cordboard.routing.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which agents have somebody in an earlier turn of their {@link Precedence} and so take nothing from later ones. Each of them is
 * kept with one whom that agent may take, the last of a class as that is there for longest, and is looked at again
 * when this one is taken.
 */
final class Engagements {

    private final Lobby lobby;
    private final Map<Entry, Set<Seat>> engaged = new HashMap<>();
    private List<Seat> over = new ArrayList<>();

    Engagements(Lobby lobby) {
        this.lobby = lobby;
    }

    /** Whether {@code seat}, which could take somebody from this queue, has somebody in an earlier turn. */
    boolean hasBetter(Seat seat, Desk desk) {
        Precedence precedence = seat.precedence;
        if (precedence == null) {
            return false;
        }
        int turn = precedence.turn(desk);
        if (turn == 0) {
            return false;
        }
        if (precedence.engagedWith != null && precedence.turn(precedence.engagedWith) < turn) {
            return true;
        }
        Entry better = firstFor(seat, precedence, turn);
        if (better == null) {
            return false;
        }
        engage(seat, precedence, better);
        return true;
    }

    /** The first in line of the earliest of so many turns in which there is anyone whom {@code seat} may take now. */
    @Nullable
    Entry firstFor(Seat seat, Precedence precedence, int turns) {
        int from = 0;
        for (int turn = 0; turn < turns; turn++) {
            int end = precedence.end(turn);
            Entry first = Lobby.firstOpen(seat, from, end);
            if (turn == 0) {
                first = lobby.firstOwn(seat, first);
            }
            if (first != null) {
                return first;
            }
            from = end;
        }
        return null;
    }

    /** An agent is looked at because of {@code first}, whom the agent may take. */
    void engage(Seat seat, Precedence precedence, Entry first) {
        disengage(seat);
        Entry with = first.home instanceof DemandClass of ? last(of, seat) : first;
        precedence.engagedWith = with;
        engaged.computeIfAbsent(with, _ -> new LinkedHashSet<>()).add(seat);
    }

    private static Entry last(DemandClass of, Seat seat) {
        for (Entry entry : of.entries.descendingSet()) {
            if (!seat.isBarredFrom(entry)) {
                return entry;
            }
        }
        throw new IllegalStateException("Expected one whom " + seat.id() + " may take");
    }

    /** What the agent may take has changed. */
    void disengage(Seat seat) {
        Precedence precedence = seat.precedence;
        Entry with = precedence == null ? null : precedence.engagedWith;
        if (precedence != null && with != null) {
            precedence.engagedWith = null;
            engaged.computeIfPresent(with, (_, seats) -> {
                seats.remove(seat);
                return seats.isEmpty() ? null : seats;
            });
        }
    }

    /** It is taken, or was moved: whoever was engaged with it is to be looked at again. */
    void leaves(Entry entry) {
        Set<Seat> seats = engaged.isEmpty() ? null : engaged.remove(entry);
        if (seats != null) {
            for (Seat seat : seats) {
                if (seat.precedence != null) {
                    seat.precedence.engagedWith = null;
                }
            }
            over.addAll(seats);
        }
    }

    /** Those to look at again. */
    Collection<Seat> over() {
        if (over.isEmpty()) {
            return List.of();
        }
        List<Seat> all = over;
        over = new ArrayList<>();
        return all;
    }
}
