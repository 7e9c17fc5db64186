/**
 * Which simple discipline best says who was served next: {@code ./cordboard replay --fit}. {@link io.cordboard.ops.replay.fit.Fit} is
 * the one door.
 *
 * <p>Each service of a log that left others of its queue waiting is a choice; a discipline hits if it would have made the same. With
 * an age credit of x, a call counts as x seconds older for each point of its priority; 0 is first come, first served, and beyond all
 * bounds it is strict priority. So for each choice the credits that hit lie between two bounds, which the first of each priority
 * sets: one pass counts the hits of all credits of the grid.
 *
 * <p>Invariant: time grows with the log (times the logarithm of its length, times the priorities in a queue), however long the lines.
 */
@NullMarked
package io.cordboard.ops.replay.fit;

import org.jspecify.annotations.NullMarked;
