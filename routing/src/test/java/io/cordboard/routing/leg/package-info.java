/** What every medium must pass: {@link io.cordboard.routing.leg.LegContract}. For the tests of other modules too. */
@NullMarked
package io.cordboard.routing.leg;

import org.jspecify.annotations.NullMarked;
