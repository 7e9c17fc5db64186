@NullMarked
package io.cordboard.routing.router;

import org.jspecify.annotations.NullMarked;
