@NullMarked
package io.cordboard.routing.agent;

import org.jspecify.annotations.NullMarked;
