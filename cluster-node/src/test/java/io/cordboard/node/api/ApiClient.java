package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A client that holds every body it sends or gets against the API's document. All tests of the API go through it. */
final class ApiClient {

    static final OpenApi DOCUMENT = new OpenApi();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final Optional<String> token;
    private final List<String> headers;
    private final boolean documented;

    ApiClient(URI base) {
        this(base, Optional.empty(), List.of(), true);
    }

    private ApiClient(URI base, Optional<String> token, List<String> headers, boolean documented) {
        this.base = base;
        this.token = token;
        this.headers = headers;
        this.documented = documented;
    }

    /** The same for a test's own operations, which are not in the document. */
    ApiClient undocumented() {
        return new ApiClient(base, token, headers, false);
    }

    /** What came back. */
    record Answered(int status, JsonNode body, String text, Map<String, List<String>> headers) {

        Answered expect(int expected) {
            assertThat(status).as(text).isEqualTo(expected);
            return this;
        }

        /** The same, for a problem. */
        Answered expect(int expected, String code) {
            expect(expected);
            assertThat(body.path("code").asText()).as(text).isEqualTo(code);
            return this;
        }

        String text(String pointer) {
            JsonNode found = body.at(pointer);
            assertThat(found.isMissingNode()).as(pointer + " in " + text).isFalse();
            return found.asText();
        }

        String header(String name) {
            List<String> values = headers.get(name.toLowerCase(java.util.Locale.ROOT));
            assertThat(values).as(name + " in " + headers).isNotNull();
            return values.getFirst();
        }

        boolean has(String header) {
            return headers.containsKey(header.toLowerCase(java.util.Locale.ROOT));
        }
    }

    ApiClient as(String bearer) {
        return new ApiClient(base, Optional.of(bearer), headers, documented);
    }

    ApiClient with(String header, String value) {
        var more = new ArrayList<>(headers);
        more.add(header);
        more.add(value);
        return new ApiClient(base, token, more, documented);
    }

    Answered get(String path) {
        return send("GET", path, Optional.empty());
    }

    Answered post(String path) {
        return send("POST", path, Optional.empty());
    }

    Answered post(String path, String json) {
        return send("POST", path, Optional.of(json.replace('\'', '"')));
    }

    Answered patch(String path, String json) {
        return send("PATCH", path, Optional.of(json.replace('\'', '"')));
    }

    Answered put(String path, String json) {
        return send("PUT", path, Optional.of(json.replace('\'', '"')));
    }

    Answered delete(String path) {
        return send("DELETE", path, Optional.empty());
    }

    Answered putYaml(String path, String yaml) {
        return with("Content-Type", "application/yaml").send("PUT", path, Optional.of(yaml));
    }

    Answered send(String method, String path, Optional<String> json) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        json.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        if (json.isPresent() && !headers.contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        try {
            return checked(method, path, json, HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError("Expected an answer to " + method + ' ' + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Answered checked(String method, String path, Optional<String> json, HttpResponse<String> response)
            throws IOException {
        String contentType =
                response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        Optional<JsonNode> body = contentType.endsWith("json")
                ? Optional.of(JSON.readTree(response.body()))
                : Optional.of(response.body()).filter(text -> !text.isEmpty()).map(JSON.getNodeFactory()::textNode);
        var answered = new Answered(
                response.statusCode(),
                body.orElseGet(JSON::createObjectNode),
                response.body(),
                response.headers().map());
        Optional<OpenApi.Operation> operation = DOCUMENT.operation(method, path.replaceAll("\\?.*", ""));
        if (!documented) {
            return answered;
        }
        if (operation.isEmpty()) {
            assertThat(response.statusCode())
                    .as(method + ' ' + path + " is not in the document")
                    .isIn(404, 405);
            return answered;
        }
        assertThat(DOCUMENT.flawsOfAnswer(operation.get(), response.statusCode(), contentType, body))
                .as(operation.get() + " " + response.statusCode() + " " + response.body())
                .isEmpty();
        if (response.statusCode() < 300 && json.isPresent() && !headers.contains("application/yaml")) {
            assertThat(DOCUMENT.flawsOfRequest(operation.get(), JSON.readTree(json.get())))
                    .as(operation.get() + " took " + json.get())
                    .isEmpty();
        }
        return answered;
    }

    /** Asks until the answer has this there. */
    static Answered within(Supplier<Answered> asked, String pointer, String expected) {
        var last = new AtomicReference<Answered>();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            last.set(asked.get());
            assertThat(last.get().body().at(pointer).asText()).isEqualTo(expected);
        });
        return last.get();
    }
}
