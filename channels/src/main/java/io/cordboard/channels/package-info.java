@NullMarked
package io.cordboard.channels;

import org.jspecify.annotations.NullMarked;
