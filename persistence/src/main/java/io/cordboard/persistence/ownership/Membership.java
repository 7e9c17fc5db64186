package io.cordboard.persistence.ownership;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node's view of its cluster, by unique addresses (with the uid that each start of a node gets anew).
 *
 * @param self this node, one of {@code members}
 * @param members all present members, the oldest first, unreachable ones included
 * @param removed former members whose removal this node has seen
 */
public record Membership(String self, List<String> members, Set<String> removed) {

    public Membership {
        members = List.copyOf(members);
        removed = Set.copyOf(removed);
        if (!members.contains(self)) {
            throw new IllegalArgumentException("Expected " + self + " to be a member, but the members are " + members);
        }
    }

    boolean selfIsOldest() {
        return members.getFirst().equals(self);
    }

    /** Who takes over when this node goes: the oldest of the others. */
    Optional<String> successor() {
        return members.stream().filter(member -> !member.equals(self)).findFirst();
    }
}
