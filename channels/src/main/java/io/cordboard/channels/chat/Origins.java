package io.cordboard.channels.chat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * From which pages a browser may chat (CORS, and the same for WebSockets, which browsers let through to any server). A session
 * token is never sent by a browser of its own accord, so this keeps a tenant's chat off others' pages; it does not guard tokens.
 */
final class Origins {

    private Origins() {}

    /** The origin to name in the answer, if the page is another's and the tenant allows it; empty if no origin is sent. */
    static Optional<String> require(HttpRequest request, ChatSite site) {
        Optional<String> origin = header(request, "Origin");
        if (origin.isEmpty() || isOwn(request, origin.get())) {
            return origin;
        }
        if (!site.origins().contains(origin.get().toLowerCase(Locale.ROOT))) {
            throw ChatProblem.of(ChatRefusal.ORIGIN_NOT_ALLOWED, "Expected a page of an origin that the tenant allows");
        }
        return origin;
    }

    /** Whatever the tenant allows is told by the answer itself: a preflight does not carry the token that names the tenant. */
    static HttpResponse preflight(HttpRequest request) {
        HttpResponse response = HttpResponse.create().withStatus(204);
        Optional<String> origin = header(request, "Origin");
        if (origin.isEmpty()) {
            return response;
        }
        return response.addHeaders(List.of(
                RawHeader.create("Access-Control-Allow-Origin", origin.get()),
                RawHeader.create("Access-Control-Allow-Methods", "GET, POST"),
                RawHeader.create("Access-Control-Allow-Headers", "authorization, content-type, idempotency-key"),
                RawHeader.create("Access-Control-Max-Age", "600"),
                RawHeader.create("Vary", "Origin")));
    }

    static HttpResponse allow(HttpResponse response, Optional<String> origin) {
        return origin.map(allowed -> response.addHeaders(List.of(
                        RawHeader.create("Access-Control-Allow-Origin", allowed),
                        RawHeader.create("Access-Control-Expose-Headers", "Retry-After"),
                        RawHeader.create("Vary", "Origin"))))
                .orElse(response);
    }

    /** The node's own page: the scheme may differ, where a proxy ends TLS. */
    private static boolean isOwn(HttpRequest request, String origin) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null
                    && header(request, "Host")
                            .filter(authority::equalsIgnoreCase)
                            .isPresent();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }
}
