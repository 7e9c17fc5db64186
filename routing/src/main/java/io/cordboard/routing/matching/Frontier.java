package io.cordboard.routing.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where a decision may be possible. Between matches nobody waits whom a free agent may serve, save because something has changed
 * since: an interaction that came or moved, or an agent who came or got free. Those are kept here, each with the first place in
 * line that it may concern, so a match starts at the first of them and looks at nothing else.
 *
 * <p>An agent who got free is looked at alone: the first in line that the agent may take. When many are free at once and would
 * crowd around the same few interactions, the classes they serve are looked at instead, each once.
 */
final class Frontier {

    /** So few agents never crowd. */
    private static final int FEW = 8;

    private final Lobby lobby;
    private final PriorityQueue<Probe> probes = new PriorityQueue<>();
    private final List<Seat> dirty = new ArrayList<>();
    private long match;

    Frontier(Lobby lobby) {
        this.lobby = lobby;
    }

    /** The number of this match. */
    long match() {
        return match;
    }

    /** An interaction came, moved or may be offered again. */
    void add(Entry entry) {
        if (entry.home != null) {
            probe(entry, entry);
        }
    }

    /** An agent came or got free. */
    void add(Seat seat) {
        lobby.engagements.disengage(seat);
        if (!seat.dirty) {
            seat.dirty = true;
            dirty.add(seat);
        }
    }

    /** An agent may have more to take, after one decision. */
    void again(Seat seat) {
        Entry first = lobby.firstFor(seat);
        if (first != null) {
            probe(seat, first);
            if (seat.precedence != null) {
                lobby.engagements.engage(seat, seat.precedence, first);
            }
        }
    }

    void probe(Subject subject, Entry target) {
        Probe probe = new Probe(subject, target);
        subject.probe(probe);
        probes.add(probe);
    }

    /**
     * Begins a match: from here on decisions only take away, so the places in the probes can only be too early. Where a decision
     * lets an agent have others than before, because nobody is left in an earlier turn, the agent is looked at anew.
     */
    void begin() {
        match++;
        look();
    }

    private void look() {
        dirty.removeIf(seat -> {
            seat.dirty = false;
            return !seat.free;
        });
        if (isCrowd()) {
            dirty.forEach(this::mark);
        } else {
            dirty.forEach(this::again);
        }
        dirty.clear();
    }

    /** The next probe in line; its subject has none then. */
    @Nullable
    Probe next() {
        lobby.engagements.over().forEach(this::add);
        if (!dirty.isEmpty()) {
            match += dirty.size() > FEW ? 1 : 0;
            look();
        }
        for (Probe probe = probes.poll(); probe != null; probe = probes.poll()) {
            if (probe.isCurrent()) {
                probe.subject().probe(null);
                return probe;
            }
        }
        return null;
    }

    /** Whether looking at each class once is less than each agent looking again whenever another was quicker. */
    private boolean isCrowd() {
        if (dirty.size() <= FEW) {
            return false;
        }
        long most = (long) dirty.size() * dirty.size() / 2;
        long classes = 0;
        for (Seat seat : dirty) {
            for (int i = 0; i < seat.boards.size(); i++) {
                Board board = seat.boards.get(i);
                if (board.countedIn != match && board.free.get(seat.number)) {
                    classes += count(board, seat, i);
                }
            }
            if (classes > most) {
                return false;
            }
        }
        return true;
    }

    private long count(Board board, Seat seat, int index) {
        if (seat.desks == null) {
            board.countedIn = match;
            return board.openClasses;
        }
        long classes = 0;
        for (Line line : seat.lines[index]) {
            if (line.countedIn != match) {
                line.countedIn = match;
                classes += line.openClasses;
            }
        }
        return classes;
    }

    private void mark(Seat seat) {
        for (int i = 0; i < seat.boards.size(); i++) {
            Board board = seat.boards.get(i);
            if (board.markedIn == match || !board.free.get(seat.number)) {
                continue;
            }
            if (seat.desks == null) {
                board.markedIn = match;
                board.lines.forEach(this::mark);
            } else {
                for (Line line : seat.lines[i]) {
                    mark(line);
                }
            }
        }
        lobby.ownOf(seat).forEach(this::add);
    }

    private void mark(Line line) {
        if (line.markedIn != match) {
            line.markedIn = match;
            line.forEachHead((head, of) -> probe(of, head));
        }
    }
}
