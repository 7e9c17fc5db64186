/** Interactions and their offers over HTTP: what clients send and see, and which command each operation is. */
@NullMarked
package io.cordboard.node.api.interaction;

import org.jspecify.annotations.NullMarked;
