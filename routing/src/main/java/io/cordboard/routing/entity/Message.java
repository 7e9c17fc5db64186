package io.cordboard.routing.entity;

/** Anything that travels between entities or nodes, or is kept in a snapshot: written as Jackson CBOR. */
public interface Message {}
