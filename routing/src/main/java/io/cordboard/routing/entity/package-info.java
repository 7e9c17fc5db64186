@NullMarked
package io.cordboard.routing.entity;

import org.jspecify.annotations.NullMarked;
