/** The staffing formulas against published figures, their limits and each other. */
@NullMarked
package io.cordboard.routing.staffing;

import org.jspecify.annotations.NullMarked;
