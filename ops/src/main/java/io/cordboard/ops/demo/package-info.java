/**
 * A contact centre at work, to look at: simulated customers and agents, who use a node's public API like anybody else.
 *
 * <p>What is shown and added up at the end is read from the server, never from what the simulation believes; and where the two say
 * different things, that is reported ({@link io.cordboard.ops.demo.Tally}).
 */
@NullMarked
package io.cordboard.ops.demo;

import org.jspecify.annotations.NullMarked;
