@NullMarked
package io.cordboard.routing.tenant;

import org.jspecify.annotations.NullMarked;
