package io.cordboard.routing.entity;

/** One recorded event and its sequence number (from 1) in its entity's history. */
public record Numbered<E extends Event>(long seq, E event) {}
