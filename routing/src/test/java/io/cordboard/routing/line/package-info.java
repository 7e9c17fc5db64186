@NullMarked
package io.cordboard.routing.line;

import org.jspecify.annotations.NullMarked;
