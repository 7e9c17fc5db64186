/**
 * How many agents it takes: the steady-state formulas of contact centres as plain functions, for planners and for tests that hold
 * the simulator against theory. {@link io.cordboard.routing.staffing.OfferedLoad} says what comes;
 * {@link io.cordboard.routing.staffing.ErlangC} is for customers who wait for ever,
 * {@link io.cordboard.routing.staffing.ErlangA} for customers who hang up.
 *
 * <pre>{@code
 * OfferedLoad load = OfferedLoad.of(100, Duration.ofMinutes(30), Duration.ofSeconds(180));
 * int agents = ErlangC.agentsForServiceLevel(load, 0.8, Duration.ofSeconds(20));
 * double forecast = ErlangA.of(load, Duration.ofMinutes(2), agents).serviceLevel(Duration.ofSeconds(20));
 * }</pre>
 *
 * <p>All of them suppose one queue served in order of arrival by agents who all can do the same, arrivals at random at one rate
 * (Poisson), exponential handling times and patience, and that the rate lasts long enough to settle. Where that is not so, ask
 * {@link io.cordboard.routing.simulation.Simulation}.
 *
 * <p>Sources: N. Gans, G. Koole, A. Mandelbaum, "Telephone Call Centers: Tutorial, Review, and Research Prospects", Manufacturing
 * &amp; Service Operations Management 5(2), 2003; C. Palm, "Research on telephone traffic carried by full availability groups",
 * Tele 1, 1957; O. Garnett, A. Mandelbaum, M. Reiman, "Designing a Call Center with Impatient Customers", Manufacturing &amp;
 * Service Operations Management 4(3), 2002.
 *
 * <p>Invariant: no state, no clock, no chance; the cost of an answer grows with the number of agents at most, and no intermediate
 * value overflows, whatever that number is.
 */
@NullMarked
package io.cordboard.routing.staffing;

import org.jspecify.annotations.NullMarked;
