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

    private Map<String, Debt> byRef = new HashMap<>();

    private static final class Debt {
        final Command command;
        boolean answered;
        int attempts;
        int ticksLeft;

        Debt(Command command) {
            this.command = command;
        }
    }

    /** Takes over what is owed now; what is new is sent. */
    void are(List<Command> owed, Consumer<Command> send) {
        if (owed.isEmpty() && byRef.isEmpty()) {
            return;
        }
        var next = new HashMap<String, Debt>(owed.size() * 2);
        List<Debt> fresh = new ArrayList<>(2);
        for (Command command : owed) {
            String ref = command.ref();
            Debt known = byRef.get(ref);
            if (known == null) {
                known = new Debt(command);
                fresh.add(known);
            }
            next.put(ref, known);
        }
        byRef = next;
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
        return byRef.values().stream()
                .filter(debt -> debt.answered)
                .map(debt -> debt.command)
                .toList();
    }

    boolean allAnswered() {
        for (Debt debt : byRef.values()) {
            if (!debt.answered) {
                return false;
            }
        }
        return true;
    }

    /** Called once a second while something is open: sends again what has waited 1, 2, 4 ... 30 ticks; returns how many. */
    int tick(Consumer<Command> send) {
        int sent = 0;
        for (Debt debt : byRef.values()) {
            if (!debt.answered && --debt.ticksLeft <= 0) {
                send(debt, send);
                sent++;
            }
        }
        return sent;
    }

    /** Whoever was told this has forgotten it: it is owed again. */
    void reopen(Predicate<Command> which, Consumer<Command> send) {
        for (Debt debt : byRef.values()) {
            if (which.test(debt.command)) {
                debt.answered = false;
                debt.attempts = 0;
                send(debt, send);
            }
        }
    }

    private static void send(Debt debt, Consumer<Command> send) {
        debt.ticksLeft = Math.min(1 << Math.min(debt.attempts, 5), MAX_BACKOFF_TICKS);
        debt.attempts++;
        send.accept(debt.command);
    }
}
