package io.cordboard.routing.entity;

/** Why a command was not carried out. The names are stable: clients see them as problem codes. */
public enum Refusal {
    /** There is no such thing, or it is not the caller's. */
    NOT_FOUND,
    /** It exists already and differs from what was asked for. */
    ALREADY_EXISTS,
    /** The command does not fit the phase that the entity is in. */
    WRONG_PHASE,
    /** The offer has ended: accepted by another, missed, rejected or rescinded. */
    OFFER_OVER,
    /** Another agent won. */
    TAKEN,
    /** The agent is not signed in, not ready, or not connected. */
    NOT_READY,
    /** It does not fit the agent's capacity. */
    NO_CAPACITY,
    /** The caller does not hold what it wants to act on. */
    NOT_HELD,
    /** A required value is missing or not allowed. */
    INVALID,
    /** The state has changed since the caller saw it. */
    STALE,
    /** A limit on size or number is reached. */
    LIMIT,
    /** Too much is waiting here; try again later. */
    OVERLOADED,
    /** It could not be recorded now; nothing has happened as far as is known. Try again later. */
    UNAVAILABLE
}
