package io.cordboard.node.live;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cordboard.node.api.ApiServer;
import io.cordboard.node.api.ApiSettings;
import io.cordboard.node.api.Authenticator;
import io.cordboard.node.api.Caller;
import io.cordboard.node.api.Endpoints;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.HttpObserver;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.node.api.Role;
import io.cordboard.node.api.tenant.TenantCatalogue;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalPlugin;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.routing.Routing;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.tenant.TenantId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A node with routing, the API's server and sockets on a free port, its journal in H2. Its callers are who their token says:
 * {@code tenant/subject/role,role}, and for one that expires {@code .../instant}.
 */
final class LiveNode implements AutoCloseable {

    static final Authenticator BY_NAME = request -> {
        String header = request.getHeader("Authorization")
                .map(org.apache.pekko.http.javadsl.model.HttpHeader::value)
                .orElse("");
        String[] parts = header.replace("Bearer ", "").split("/");
        if (parts.length < 3) {
            return CompletableFuture.failedFuture(
                    Problem.of(ProblemCode.UNAUTHENTICATED, "Expected a token").exception());
        }
        var roles = EnumSet.noneOf(Role.class);
        Arrays.stream(parts[2].split(",")).forEach(word -> Role.of(word).ifPresent(roles::add));
        Optional<TenantId> tenant = Optional.of(new TenantId(parts[0]));
        Optional<AgentId> agent =
                roles.contains(Role.AGENT) ? Optional.of(new AgentId(tenant.get(), parts[1])) : Optional.empty();
        Optional<Instant> expires = parts.length > 3 ? Optional.of(Instant.parse(parts[3])) : Optional.empty();
        return CompletableFuture.completedFuture(new Caller(tenant, parts[1], roles, agent, expires));
    };

    private final @Nullable JournalDatabase database;
    private final JournalSettings journal;
    final ActorSystem system;
    final Switchboard switchboard;
    final LiveSockets live;
    final ApiServer server;

    /** A cluster of one. {@code settings} lie over those of the node. */
    LiveNode(String settings) {
        this(
                settings,
                new JournalSettings(
                        JournalSettings.Kind.H2,
                        "jdbc:h2:mem:" + UUID.randomUUID() + ";DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1",
                        "cordboard",
                        "",
                        8),
                null);
    }

    private LiveNode(String settings, JournalSettings journal, @Nullable LiveNode first) {
        this.journal = journal;
        database = first == null ? JournalDatabase.open(journal) : null;
        Config config = ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseString("""
                    pekko.loglevel = WARNING
                    pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
                    pekko.cluster.jmx.multi-mbeans-in-same-jvm = on
                    pekko.coordinated-shutdown.exit-jvm = off
                    cordboard.node.api { host = "127.0.0.1", port = 0 }
                    """))
                .withFallback(JournalPlugin.config(journal))
                .withFallback(ConfigFactory.load())
                .resolve();
        system = ActorSystem.create("cordboard", config);
        Cluster cluster = Cluster.get(system);
        cluster.join(
                first == null
                        ? cluster.selfAddress()
                        : Cluster.get(first.system).selfAddress());
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> cluster.selfMember().status().equals(MemberStatus.up()));
        switchboard = Routing.start(system, Clock.systemUTC(), Observer.NONE);
        ApiSettings api = ApiSettings.of(config);
        live = LiveSockets.start(
                switchboard,
                Clock.systemUTC(),
                LiveSettings.of(config),
                api.commandTimeout(),
                BY_NAME,
                new TenantCatalogue(new Entities(switchboard, api.commandTimeout())),
                LiveObserver.NONE);
        server = get(ApiServer.start(system, api, Endpoints.of(live.endpoints()), BY_NAME, HttpObserver.NONE)
                .toCompletableFuture());
    }

    /** One more node of the same cluster, on the same journal. */
    LiveNode joinedBy(String settings) {
        return new LiveNode(settings, journal, this);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    URI socket(String query) {
        return URI.create("ws://127.0.0.1:" + server.address().getPort() + LiveSockets.PATH + query);
    }

    Reply ask(Command command) {
        return get(switchboard.ask(command, Duration.ofSeconds(10)).toCompletableFuture());
    }

    void done(Command command) {
        Reply reply = ask(command);
        if (!(reply instanceof Reply.Done)) {
            throw new AssertionError("Expected " + command + " to be done, but got " + reply);
        }
    }

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Leaves in good order. */
    @Override
    public void close() {
        get(CoordinatedShutdown.get(system)
                .runAll(CoordinatedShutdown.unknownReason())
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS));
        if (database != null) {
            database.close();
        }
    }
}
