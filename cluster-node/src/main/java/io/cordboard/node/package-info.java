@NullMarked
package io.cordboard.node;

import org.jspecify.annotations.NullMarked;
