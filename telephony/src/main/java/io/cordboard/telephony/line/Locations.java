package io.cordboard.telephony.line;

import io.cordboard.routing.agent.AgentId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where agents' phones are, known at every node within seconds of a registration at any. Soft: what is lost is registered again.
 * A binding ends when it expires, and one over a connection with the node that holds the connection.
 */
public interface Locations {

    /** How many phones an agent may have registered at once. */
    int MOST_PER_AGENT = 10;

    /** How many bindings are kept of one tenant. */
    int MOST_PER_TENANT = 20_000;

    /** How this node is called in a {@link Flow}. */
    String node();

    /** Adds the binding, or puts it in place of the one with the same id. Known at this node when the stage completes. */
    CompletionStage<Bound> bind(AgentId agent, Binding binding);

    /** Takes one away, unless a later REGISTER of the same Call-ID has renewed it. What is not there is already gone. */
    CompletionStage<Bound> unbind(AgentId agent, String id, String callId, long cseq);

    /** Takes all of the agent's away (Contact: *, or the agent has no phone any more). */
    CompletionStage<Bound> unbind(AgentId agent);

    /** A connection of this node has ended, and what was bound over it. */
    CompletionStage<Bound> disconnected(AgentId agent, String connection);

    /** The agent's phones, the preferred first (q, then the latest to expire). Those that have expired are not among them. */
    CompletionStage<List<Binding>> of(AgentId agent);

    /** How a change came out. */
    sealed interface Bound {

        /** {@code bindings}: all of the agent now, as {@link #of} tells. */
        record Done(List<Binding> bindings) implements Bound {
            public Done {
                bindings = List.copyOf(bindings);
            }
        }

        /** The agent or the tenant has as many as may be. */
        record Full() implements Bound {}

        /** RFC 3261 §10.3 step 7: a REGISTER of the same Call-ID with this CSeq or a later one was here before. */
        record OutOfOrder() implements Bound {}
    }
}
