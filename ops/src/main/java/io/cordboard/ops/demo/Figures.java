package io.cordboard.ops.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * The figures of some interactions.
 *
 * @param answered those an agent came to and that are over
 * @param inProgress those an agent came to and that go on
 * @param withinTarget those an agent came to within the target of their queue
 * @param waitedForAnswer the waits of those an agent came to, added up
 */
record Figures(
        int arrivals,
        int answered,
        int abandoned,
        int waiting,
        int inProgress,
        int withinTarget,
        int everAnswered,
        Duration waitedForAnswer,
        Duration longestWait) {

    /** How the service level is computed, in words. */
    static final String FORMULA = "answered within target / (answered + abandoned)";

    static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO);

    static Figures of(Collection<Ledger.Line> lines, Duration target, Instant now) {
        Map<Ledger.State, Integer> states = new EnumMap<>(Ledger.State.class);
        int within = 0;
        int everAnswered = 0;
        Duration waited = Duration.ZERO;
        Duration longest = Duration.ZERO;
        for (Ledger.Line line : lines) {
            states.merge(line.state(), 1, Integer::sum);
            if (line.answered().isPresent()) {
                everAnswered++;
                Duration wait = line.waited(now);
                waited = waited.plus(wait);
                within += wait.compareTo(target) <= 0 ? 1 : 0;
            }
            if (line.state() == Ledger.State.WAITING && line.waited(now).compareTo(longest) > 0) {
                longest = line.waited(now);
            }
        }
        return new Figures(
                lines.size(),
                states.getOrDefault(Ledger.State.ANSWERED, 0),
                states.getOrDefault(Ledger.State.ABANDONED, 0),
                states.getOrDefault(Ledger.State.WAITING, 0),
                states.getOrDefault(Ledger.State.IN_PROGRESS, 0),
                within,
                everAnswered,
                waited,
                longest);
    }

    Figures plus(Figures other) {
        return new Figures(
                arrivals + other.arrivals,
                answered + other.answered,
                abandoned + other.abandoned,
                waiting + other.waiting,
                inProgress + other.inProgress,
                withinTarget + other.withinTarget,
                everAnswered + other.everAnswered,
                waitedForAnswer.plus(other.waitedForAnswer),
                longestWait.compareTo(other.longestWait) > 0 ? longestWait : other.longestWait);
    }

    /** 0 to 1; -1 while there is nothing to say. */
    double serviceLevel() {
        int decided = everAnswered + abandoned;
        return decided == 0 ? -1 : (double) withinTarget / decided;
    }

    /** Average speed of answer. */
    Duration asa() {
        return everAnswered == 0 ? Duration.ZERO : waitedForAnswer.dividedBy(everAnswered);
    }

    /** {@code arrivals = answered + abandoned + waiting + in progress}. */
    boolean ties() {
        return arrivals == answered + abandoned + waiting + inProgress;
    }
}
