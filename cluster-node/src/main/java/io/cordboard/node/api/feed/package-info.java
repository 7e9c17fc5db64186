/** What happens in a tenant, as one stream of events that a program follows. */
@NullMarked
package io.cordboard.node.api.feed;

import org.jspecify.annotations.NullMarked;
