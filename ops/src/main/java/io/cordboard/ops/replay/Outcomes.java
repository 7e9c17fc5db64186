package io.cordboard.ops.replay;

import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.simulation.Arrival;
import io.cordboard.routing.simulation.Witness;
import java.util.List;

/** What became of each call: as the log has it, or in a run. Calls are numbered in order of arrival. */
final class Outcomes implements Witness {

    // 0 is who still waits at the end.
    private static final byte ANSWERED = 1;
    private static final byte ABANDONED = 2;
    private static final int BETWEEN_PROGRESS = 10_000;

    private final byte[] ends;
    private final long[] waits;
    private final long[] handling;
    private final String stage;
    private final Progress progress;
    private long over;

    Outcomes(int calls, String stage, Progress progress) {
        this.ends = new byte[calls];
        this.waits = new long[calls];
        this.handling = new long[calls];
        this.stage = stage;
        this.progress = progress;
    }

    static Outcomes recorded(List<Call> calls) {
        Outcomes recorded = new Outcomes(calls.size(), "", Progress.NONE);
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            recorded.ends[i] = call.answered() ? ANSWERED : ABANDONED;
            recorded.waits[i] = call.waitNanos();
            recorded.handling[i] = call.handlingNanos();
        }
        return recorded;
    }

    @Override
    public void answered(long number, Arrival arrival, Proposal offer, long atNanos) {
        handling[(int) number] = arrival.handlingNanos();
        end(number, ANSWERED, atNanos - arrival.atNanos());
    }

    @Override
    public void abandoned(long number, Arrival arrival, long atNanos) {
        end(number, ABANDONED, atNanos - arrival.atNanos());
    }

    private void end(long number, byte how, long wait) {
        ends[(int) number] = how;
        waits[(int) number] = wait;
        if (++over % BETWEEN_PROGRESS == 0 || over == ends.length) {
            progress.at(stage, over, ends.length);
        }
    }

    /** Counts one call. */
    void count(int call, Tally into, long targetNanos) {
        switch (ends[call]) {
            case ANSWERED -> into.answered(waits[call], handling[call], targetNanos);
            case ABANDONED -> into.abandoned(waits[call], targetNanos);
            default -> into.unanswered();
        }
    }
}
