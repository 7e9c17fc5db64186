/** A tenant's configuration: its rules, its document, and its way to agents and queues. */
@NullMarked
package io.cordboard.routing.tenant;

import org.jspecify.annotations.NullMarked;
