@NullMarked
package io.cordboard.routing.queue;

import org.jspecify.annotations.NullMarked;
