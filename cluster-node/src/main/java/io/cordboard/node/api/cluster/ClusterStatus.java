package io.cordboard.node.api.cluster;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.pattern.Patterns;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;

/** The cluster as this node sees it: its members, what lives where, and what each part of the node says of its health. */
public final class ClusterStatus {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Schema {@code Cluster}. */
    record Body(
            String self,
            Optional<String> leader,
            List<Node> members,
            Map<String, Map<String, Hosted>> entities,
            List<Check> checks) {}

    /** Schema {@code Member}; {@code number} is the order of joining. */
    record Node(String address, String status, List<String> roles, boolean reachable, int number) {}

    /** What one node hosts of one type: schema {@code Hosted}. */
    record Hosted(int shards, int entities) {}

    /** Schema {@code OperatorCheck}. */
    record Check(String name, boolean ok, Optional<String> problem) {}

    private final ActorSystem system;
    private final Health health;

    public ClusterStatus(ActorSystem system, Health health) {
        this.system = system;
        this.health = health;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/cluster", Access.cluster(), _ -> status()));
    }

    private CompletionStage<Answer> status() {
        ClusterEvent.CurrentClusterState state = Cluster.get(system).state();
        List<Node> members = StreamSupport.stream(state.getMembers().spliterator(), false)
                .map(member -> node(member, state))
                .sorted(Comparator.comparingInt(Node::number).thenComparing(Node::address))
                .toList();
        return entities().thenCombine(health.problems(), (entities, problems) -> {
            var checks = new ArrayList<Check>();
            for (int i = 0; i < problems.size(); i++) {
                checks.add(
                        new Check(health.checks().get(i).name(), problems.get(i).isEmpty(), problems.get(i)));
            }
            return Answer.ok(new Body(
                    Cluster.get(system).selfAddress().hostPort(),
                    Optional.ofNullable(state.getLeader()).map(Address::hostPort),
                    members,
                    entities,
                    checks));
        });
    }

    private static Node node(Member member, ClusterEvent.CurrentClusterState state) {
        return new Node(
                member.address().hostPort(),
                member.status().toString().toLowerCase(Locale.ROOT),
                member.getRoles().stream().sorted().toList(),
                !state.getUnreachable().contains(member),
                member.upNumber() == Integer.MAX_VALUE ? 0 : member.upNumber());
    }

    /** By type of entity, by node. A type whose nodes do not answer in time is left out. */
    private CompletionStage<Map<String, Map<String, Hosted>>> entities() {
        CompletionStage<Map<String, Map<String, Hosted>>> all = CompletableFuture.completedFuture(new TreeMap<>());
        for (String type :
                CollectionConverters.asJava(ClusterSharding.get(system).shardTypeNames())) {
            all = all.thenCombine(hosted(type), (map, hosted) -> {
                hosted.ifPresent(found -> map.put(type, found));
                return map;
            });
        }
        return all;
    }

    private CompletionStage<Optional<Map<String, Hosted>>> hosted(String type) {
        var question = new ShardRegion.GetClusterShardingStats(FiniteDuration.fromNanos(LIMIT.toNanos()));
        return Patterns.ask(ClusterSharding.get(system).shardRegion(type), question, LIMIT.plusMillis(500))
                .handle((answer, failure) -> answer instanceof ShardRegion.ClusterShardingStats stats
                        ? Optional.of(hosted(stats))
                        : Optional.empty());
    }

    private static Map<String, Hosted> hosted(ShardRegion.ClusterShardingStats stats) {
        var byNode = new TreeMap<String, Hosted>();
        stats.getRegions()
                .forEach((address, region) -> byNode.put(
                        address.hostPort(),
                        new Hosted(
                                region.getStats().size(),
                                region.getStats().values().stream()
                                        .mapToInt(count -> (Integer) count)
                                        .sum())));
        return byNode;
    }
}
