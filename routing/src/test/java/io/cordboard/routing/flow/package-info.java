@NullMarked
package io.cordboard.routing.flow;

import org.jspecify.annotations.NullMarked;
