/** A whole tenant in one thread: the real rules, and a network that loses, doubles and delays what they send. */
@NullMarked
package io.cordboard.routing.world;

import org.jspecify.annotations.NullMarked;
