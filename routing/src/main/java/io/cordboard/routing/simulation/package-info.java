/**
 * A contact centre in virtual time: simulated customers and agents around the real matching kernel
 * ({@link io.cordboard.routing.matching.Matcher}), so that what is tried here is what routes live. It is for what-if, for replay,
 * and for holding the kernel against theory.
 *
 * <pre>{@code
 * Scenario scenario = Scenario.of(start, Map.of(queue, policy), shifts).counting(Duration.ofHours(1), Duration.ofHours(9));
 * Iterator<Arrival> arrivals = RandomArrivals.of(42, Duration.ofHours(10), demands);
 * Result result = Simulation.run(scenario, arrivals);
 * double serviceLevel = result.queue(queue).serviceLevel(Duration.ofSeconds(20));
 * }</pre>
 *
 * <p><b>What goes in.</b> A {@link io.cordboard.routing.simulation.Scenario} (policies, shifts of agents, how they answer, from when
 * to when to count) and {@link io.cordboard.routing.simulation.Arrival}s in order of time, read one ahead: made up at random
 * ({@link io.cordboard.routing.simulation.RandomArrivals}), or from a recorded day.
 *
 * <p><b>What happens.</b> Time jumps from one event to the next: a shift begins or ends, a contact arrives, patience or work ends,
 * an offer is accepted, the kernel has something due. At each the kernel is told, as the router tells it, and asked to match; each
 * proposal goes the router's way: the agent announces itself with the offer, the offer is confirmed, and accepted, by default at
 * once. Handling time counts from there and has wrap-up in it.
 *
 * <p><b>What comes out.</b> A {@link io.cordboard.routing.simulation.Result} with each queue's figures and the agents' occupancy; and
 * every outcome as it happens to a {@link io.cordboard.routing.simulation.Witness}, for figures by interval and for comparing.
 *
 * <p><b>What is not simulated:</b> what is not the kernel's. A queue's overflow, offers that are missed or declined, transfers,
 * work for which an agent gets unready: a recorded transfer is an arrival of its own, a break the gap between two shifts.
 *
 * <p>Times are nanoseconds from the scenario's start, as {@code long}. Memory grows with what waits and is worked on, and by eight
 * bytes a counted contact, not with what has passed.
 *
 * <p>Invariant: one thread, no clock, and no chance but what is in the arrivals; the same input gives the same result to the bit.
 */
@NullMarked
package io.cordboard.routing.simulation;

import org.jspecify.annotations.NullMarked;
