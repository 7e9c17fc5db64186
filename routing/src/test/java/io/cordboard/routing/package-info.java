@NullMarked
package io.cordboard.routing;

import org.jspecify.annotations.NullMarked;
