/** Queues as they are now, over HTTP. What they are to be is configuration. */
@NullMarked
package io.cordboard.node.api.queue;

import org.jspecify.annotations.NullMarked;
