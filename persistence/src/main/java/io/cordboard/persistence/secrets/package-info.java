/** Keys that all nodes of a cluster must share and nobody has configured: made by the first node that asks. */
@NullMarked
package io.cordboard.persistence.secrets;

import org.jspecify.annotations.NullMarked;
