package io.cordboard.telephony.call;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.queue.QueueId;
import java.util.Optional;

/** Whereto a phone can send a customer on. */
sealed interface Destination {

    /** To the queue, or through it to the agent. */
    record Routed(QueueId queue, Optional<AgentId> agent) implements Destination {}

    /** To a number outside; whether it may be called is said when it is. */
    record Outside(String number) implements Destination {}

    /** Nowhere, and what SIP says of that. */
    record Nowhere(int status) implements Destination {}
}
