@NullMarked
package io.cordboard.ops;

import org.jspecify.annotations.NullMarked;
