package io.cordboard.persistence.ownership;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.UniqueAddress;

/** The node's {@link Membership}, kept up to date from Pekko Cluster's gossip. */
public final class ClusterMembership implements Supplier<Membership> {

    /** Former members remembered: far more than are replaced within the time of a lease. */
    private static final int MAX_REMOVED = 1_000;

    private volatile Membership membership;

    private ClusterMembership(Membership membership) {
        this.membership = membership;
    }

    /** Follows the cluster that {@code system} is a member of. Call it when the node is a member. */
    public static ClusterMembership follow(ActorSystem system) {
        var self = name(Cluster.get(system).selfUniqueAddress());
        var followed = new ClusterMembership(new Membership(self, List.of(self), Set.of()));
        system.actorOf(Props.create(Follower.class, () -> new Follower(followed, self)), "journal-membership");
        return followed;
    }

    @Override
    public Membership get() {
        return membership;
    }

    private static String name(UniqueAddress node) {
        return node.address() + "#" + Long.toUnsignedString(node.longUid());
    }

    private static final class Follower extends AbstractActor {

        private final ClusterMembership followed;
        private final String self;
        private final Map<String, Member> members = new HashMap<>();
        private final LinkedHashSet<String> removed = new LinkedHashSet<>();

        Follower(ClusterMembership followed, String self) {
            this.followed = followed;
            this.self = self;
        }

        @Override
        public void preStart() {
            Cluster.get(context().system())
                    .subscribe(self(), ClusterEvent.initialStateAsEvents(), ClusterEvent.MemberEvent.class);
        }

        @Override
        public void postStop() {
            Cluster.get(context().system()).unsubscribe(self());
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(
                            ClusterEvent.MemberRemoved.class,
                            event -> remove(name(event.member().uniqueAddress())))
                    .match(ClusterEvent.MemberEvent.class, event -> {
                        members.put(name(event.member().uniqueAddress()), event.member());
                        publish();
                    })
                    .build();
        }

        private void remove(String node) {
            // A node that was removed itself stays in its own view, so that it can still give the lease back.
            if (!node.equals(self)) {
                members.remove(node);
                removed.add(node);
                if (removed.size() > MAX_REMOVED) {
                    removed.removeFirst();
                }
                publish();
            }
        }

        private void publish() {
            if (members.containsKey(self)) {
                // Members that are not up yet have the highest possible number.
                var byAge = members.entrySet().stream()
                        .sorted(Comparator.comparingInt((Map.Entry<String, Member> e) ->
                                        e.getValue().upNumber())
                                .thenComparing(Map.Entry::getKey))
                        .map(Map.Entry::getKey)
                        .toList();
                followed.membership = new Membership(self, byAge, removed);
            }
        }
    }
}
