/**
 * What Cordboard costs and how fast it is on the machine at hand: {@code ./cordboard bench}. Each benchmark drives the real
 * entities through the same door as everybody else, checks afterwards that what it counted has happened, and prints raw
 * numbers. {@link io.cordboard.ops.bench.Bench} is the door; how to read the numbers is in the README of this module.
 */
@NullMarked
package io.cordboard.ops.bench;

import org.jspecify.annotations.NullMarked;
