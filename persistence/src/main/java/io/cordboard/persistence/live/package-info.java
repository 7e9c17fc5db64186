/**
 * Which entities must be in memory: what a sweep after a crash wakes. Written by a projection, read by the sweeper; nothing
 * depends on its being up to date, only on its getting there.
 */
@NullMarked
package io.cordboard.persistence.live;

import org.jspecify.annotations.NullMarked;
