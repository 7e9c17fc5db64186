@NullMarked
package io.cordboard.channels.task;

import org.jspecify.annotations.NullMarked;
