package io.cordboard.node;

import static org.apache.pekko.http.javadsl.server.Directives.getFromResource;
import static org.apache.pekko.http.javadsl.server.Directives.getFromResourceDirectory;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.respondWithHeaders;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Endpoint;
import java.util.List;
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
                    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors"
                            + " 'none'"),
            RawHeader.create("X-Content-Type-Options", "nosniff"),
            RawHeader.create("Referrer-Policy", "no-referrer"));

    private Page() {}

    static List<Endpoint> endpoints() {
        Route index = respondWithHeaders(
                List.of(RawHeader.create("Cache-Control", "no-cache")), () -> getFromResource("web/index.html"));
        // Their names change with their contents.
        Route assets = respondWithHeaders(
                List.of(RawHeader.create("Cache-Control", "public, max-age=31536000, immutable")),
                () -> pathPrefix("assets", () -> getFromResourceDirectory("web/assets")));
        return List.of(
                Endpoint.routed(HttpMethods.GET, "/", Access.open(), respondWithHeaders(SAFE, () -> index)),
                Endpoint.routed(
                        HttpMethods.GET, "/assets/{file}", Access.open(), respondWithHeaders(SAFE, () -> assets)));
    }
}
