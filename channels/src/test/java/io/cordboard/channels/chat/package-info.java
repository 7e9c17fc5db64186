@NullMarked
package io.cordboard.channels.chat;

import org.jspecify.annotations.NullMarked;
