package io.cordboard.channels.chat;

import io.cordboard.routing.tenant.TenantId;

/** Hears what happens in the chats of this node, for metrics. Called on many threads: must be quick and must not throw. */
public interface ChatListener {

    ChatListener NONE = new ChatListener() {};

    /** How a customer is there. */
    enum Way {
        WEB_SOCKET,
        POLLING
    }

    /** A session was opened. */
    default void opened(TenantId tenant) {}

    /** A request, or a frame, was refused with this code. */
    default void refused(String code) {}

    /** A customer is there; {@code again} if something of this chat had been seen before. */
    default void connected(TenantId tenant, Way way, boolean again) {}

    default void disconnected(TenantId tenant, Way way) {}

    /** A message of a customer was recorded. */
    default void heard(TenantId tenant) {}

    /** A frame was given to a customer's connection. */
    default void shown(TenantId tenant) {}
}
