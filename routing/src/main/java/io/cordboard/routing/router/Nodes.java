package io.cordboard.routing.router;

import io.cordboard.routing.agent.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.Address;

/**
 * Where agents live, and which nodes are silent. A router finds out that a node was killed some seconds before the cluster
 * agrees on it: somebody there does not answer, and nobody else there speaks.
 */
final class Nodes {

    /** Nodes with work speak many times a second; one without is asked to, once it is taken for silent. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Map<Address, Instant> heard = new HashMap<>();
    private final Map<Address, Set<AgentId>> agents = new HashMap<>();
    private final Map<AgentId, Address> homes = new HashMap<>();
    private final Set<Address> silent = new HashSet<>();

    /** A word from {@code node}. Returns who lives there, if it was silent and is so no more. */
    Set<AgentId> heard(Address node, Instant now) {
        heard.put(node, now);
        return silent.remove(node) ? living(node) : Set.of();
    }

    void lives(AgentId agent, Address node) {
        Address before = homes.put(agent, node);
        if (node.equals(before)) {
            return;
        }
        if (before != null) {
            living(before).remove(agent);
        }
        living(node).add(agent);
    }

    /** The agent does not answer. Returns who lives where it lives, if that node has become silent. */
    Set<AgentId> unanswered(AgentId agent, Instant now) {
        Address node = homes.get(agent);
        if (node == null || !heard.getOrDefault(node, Instant.MIN).plus(QUIET).isBefore(now)) {
            return Set.of();
        }
        return silent.add(node) ? living(node) : Set.of();
    }

    boolean silent(AgentId agent) {
        return silent.contains(homes.get(agent));
    }

    private Set<AgentId> living(Address node) {
        return agents.computeIfAbsent(node, _ -> new HashSet<>());
    }
}
