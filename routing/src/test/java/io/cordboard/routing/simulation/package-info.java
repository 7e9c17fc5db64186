/**
 * The simulator against theory and in small. {@code Study} runs replications of a centre and says which of its claims hold:
 * {@code TheoryTest} holds it against Erlang C, Erlang A, Cobham's priorities and {@code NDesign}, a Markov chain solved here.
 */
@NullMarked
package io.cordboard.routing.simulation;

import org.jspecify.annotations.NullMarked;
