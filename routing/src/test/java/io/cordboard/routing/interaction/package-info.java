@NullMarked
package io.cordboard.routing.interaction;

import org.jspecify.annotations.NullMarked;
