/** What may stand in a log: no telephone number, address, card number, token or key, whoever wrote the line. */
@NullMarked
package io.cordboard.ops.logs;

import org.jspecify.annotations.NullMarked;
