package io.cordboard.node.api;

import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's HTTP server. It stops with the actor system: no new connection, then what is under way ends, then the rest. */
public final class ApiServer {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    private final ServerBinding binding;
    private final Dispatch dispatch;
    private final AtomicInteger connections;

    private ApiServer(ServerBinding binding, Dispatch dispatch, AtomicInteger connections) {
        this.binding = binding;
        this.dispatch = dispatch;
        this.connections = connections;
    }

    /** Listens; fails if the address is taken. */
    public static CompletionStage<ApiServer> start(
            ActorSystem system,
            ApiSettings settings,
            Endpoints endpoints,
            Authenticator authenticator,
            HttpObserver observer) {
        var dispatch = new Dispatch(endpoints, authenticator, settings, system, observer);
        var connections = new AtomicInteger();
        return Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .withSettings(serverSettings(system, settings))
                .bindFlow(connection(settings, dispatch, connections))
                .thenApply(binding -> {
                    LOG.info(
                            "The API listens on {}:{}",
                            settings.host(),
                            binding.localAddress().getPort());
                    return new ApiServer(
                            binding.addToCoordinatedShutdown(settings.drain(), system), dispatch, connections);
                });
    }

    public InetSocketAddress address() {
        return binding.localAddress();
    }

    /** Requests being carried out now. */
    public int inFlight() {
        return dispatch.underWay();
    }

    /** Connections open now, those that have become WebSockets among them. */
    public int connections() {
        return connections.get();
    }

    /** What Pekko is told; the keys are those of {@code pekko.http.server}, the reasons are in {@code server.conf}. */
    private static ServerSettings serverSettings(ActorSystem system, ApiSettings settings) {
        return ServerSettings.create(ConfigFactory.parseResources(ApiServer.class, "server.conf")
                        .withFallback(system.settings().config())
                        .resolve())
                // So that a connection too many still hears why; what is beyond waits in the kernel's backlog.
                .withMaxConnections(settings.maxConnections() + Math.max(16, settings.maxConnections() / 8));
    }

    /** One connection: counted, and given up where no request comes for too long. */
    private static Flow<HttpRequest, HttpResponse, ?> connection(
            ApiSettings settings, Dispatch dispatch, AtomicInteger connections) {
        Flow<HttpRequest, HttpResponse, ?> requests = Flow.<HttpRequest>create()
                .watchTermination((mat, ended) -> {
                    connections.incrementAndGet();
                    ended.whenComplete((_, _) -> connections.decrementAndGet());
                    return mat;
                })
                .mapAsync(
                        1,
                        request -> connections.get() > settings.maxConnections()
                                ? dispatch.oneTooMany(request)
                                : dispatch.handle(CountedUpgrade.in(request, connections)));
        // A request counts once its head is complete, so whoever sends a head byte by byte is cut off too.
        return BidiFlow.<HttpRequest, HttpResponse>bidirectionalIdleTimeout(settings.headTimeout())
                .join(requests)
                .recoverWith(TimeoutException.class, Source::empty);
    }
}
