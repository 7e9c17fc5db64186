package io.cordboard.telephony.guide;

import io.cordboard.routing.interaction.InteractionId;
import java.util.Optional;

/** The task by which an agent hears of a message that a caller has left. It is known by its name which call that was. */
public final class MessageTask {

    private static final String SUFFIX = "-vm";

    private MessageTask() {}

    public static InteractionId of(InteractionId call) {
        return new InteractionId(call.tenant(), call.name() + SUFFIX);
    }

    /** The call in which the message was left; empty for what is no such task. */
    public static Optional<InteractionId> call(InteractionId task) {
        String name = task.name();
        return name.endsWith(SUFFIX) && name.length() > SUFFIX.length()
                ? Optional.of(new InteractionId(task.tenant(), name.substring(0, name.length() - SUFFIX.length())))
                : Optional.empty();
    }
}
