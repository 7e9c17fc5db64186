package io.cordboard.routing.interaction;

/**
 * What guides a customer before anybody waits in a queue.
 *
 * @param flow its name
 * @param version which of its published versions
 */
public record Guide(String flow, int version) {}
