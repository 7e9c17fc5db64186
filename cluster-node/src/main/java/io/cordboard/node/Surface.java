package io.cordboard.node;

import com.nimbusds.jose.jwk.ECKey;
import com.typesafe.config.Config;
import io.cordboard.channels.chat.ChatListener;
import io.cordboard.channels.chat.ChatSettings;
import io.cordboard.channels.chat.Chats;
import io.cordboard.channels.chat.DisplayNames;
import io.cordboard.channels.chat.Secret;
import io.cordboard.channels.chat.TokenKeys;
import io.cordboard.node.api.Access;
import io.cordboard.node.api.Api;
import io.cordboard.node.api.ApiSettings;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.HttpObserver;
import io.cordboard.node.api.cluster.HealthCheck;
import io.cordboard.node.api.interaction.CallRecordings;
import io.cordboard.node.api.security.SecuritySettings;
import io.cordboard.node.api.security.SigningKeys;
import io.cordboard.node.api.security.TenantKeys;
import io.cordboard.node.api.tenant.TenantCatalogue;
import io.cordboard.node.live.LiveObserver;
import io.cordboard.node.live.LiveSettings;
import io.cordboard.node.live.LiveSockets;
import io.cordboard.node.metrics.ChatMetrics;
import io.cordboard.node.metrics.HttpMetrics;
import io.cordboard.node.metrics.LiveMetrics;
import io.cordboard.node.metrics.PastMetrics;
import io.cordboard.node.metrics.ReplayMetrics;
import io.cordboard.node.replays.ReplayObserver;
import io.cordboard.node.replays.Replays;
import io.cordboard.node.replays.ReplaysSettings;
import io.cordboard.ops.metrics.Metrics;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.past.PastObserver;
import io.cordboard.persistence.secrets.SharedSecrets;
import io.cordboard.persistence.tail.JournalTail;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.telephony.recording.Recordings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node shows to the outside: the API, customers' chat, live updates and the page, on one port. */
final class Surface {

    private static final Logger LOG = LoggerFactory.getLogger(Surface.class);

    private Surface() {}

    /**
     * Returns the URL at which the node answers.
     *
     * @param checks what the node needs to be ready, beside its cluster and its journal
     */
    static String start(
            ActorSystem system,
            Switchboard switchboard,
            JournalDatabase database,
            JournalTail tail,
            Config application,
            Metrics metrics,
            Recordings recordings,
            List<HealthCheck> checks) {
        int maxSeries = metrics.settings().maxSeries();
        boolean counts = metrics.settings().enabled();
        warn(SecuritySettings.of(application), ApiSettings.of(application));
        var secrets = new SharedSecrets(database.readers());
        var chatKey = new TokenKeys.Key("c1", Secret.of(secret(secrets, "chat-token-key", Surface::randomKey)));
        var settings = ApiSettings.of(application);
        var entities = new Entities(switchboard, settings.commandTimeout());
        var parts = new Api.Parts(
                system,
                switchboard,
                Clock.systemUTC(),
                settings,
                SecuritySettings.of(application),
                SigningKeys.fixed(signingKey(secrets)),
                new TenantKeys(entities),
                JournalReadings.of(
                        system,
                        database,
                        tail,
                        new TenantCatalogue(entities),
                        checks,
                        counts ? new PastMetrics() : PastObserver.NONE));
        var live = LiveSockets.start(
                switchboard,
                Clock.systemUTC(),
                LiveSettings.of(application),
                settings.commandTimeout(),
                parts.credentials(),
                parts.readings().catalogue(),
                counts ? new LiveMetrics() : LiveObserver.NONE);
        var chats = Chats.start(
                system,
                switchboard,
                ChatSettings.of(application),
                new ConfiguredChat(switchboard),
                () -> List.of(chatKey),
                new DisplayNames(switchboard),
                counts ? new ChatMetrics(maxSeries) : ChatListener.NONE,
                Clock.systemUTC());
        var http = new HttpMetrics(maxSeries);
        var replays = Replays.start(
                system,
                database,
                entities,
                Clock.systemUTC(),
                ReplaysSettings.of(application),
                counts ? new ReplayMetrics() : ReplayObserver.NONE);
        var endpoints = Api.endpoints(
                parts,
                live.endpoints(),
                replays.endpoints(),
                new CallRecordings(entities, recordings, blocking(system)).endpoints(),
                chat(chats),
                Page.endpoints(parts.security(), switchboard));
        var server = Api.start(parts, endpoints, counts ? http : HttpObserver.NONE)
                .toCompletableFuture()
                .join();
        metrics.sample(() -> http.sample(server));
        metrics.serve(server.address().getPort());
        return "http://" + settings.host() + ':' + server.address().getPort();
    }

    /** Whoever reads the README can sign in as anybody, the operator too. */
    private static void warn(SecuritySettings security, ApiSettings settings) {
        boolean loopback;
        try {
            loopback = InetAddress.getByName(settings.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            loopback = false;
        }
        if (security.demo().isPresent() && !loopback) {
            LOG.warn(
                    "Built-in users with known passwords are served on {}: everybody who reaches it can sign in, as operator"
                            + " too. Start without them (--no-demo) wherever others can reach the node",
                    settings.host());
        }
    }

    /** What customers' pages call; who they are, they show by the token of their chat. */
    private static List<Endpoint> chat(Chats chats) {
        Route route = Directives.handle(chats::handle);
        Access customers = Access.own("the token of a chat, where one is needed");
        var endpoints = new ArrayList<Endpoint>();
        endpoints.add(Endpoint.routed(HttpMethods.POST, Chats.PATH + "{tenant}/sessions", customers, route));
        endpoints.add(Endpoint.routed(HttpMethods.GET, Chats.PATH + "sessions/ws", customers, route));
        endpoints.add(Endpoint.routed(HttpMethods.GET, Chats.PATH + "sessions/messages", customers, route));
        for (String action : List.of("messages", "typing", "delivered", "leave", "token")) {
            endpoints.add(Endpoint.routed(HttpMethods.POST, Chats.PATH + "sessions/" + action, customers, route));
            endpoints.add(Endpoint.routed(HttpMethods.OPTIONS, Chats.PATH + "sessions/" + action, customers, route));
        }
        endpoints.add(Endpoint.routed(HttpMethods.OPTIONS, Chats.PATH + "{tenant}/sessions", customers, route));
        return endpoints;
    }

    private static Executor blocking(ActorSystem system) {
        return system.dispatchers().lookup("pekko.actor.default-blocking-io-dispatcher");
    }

    /** All nodes must sign with the same key, or a token is good only where it was issued. */
    private static ECKey signingKey(SharedSecrets secrets) {
        byte[] json = secret(
                secrets,
                "token-signing-key",
                () -> SigningKeys.generate().toJSONString().getBytes(StandardCharsets.UTF_8));
        try {
            return ECKey.parse(new String(json, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("Expected a signing key in the database, but could not read it", e);
        }
    }

    private static byte[] secret(SharedSecrets secrets, String name, Supplier<byte[]> make) {
        try {
            return secrets.get(name, make);
        } catch (SQLException e) {
            throw new IllegalStateException("Expected to share secret " + name + ", but the database failed", e);
        }
    }

    private static byte[] randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
