package io.cordboard.node.api.cluster;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.MediaTypes;

/** The documents that describe this API, as they are on the class path. */
public final class Documents {

    /** RFC 9512. */
    private static final ContentType YAML =
            MediaTypes.applicationWithFixedCharset("yaml", HttpCharsets.UTF_8).toContentType();

    private final List<String> names;

    /** @param names of resources at the root of the class path, each served under its name */
    public Documents(List<String> names) {
        this.names = List.copyOf(names);
    }

    /** Those of {@code names} that are there. */
    public static List<String> present(String... names) {
        return Stream.of(names)
                .filter(name -> Documents.class.getResource('/' + name) != null)
                .toList();
    }

    public List<Endpoint> endpoints() {
        return names.stream()
                .map(name -> {
                    byte[] text = read(name);
                    return Endpoint.get(
                            '/' + name, Access.open(), _ -> CompletableFuture.completedFuture(Answer.raw(YAML, text)));
                })
                .toList();
    }

    private static byte[] read(String name) {
        try (InputStream resource = Documents.class.getResourceAsStream('/' + name)) {
            if (resource == null) {
                throw new IllegalStateException("Expected " + name + " on the class path, but it is not there");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
