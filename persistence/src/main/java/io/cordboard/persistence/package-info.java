@NullMarked
package io.cordboard.persistence;

import org.jspecify.annotations.NullMarked;
