/**
 * An imported call log or a time of the journal, run again under other policies: {@code ./cordboard replay}.
 * {@link io.cordboard.ops.replay.Replay} and {@link io.cordboard.ops.replay.JournalReplay} are the doors; {@code docs/replay.md} is what an operator reads.
 *
 * <p>A log ({@link io.cordboard.ops.replay.TraceReader}) becomes a {@link io.cordboard.ops.replay.Trace}; what it does not say (how long
 * those who were answered would have waited, how long those who hung up would have taken) is drawn by a seed, once for all policies;
 * each policy then is one run of {@link io.cordboard.routing.simulation.Simulation}; and what came of the contacts is counted by the
 * same code for the log itself and for each run, in a {@link io.cordboard.ops.replay.Report}.
 *
 * <p>A time of the journal becomes a trace, too ({@code Stays}, {@code Presences}); beside, its recorded offers are held against those
 * that {@link io.cordboard.routing.router.Retrace} makes of the same news.
 *
 * <p>Invariant: the same log, policies and seed give the same report to the byte. Nothing here asks a clock.
 */
@NullMarked
package io.cordboard.ops.replay;

import org.jspecify.annotations.NullMarked;
