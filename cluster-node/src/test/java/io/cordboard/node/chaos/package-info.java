/** A real cluster of forked JVMs on a real database, killed at random under load, watched by a recorder outside of it. */
@NullMarked
package io.cordboard.node.chaos;

import org.jspecify.annotations.NullMarked;
