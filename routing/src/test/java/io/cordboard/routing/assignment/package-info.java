@NullMarked
package io.cordboard.routing.assignment;

import org.jspecify.annotations.NullMarked;
