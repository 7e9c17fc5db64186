package io.cordboard.node.api;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cordboard.node.JournalReadings;
import io.cordboard.node.api.cluster.HealthCheck;
import io.cordboard.node.api.interaction.CallRecordings;
import io.cordboard.node.api.security.PresentedKey;
import io.cordboard.node.api.security.SecuritySettings;
import io.cordboard.node.api.security.SigningKeys;
import io.cordboard.node.api.security.TenantKeys;
import io.cordboard.node.api.tenant.TenantCatalogue;
import io.cordboard.node.live.LiveObserver;
import io.cordboard.node.live.LiveSettings;
import io.cordboard.node.live.LiveSockets;
import io.cordboard.node.replays.ReplayObserver;
import io.cordboard.node.replays.Replays;
import io.cordboard.node.replays.ReplaysSettings;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalPlugin;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.past.PastObserver;
import io.cordboard.persistence.projection.Projection;
import io.cordboard.persistence.projection.ProjectionSettings;
import io.cordboard.persistence.tail.JournalTail;
import io.cordboard.persistence.view.InteractionList;
import io.cordboard.routing.Routing;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.WrapUp;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.ApiKey;
import io.cordboard.routing.tenant.DirectoryCommand;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantYaml;
import io.cordboard.telephony.recording.RecordingObserver;
import io.cordboard.telephony.recording.RecordingSettings;
import io.cordboard.telephony.recording.Recordings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.awaitility.Awaitility;

/** A node of one, with routing on a journal in memory and the API on a free port. */
final class ApiNode implements AutoCloseable {

    static final Clock CLOCK = Clock.systemUTC();

    final ActorSystem system;
    final Switchboard switchboard;
    final IdentityProvider people = new IdentityProvider();
    final JournalDatabase database;
    private final Projection list;
    final Api.Parts parts;
    final ApiServer server;
    final Endpoints endpoints;
    final Recordings recordings;

    /** Why the node is not well, as its check says. */
    volatile Optional<String> sickness = Optional.empty();

    /** One node for all tests that do not change how it is set up. */
    static ApiNode shared() {
        return Shared.NODE;
    }

    private static final class Shared {
        static final ApiNode NODE = new ApiNode("""
            cordboard.node.api.rate.strangers { per-minute = 100000, burst = 10000 }
            cordboard.node.api.security.demo {
              enabled = on
              users = [
                { tenant = acme, user = dora, password = "dora's secret", roles = [agent], agent = dora }
                { user = otto, password = "otto's secret", roles = [ops] }
              ]
            }
            """);
    }

    /** {@code settings} over those of the node, as in application.conf. */
    ApiNode(String settings, Endpoint... others) {
        JournalSettings journal = JournalSettings.h2(emptyDirectory(), 8);
        database = JournalDatabase.open(journal);
        Config config = ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseString("""
                    pekko.loglevel = WARNING
                    pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
                    pekko.cluster.jmx.multi-mbeans-in-same-jvm = on
                    pekko.coordinated-shutdown.exit-jvm = off
                    cordboard.node.api.port = 0
                    """))
                .withFallback(JournalPlugin.config(journal))
                .withFallback(ConfigFactory.load())
                .resolve();
        system = ActorSystem.create("cordboard", config);
        Cluster cluster = Cluster.get(system);
        cluster.join(cluster.selfAddress());
        Awaitility.await().until(() -> cluster.selfMember().status().equals(MemberStatus.up()));
        switchboard = Routing.start(system, CLOCK, Observer.NONE);
        SecuritySettings security = SecuritySettings.of(config);
        security = new SecuritySettings(
                security.clockSkew(), security.remember(), List.of(people.trusted()), security.demo());
        ApiSettings api = ApiSettings.of(config);
        var entities = new Entities(switchboard, api.commandTimeout());
        var tail = new JournalTail(database);
        list = new Projection(
                InteractionList.PROJECTION,
                database,
                tail,
                InteractionList.projection(),
                ProjectionSettings.of(config));
        list.start();
        var readings =
                JournalReadings.of(system, database, tail, new TenantCatalogue(entities), List.of(), PastObserver.NONE);
        readings = new Api.Readings(
                readings.history(),
                readings.interactions(),
                readings.feed(),
                readings.catalogue(),
                readings.past(),
                List.of(new HealthCheck("sample", () -> CompletableFuture.completedFuture(sickness))));
        parts = new Api.Parts(
                system, switchboard, CLOCK, api, security, SigningKeys.ephemeral(), new TenantKeys(entities), readings);
        var live = LiveSockets.start(
                switchboard,
                CLOCK,
                LiveSettings.of(config),
                api.commandTimeout(),
                parts.credentials(),
                readings.catalogue(),
                LiveObserver.NONE);
        var replays = Replays.start(system, database, entities, CLOCK, ReplaysSettings.of(config), ReplayObserver.NONE);
        recordings = recordings(config);
        var taped = new CallRecordings(entities, recordings, parts.blocking());
        endpoints = Api.endpoints(parts, live.endpoints(), replays.endpoints(), taped.endpoints(), List.of(others));
        server = get(Api.start(parts, endpoints).toCompletableFuture());
    }

    private static Recordings recordings(Config config) {
        try {
            return Recordings.inFiles(RecordingSettings.of(config, emptyDirectory()), RecordingObserver.NONE, CLOCK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path emptyDirectory() {
        try {
            return Files.createTempDirectory(Path.of("target"), "api-node");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tenant that is there, so that it can be configured and have keys. */
    TenantId found(String name) {
        var tenant = new TenantId(name);
        done(new DirectoryCommand.Register(tenant, name, "test"));
        done(new TenantCommand.Create(tenant, name));
        return tenant;
    }

    /** A tenant as this YAML says. */
    TenantId found(String name, String yaml) {
        TenantId tenant = found(name);
        done(new TenantCommand.Import(tenant, TenantYaml.read(yaml).orThrow(), Optional.empty(), "test"));
        return tenant;
    }

    /** A key of this tenant's program, as it is shown to its holder. */
    String issueKey(String tenant, String id, ApiKey.Role role) {
        var key = PresentedKey.generate(found(tenant), id);
        done(new TenantCommand.IssueKey(key.tenant(), id, role, id, Optional.empty(), key.hash(), "test"));
        return key.text();
    }

    void revokeKey(String tenant, String id) {
        done(new TenantCommand.RevokeKey(new TenantId(tenant), id, "test"));
    }

    /** A client without a token. */
    ApiClient client() {
        return new ApiClient(uri());
    }

    /** A client for this tenant's person or program. */
    ApiClient client(String tenant, String subject, Role... roles) {
        return client().as(people.token(tenant, subject, roles));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.address().getPort());
    }

    void done(Command command) {
        Reply reply = get(switchboard.ask(command, Duration.ofSeconds(10)).toCompletableFuture());
        if (!(reply instanceof Reply.Done)) {
            throw new AssertionError("Expected " + command + " to be done, but got " + reply);
        }
    }

    /** A queue of this tenant that offers for 20 s. */
    QueueId queue(String tenant, String name) {
        var id = new QueueId(new TenantId(tenant), name);
        Policy policy = Policy.DEFAULT.with(draft -> {
            draft.offer = new OfferTerms(Duration.ofSeconds(20), 2, false);
            draft.wrapUp = new WrapUp(WrapUp.Mode.OPTIONAL, Duration.ofSeconds(60));
        });
        done(new QueueCommand.Configure(id, name, "standard", policy, 1, 1));
        return id;
    }

    /** An agent who can be ready without a desktop. */
    AgentId agent(String tenant, String name) {
        var id = new AgentId(new TenantId(tenant), name);
        done(new AgentCommand.Configure(
                id,
                new AgentProfile(
                        name, Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, Duration.ofSeconds(5), true),
                1));
        return id;
    }

    /** An agent who is signed in and ready. */
    AgentId ready(String tenant, String name) {
        AgentId id = agent(tenant, name);
        done(new AgentCommand.SignIn(id));
        done(new AgentCommand.BecomeReady(id));
        return id;
    }

    static <T> T get(java.util.concurrent.CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        TestKit.shutdownActorSystem(system);
        list.close();
        database.close();
        people.close();
    }
}
