package io.cordboard.routing.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.LocalName;
import io.cordboard.routing.tenant.TenantId;

/** Where an interaction goes that its queue does not keep. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(Destination.ToQueue.class), @JsonSubTypes.Type(Destination.Close.class)})
public sealed interface Destination {

    /** Another queue of the same tenant. */
    record ToQueue(String name) implements Destination {
        public ToQueue {
            LocalName.require("a queue", name);
        }

        public QueueId of(TenantId tenant) {
            return new QueueId(tenant, name);
        }
    }

    /** The customer is told {@code text} and the interaction ends. */
    record Close(String text) implements Destination {
        public Close {
            if (text.isBlank() || text.codePointCount(0, text.length()) > Limits.TEXT_CHARS) {
                throw new IllegalArgumentException(
                        "Expected a text of 1 to " + Limits.TEXT_CHARS + " characters, but got " + text.length());
            }
        }
    }
}
