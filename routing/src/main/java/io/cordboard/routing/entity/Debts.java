package io.cordboard.routing.entity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an entity owes now and has not been answered for. Which debts there are follows from the recorded state; which are
 * answered is remembered only here, so after a crash everything is sent again.
 */
final class Debts {

    private static final int MAX_BACKOFF_TICKS = 30;

    private List<Debt> all = List.of();
    private final Map<String, Debt> byRef = new HashMap<>();

    private static final class Debt {
        final Command command;
        final String ref;
        boolean answered;
        int attempts;
        int ticksLeft;

        Debt(Command command) {
            this.command = command;
            this.ref = command.ref();
        }
    }

    /** Takes over what is owed now; what is new is sent. */
    void are(List<Command> owed, Consumer<Command> send) {
        if (owed.isEmpty() && all.isEmpty()) {
            return;
        }
        List<Debt> next = new ArrayList<>(owed.size());
        List<Debt> fresh = new ArrayList<>(2);
        int before = 0;
        for (Command command : owed) {
            // Mostly the same as before and in the same order; to make the reference of each anew would cost more than
            // all else.
            Debt known = before < all.size() && all.get(before).command.equals(command) ? all.get(before++) : null;
            if (known == null) {
                known = byRef.get(command.ref());
            }
            if (known == null) {
                known = new Debt(command);
                fresh.add(known);
            }
            next.add(known);
        }
        if (!fresh.isEmpty() || next.size() != all.size()) {
            byRef.clear();
            next.forEach(debt -> byRef.put(debt.ref, debt));
        }
        all = next;
        fresh.forEach(debt -> send(debt, send));
    }

    /** The debt that this answer is about, if it is still open. */
    @Nullable
    Command open(String ref) {
        Debt debt = byRef.get(ref);
        return debt == null || debt.answered ? null : debt.command;
    }

    void answered(String ref) {
        Debt debt = byRef.get(ref);
        if (debt != null) {
            debt.answered = true;
        }
    }

    List<Command> answered() {
        return all.stream()
                .filter(debt -> debt.answered)
                .map(debt -> debt.command)
                .toList();
    }

    boolean allAnswered() {
        for (Debt debt : all) {
            if (!debt.answered) {
                return false;
            }
        }
        return true;
    }

    /** Whether what is owed is still owed after this refusal: whoever refused may do otherwise later. */
    static boolean outlives(Refusal refusal) {
        return switch (refusal) {
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
    }

    /** Called once a second while something is open: sends again what has waited 1, 2, 4 ... 30 ticks; returns how many. */
    int tick(Consumer<Command> send) {
        int sent = 0;
        for (Debt debt : all) {
            if (!debt.answered && --debt.ticksLeft <= 0) {
                send(debt, send);
                sent++;
            }
        }
        return sent;
    }

    /** Whoever was told this has forgotten it: it is owed again. */
    void reopen(Predicate<Command> which, Consumer<Command> send) {
        for (Debt debt : all) {
            if (which.test(debt.command)) {
                debt.answered = false;
                debt.attempts = 0;
                send(debt, send);
            }
        }
    }

    private static void send(Debt debt, Consumer<Command> send) {
        // The tick under way does not count: it may end at any moment, and the answer needs one of its own.
        debt.ticksLeft = 1 + Math.min(1 << Math.min(debt.attempts, 5), MAX_BACKOFF_TICKS);
        debt.attempts++;
        send.accept(debt.command);
    }
}
