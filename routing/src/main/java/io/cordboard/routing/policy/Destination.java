package io.cordboard.routing.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.LocalName;
import io.cordboard.routing.tenant.TenantId;
import java.util.Optional;

/** Where an interaction goes that its queue does not keep. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(Destination.ToQueue.class),
    @JsonSubTypes.Type(Destination.Classify.class),
    @JsonSubTypes.Type(Destination.Close.class)
})
public sealed interface Destination {

    /** Another queue of the same tenant, where it has this priority at least. */
    record ToQueue(String name, Optional<Integer> priority) implements Destination {
        public ToQueue {
            LocalName.require("a queue", name);
            priority.ifPresent(least -> Limits.PRIORITY.require("a priority", least));
        }

        /** As urgent as it is. */
        public ToQueue(String name) {
            this(name, Optional.empty());
        }

        public QueueId of(TenantId tenant) {
            return new QueueId(tenant, name);
        }
    }

    /** Where the tenant's classification says, once these attributes are set; it may say that it stays. */
    // Always written: it is what tells this from the others.
    record Classify(@JsonInclude(JsonInclude.Include.ALWAYS) Attributes attributes) implements Destination {
        public Classify {
            if (attributes.members().size() > Contact.MAX_ATTRIBUTES) {
                throw new IllegalArgumentException("Expected at most " + Contact.MAX_ATTRIBUTES
                        + " attributes, but got " + attributes.members().size());
            }
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
