package io.cordboard.channels.chat;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.Legs;

/** What the sessions of a node share. */
record ChatDesk(
        Legs legs,
        ChatSettings settings,
        AgentNames names,
        Lines lines,
        ChatListener listener,
        Allowances<InteractionId> messages,
        Allowances<InteractionId> frames) {

    FrameCodec codec() {
        return new FrameCodec(settings.maxText());
    }
}
