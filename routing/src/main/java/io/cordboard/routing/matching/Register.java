package io.cordboard.routing.matching;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.queue.QueueId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that agents and interactions share: queues, media, skills, conditions. Each is kept while anyone uses it. */
final class Register {

    final Proficiencies proficiencies = new Proficiencies();
    final Conditions conditions = new Conditions();
    private final Map<QueueId, Desk> desks = new HashMap<>();
    private final Map<Medium, Board> boards = new HashMap<>();

    Desk desk(QueueId queue) {
        return desks.computeIfAbsent(queue, Desk::new);
    }

    @Nullable
    Desk deskIfKnown(QueueId queue) {
        return desks.get(queue);
    }

    Collection<Desk> desks() {
        return desks.values();
    }

    void releaseIfUnused(Desk desk) {
        if (desk.isUnused() && desks.remove(desk.queue, desk)) {
            desk.lines.forEach(line -> {
                line.board.lines.remove(line);
                release(line.board);
            });
            desk.lines.clear();
        }
    }

    Board useBoard(Medium medium) {
        Board board = boards.computeIfAbsent(medium, Board::new);
        board.uses++;
        return board;
    }

    void release(Board board) {
        if (--board.uses == 0) {
            boards.remove(board.medium);
        }
    }

    Line line(Desk desk, Medium medium) {
        for (Line line : desk.lines) {
            if (line.board.medium.equals(medium)) {
                return line;
            }
        }
        Line line = new Line(desk, useBoard(medium));
        desk.lines.add(line);
        line.board.lines.add(line);
        return line;
    }
}
