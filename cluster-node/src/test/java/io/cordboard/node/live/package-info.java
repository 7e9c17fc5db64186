@NullMarked
package io.cordboard.node.live;

import org.jspecify.annotations.NullMarked;
