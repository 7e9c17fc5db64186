package io.cordboard.ops.replay;

import io.cordboard.routing.simulation.Arrival;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a log does not say of its calls, drawn by a seed: the same for each policy, so that they differ by the policy alone.
 *
 * <p>Patience. Who hung up had waited for as long as its patience was. Of who was answered it is only known to be longer than the
 * wait, which is a censored observation; for exponential patience the maximum-likelihood estimate of its mean is all the time waited,
 * by those who hung up and by those who were answered, over the number of those who hung up. As it has no memory, patience of who
 * was answered is the wait recorded and one draw more. By queue; a queue in which nobody hung up takes the estimate of all queues,
 * and if nobody hung up at all, patience has no end.
 *
 * <p>Handling time of who hung up is one of those recorded in its queue, or in any if there is none.
 */
final class Unsaid {

    private final long[] patience;
    private final long[] handling;
    private final double[] meanPatience;

    private Unsaid(int calls, double[] meanPatience) {
        this.patience = new long[calls];
        this.handling = new long[calls];
        this.meanPatience = meanPatience;
    }

    static Unsaid draw(Trace trace, long seed) {
        List<Call> calls = trace.calls();
        int queues = trace.queues().size();
        double[] means = meanPatience(calls, queues);
        long[][] recorded = handling(calls, queues);
        long[] all = Arrays.stream(recorded).flatMapToLong(Arrays::stream).toArray();
        Unsaid unsaid = new Unsaid(calls.size(), means);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            double chance = random.nextDouble();
            if (call.answered()) {
                unsaid.handling[i] = call.handlingNanos();
                unsaid.patience[i] = Double.isInfinite(means[call.queue()])
                        ? Arrival.ENDLESS
                        : (long) (call.waitNanos() - means[call.queue()] * StrictMath.log(1 - chance));
            } else {
                long[] some = recorded[call.queue()].length == 0 ? all : recorded[call.queue()];
                unsaid.handling[i] = some[(int) (chance * some.length)];
                unsaid.patience[i] = call.waitNanos();
            }
        }
        return unsaid;
    }

    /** Those recorded, by queue. */
    private static long[][] handling(List<Call> calls, int queues) {
        int[] counts = new int[queues];
        calls.forEach(call -> counts[call.queue()] += call.answered() ? 1 : 0);
        long[][] handling = new long[queues][];
        for (int queue = 0; queue < queues; queue++) {
            handling[queue] = new long[counts[queue]];
        }
        for (Call call : calls) {
            if (call.answered()) {
                handling[call.queue()][--counts[call.queue()]] = call.handlingNanos();
            }
        }
        return handling;
    }

    /** By queue, in nanoseconds; infinite if nobody hung up anywhere. */
    private static double[] meanPatience(List<Call> calls, int queues) {
        double[] waited = new double[queues];
        long[] hungUp = new long[queues];
        for (Call call : calls) {
            waited[call.queue()] += call.waitNanos();
            hungUp[call.queue()] += call.answered() ? 0 : 1;
        }
        double all = Arrays.stream(waited).sum() / Arrays.stream(hungUp).sum();
        double[] means = new double[queues];
        for (int queue = 0; queue < queues; queue++) {
            means[queue] = hungUp[queue] > 0
                    ? waited[queue] / hungUp[queue]
                    : Double.isNaN(all) ? Double.POSITIVE_INFINITY : all;
        }
        return means;
    }

    long patienceNanos(int call) {
        return patience[call];
    }

    long handlingNanos(int call) {
        return handling[call];
    }

    /** Infinite if nobody ever hung up. */
    double meanPatienceSeconds(int queue) {
        return meanPatience[queue] / 1e9;
    }
}
