package io.cordboard.routing.policy;

/** What an interaction keeps that is transferred into this queue: with {@code keepsAge} its place in line, else it starts anew. */
public record Transfer(boolean keepsAge) {}
