package io.cordboard.routing.entity;

/**
 * A command that is passed on as it is to those who follow the entity, and not recorded: somebody types. The rules may
 * refuse it, or say what is to be recorded of it first; whoever does not hear it has missed nothing that lasts.
 */
public interface Whisper extends Command {}
