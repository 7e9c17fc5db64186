package io.cordboard.node;

import static org.apache.pekko.http.javadsl.server.Directives.encodeResponse;
import static org.apache.pekko.http.javadsl.server.Directives.getFromResource;
import static org.apache.pekko.http.javadsl.server.Directives.getFromResourceDirectory;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.respondWithHeaders;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Role;
import io.cordboard.node.api.security.SecuritySettings;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.QueueSettings;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Route;

/** The browser page that comes with a node: a customer's chat and an agent's desk. */
final class Page {

    /** Nothing from elsewhere, nothing inline, in nobody's frame. */
    private static final List<HttpHeader> SAFE = List.of(
            RawHeader.create(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
            RawHeader.create("X-Content-Type-Options", "nosniff"),
            RawHeader.create("Referrer-Policy", "no-referrer"),
            RawHeader.create("Vary", "Accept-Encoding"));

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
    private static final int MOST_QUEUES = 200;

    /** What the page is told before anybody has signed in: where there is a demo, who can try it out, and where to ask. */
    record Place(Optional<String> tenant, List<User> users, List<Choice> queues) {

        /** A built-in user whose password is the name again. */
        record User(String user, String role, Optional<String> agent) {}

        /** Something to choose by its label. */
        record Choice(String id, String label) {}
    }

    private Page() {}

    static List<Endpoint> endpoints(SecuritySettings security, Switchboard switchboard) {
        Route index = respondWithHeaders(
                List.of(RawHeader.create("Cache-Control", "no-cache")), () -> getFromResource("web/index.html"));
        // Their names change with their contents.
        Route assets = respondWithHeaders(
                List.of(RawHeader.create("Cache-Control", "public, max-age=31536000, immutable")),
                () -> pathPrefix("assets", () -> getFromResourceDirectory("web/assets")));
        return List.of(
                Endpoint.routed(HttpMethods.GET, "/", Access.open(), file(index)),
                Endpoint.routed(HttpMethods.GET, "/assets/{file}", Access.open(), file(assets)),
                Endpoint.get(
                        "/page.json",
                        Access.open(),
                        _ -> place(security, switchboard)
                                .thenApply(place -> Answer.ok(place).with("Cache-Control", "no-store"))));
    }

    private static Route file(Route route) {
        return respondWithHeaders(SAFE, () -> encodeResponse(() -> route));
    }

    private static CompletionStage<Place> place(SecuritySettings security, Switchboard switchboard) {
        Optional<TenantId> tenant = security.demo()
                .flatMap(demo -> demo.users().stream()
                        .flatMap(user -> user.tenant().stream())
                        .findFirst());
        if (tenant.isEmpty()) {
            return CompletableFuture.completedFuture(new Place(Optional.empty(), List.of(), List.of()));
        }
        List<Place.User> users = security.demo().orElseThrow().users().stream()
                .filter(user -> user.tenant().equals(tenant) && user.password().equals(user.name()))
                .map(user -> new Place.User(
                        user.name(),
                        user.roles().stream()
                                .map(Role::word)
                                .min(String::compareTo)
                                .orElse(""),
                        user.agent()))
                .toList();
        return switchboard
                .ask(new TenantCommand.Browse(tenant.get(), Kind.QUEUE, Optional.empty(), MOST_QUEUES), ANSWER_WITHIN)
                .thenApply(reply -> new Place(
                        tenant.map(TenantId::value),
                        users,
                        reply instanceof Reply.Found(_, _, TenantView.Items items) ? choices(items) : List.of()));
    }

    private static List<Place.Choice> choices(TenantView.Items items) {
        return items.items().stream()
                .map(item -> item.named())
                .filter(named -> named.settings() instanceof QueueSettings)
                .map(named -> new Place.Choice(named.ref().name(), ((QueueSettings) named.settings()).displayName()))
                .toList();
    }
}
