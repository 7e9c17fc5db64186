package io.cordboard.telephony.line;

import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;

/** The nodes of the cluster, by the names that a {@link Flow} has for them. */
record Nodes(Cluster cluster) {

    String self() {
        return name(cluster.selfMember());
    }

    boolean selfLeads() {
        return cluster.selfAddress().equals(cluster.state().getLeader());
    }

    Set<String> members() {
        Set<String> members = new HashSet<>();
        members.add(self());
        cluster.state().getMembers().forEach(member -> members.add(name(member)));
        return members;
    }

    /** Without those from whom nothing is heard now. */
    Set<String> reachable() {
        Set<String> reachable = new HashSet<>();
        reachable.add(self());
        CurrentClusterState state = cluster.state();
        state.getMembers().forEach(member -> {
            if (!state.getUnreachable().contains(member)) {
                reachable.add(name(member));
            }
        });
        return reachable;
    }

    private static String name(Member member) {
        // With the uid: one that starts again at the same address does not have the connections of the one before.
        return member.uniqueAddress().address().hostPort()
                + '#'
                + member.uniqueAddress().longUid();
    }
}
