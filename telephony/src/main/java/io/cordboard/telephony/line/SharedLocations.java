package io.cordboard.telephony.line;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ddata.DistributedData;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.LWWMapKey;
import org.apache.pekko.cluster.ddata.Replicator;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.pattern.Patterns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locations of a cluster, in Pekko's distributed data: each node has all of them and hears of a change within seconds. Agents are spread
 * over a fixed number of maps, one entry for each binding, so that two phones of an agent that register at two nodes at once are
 * both kept, and a change travels alone.
 */
public final class SharedLocations implements Locations, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedLocations.class);
    private static final int MAPS = 256;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
    private static final Duration PRUNE_EVERY = Duration.ofSeconds(10);

    private final ActorSystem system;
    private final Nodes nodes;
    private final SelfUniqueAddress self;
    private final InstantSource clock;
    private final Cancellable pruning;
    /** How many bindings each tenant had when they were last looked through. */
    private volatile Map<TenantId, Integer> counts = Map.of();

    private SharedLocations(ActorSystem system, InstantSource clock, Duration pruneEvery) {
        this.system = system;
        this.nodes = new Nodes(Cluster.get(system));
        this.self = DistributedData.get(system).selfUniqueAddress();
        this.clock = clock;
        this.pruning =
                system.scheduler().scheduleWithFixedDelay(pruneEvery, pruneEvery, this::prune, system.dispatcher());
    }

    public static SharedLocations start(ActorSystem system, InstantSource clock) {
        return start(system, clock, PRUNE_EVERY);
    }

    static SharedLocations start(ActorSystem system, InstantSource clock, Duration pruneEvery) {
        return new SharedLocations(system, clock, pruneEvery);
    }

    @Override
    public String node() {
        return nodes.self();
    }

    @Override
    public CompletionStage<Bound> bind(AgentId agent, Binding binding) {
        return change(agent, bindings -> {
            if (!bindings.inOrder(binding.id(), binding.callId(), binding.cseq())) {
                return new Change.Refused(new Bound.OutOfOrder());
            }
            boolean full = bindings.all().size() >= MOST_PER_AGENT
                    || counts.getOrDefault(agent.tenant(), 0) >= MOST_PER_TENANT;
            return full && !bindings.has(binding.id())
                    ? new Change.Refused(new Bound.Full())
                    : new Change.Made(bindings.with(binding));
        });
    }

    @Override
    public CompletionStage<Bound> unbind(AgentId agent, String id, String callId, long cseq) {
        return change(
                agent,
                bindings -> bindings.inOrder(id, callId, cseq)
                        ? new Change.Made(
                                bindings.without(binding -> binding.id().equals(id)))
                        : new Change.Refused(new Bound.OutOfOrder()));
    }

    @Override
    public CompletionStage<Bound> unbind(AgentId agent) {
        return change(agent, _ -> new Change.Made(Bindings.NONE));
    }

    @Override
    public CompletionStage<Bound> disconnected(AgentId agent, String connection) {
        String node = node();
        return change(
                agent,
                bindings -> new Change.Made(
                        bindings.without(binding -> binding.flow().node().equals(node)
                                && binding.flow()
                                        .connection()
                                        .filter(connection::equals)
                                        .isPresent())));
    }

    @Override
    public CompletionStage<List<Binding>> of(AgentId agent) {
        return read(key(agent)).thenApply(map -> live(agent, map).all());
    }

    private sealed interface Change {
        record Made(Bindings now) implements Change {}

        record Refused(Bound why) implements Change {}
    }

    /** {@code change} is applied where nobody else changes this node's copy at the same time. */
    private CompletionStage<Bound> change(AgentId agent, Function<Bindings, Change> change) {
        Key<LWWMap<String, Binding>> key = key(agent);
        var outcome = new AtomicReference<@Nullable Bound>();
        var update =
                new Replicator.Update<LWWMap<String, Binding>>(key, LWWMap.empty(), Replicator.writeLocal(), map -> {
                    Bindings before = LocationEntries.of(agent, map);
                    return switch (change.apply(live(agent, map))) {
                        case Change.Refused(var why) -> {
                            outcome.set(why);
                            yield map;
                        }
                        case Change.Made(var now) -> {
                            outcome.set(new Bound.Done(now.all()));
                            yield LocationEntries.changed(self, agent, map, before, now);
                        }
                    };
                });
        return Patterns.ask(replicator(), update, ANSWER_WITHIN).thenApply(answer -> {
            Bound bound = outcome.get();
            if (answer instanceof Replicator.UpdateSuccess<?> && bound != null) {
                return bound;
            }
            throw new IllegalStateException("Expected a location to be kept, but got " + answer);
        });
    }

    private CompletionStage<LWWMap<String, Binding>> read(Key<LWWMap<String, Binding>> key) {
        return Patterns.ask(replicator(), new Replicator.Get<>(key, Replicator.readLocal()), ANSWER_WITHIN)
                .thenApply(answer -> switch (answer) {
                    case Replicator.GetSuccess<?> found -> found(found, key);
                    case Replicator.NotFound<?> _ -> LWWMap.empty();
                    default -> throw new IllegalStateException("Expected locations, but got " + answer);
                });
    }

    @SuppressWarnings("unchecked") // What is kept under a key is of its type.
    private static LWWMap<String, Binding> found(Replicator.GetSuccess<?> found, Key<LWWMap<String, Binding>> key) {
        return ((Replicator.GetSuccess<LWWMap<String, Binding>>) found).get(key);
    }

    private org.apache.pekko.actor.ActorRef replicator() {
        return DistributedData.get(system).replicator();
    }

    private Bindings live(AgentId agent, LWWMap<String, Binding> map) {
        Set<String> reachable = nodes.reachable();
        return LocationEntries.of(agent, map).live(clock.instant(), flow -> flow.isThere(reachable));
    }

    /** Takes away what has expired here, and, on one node, what was bound over nodes that are gone. */
    private void prune() {
        var counted = new HashMap<TenantId, Integer>();
        boolean leader = nodes.selfLeads();
        Set<String> members = nodes.members();
        String node = node();
        CompletionStage<?> done = CompletableFuture.completedStage(null);
        for (int n = 0; n < MAPS; n++) {
            Key<LWWMap<String, Binding>> key = key(n);
            done = done.thenCompose(_ -> read(key)).thenAccept(map -> {
                Instant now = clock.instant();
                Set<String> gone = new HashSet<>();
                map.getEntries().forEach((name, binding) -> {
                    boolean over =
                            !binding.expires().isAfter(now) || !binding.flow().isThere(members);
                    if (!over) {
                        counted.merge(LocationEntries.agent(name).tenant(), 1, Integer::sum);
                    } else if (binding.flow().node().equals(node)
                            || leader && !members.contains(binding.flow().node())) {
                        gone.add(name);
                    }
                });
                if (!gone.isEmpty()) {
                    remove(key, gone, members);
                }
            });
        }
        done.whenComplete((_, failure) -> {
            if (failure == null) {
                counts = Map.copyOf(counted);
            } else {
                LOG.warn("Locations were not looked through", failure);
            }
        });
    }

    private void remove(Key<LWWMap<String, Binding>> key, Set<String> gone, Set<String> members) {
        Instant now = clock.instant();
        replicator()
                .tell(
                        new Replicator.Update<LWWMap<String, Binding>>(
                                key, LWWMap.empty(), Replicator.writeLocal(), map -> {
                                    LWWMap<String, Binding> left = map;
                                    for (String name : gone) {
                                        // Unless it was registered again meanwhile.
                                        if (Optional.ofNullable(map.getEntries().get(name))
                                                .filter(binding -> !binding.expires()
                                                                .isAfter(now)
                                                        || !binding.flow().isThere(members))
                                                .isPresent()) {
                                            left = left.remove(self, name);
                                        }
                                    }
                                    return left;
                                }),
                        org.apache.pekko.actor.ActorRef.noSender());
    }

    /** How many entries there are at this node, expired ones that are not yet taken away too. */
    CompletionStage<Integer> entries() {
        return IntStream.range(0, MAPS)
                .mapToObj(n -> read(key(n)).thenApply(LWWMap::size))
                .reduce((one, other) -> one.thenCombine(other, Integer::sum))
                .orElseThrow();
    }

    private static Key<LWWMap<String, Binding>> key(AgentId agent) {
        return key(Math.floorMod(agent.toString().hashCode(), MAPS));
    }

    private static Key<LWWMap<String, Binding>> key(int map) {
        return LWWMapKey.create("locations-" + map);
    }

    @Override
    public void close() {
        pruning.cancel();
    }
}
