package io.cordboard.node.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table of all operations: what is not in it does not exist. */
public final class Endpoints {

    /** What a path leads to. */
    sealed interface Match {

        record Found(Endpoint endpoint, Map<String, String> path) implements Match {}

        /** The path is known, the method is not. */
        record OtherMethods(Set<String> allowed) implements Match {}

        record Nothing() implements Match {}
    }

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();

        @Nullable
        Node parameter;

        final Map<String, Endpoint> byMethod = new TreeMap<>();
    }

    private final List<Endpoint> all;
    private final Node root = new Node();

    private Endpoints(List<Endpoint> all) {
        this.all = List.copyOf(all);
        all.forEach(this::add);
    }

    @SafeVarargs
    public static Endpoints of(Collection<Endpoint>... resources) {
        var all = new ArrayList<Endpoint>();
        for (Collection<Endpoint> resource : resources) {
            all.addAll(resource);
        }
        return new Endpoints(all);
    }

    public List<Endpoint> all() {
        return all;
    }

    private void add(Endpoint endpoint) {
        Node node = root;
        for (String segment : segments(endpoint.path())) {
            if (isParameter(segment)) {
                if (node.parameter == null) {
                    node.parameter = new Node();
                }
                node = node.parameter;
            } else {
                node = node.literals.computeIfAbsent(segment, _ -> new Node());
            }
        }
        if (node.byMethod.put(endpoint.method().value(), endpoint) != null) {
            throw new IllegalArgumentException("Expected one operation " + endpoint + ", but there are two");
        }
    }

    Match match(String method, List<String> segments) {
        Node node = find(root, segments, 0);
        if (node == null) {
            return new Match.Nothing();
        }
        Endpoint endpoint = node.byMethod.get(method);
        return endpoint == null
                ? new Match.OtherMethods(node.byMethod.keySet())
                : new Match.Found(endpoint, parameters(endpoint, segments));
    }

    /** Literal segments go before parameters, and a dead end behind one leads back to the other. */
    private static @Nullable Node find(Node node, List<String> segments, int at) {
        if (at == segments.size()) {
            return node.byMethod.isEmpty() ? null : node;
        }
        Node literal = node.literals.get(segments.get(at));
        Node found = literal == null ? null : find(literal, segments, at + 1);
        if (found == null && node.parameter != null) {
            found = find(node.parameter, segments, at + 1);
        }
        return found;
    }

    private static Map<String, String> parameters(Endpoint endpoint, List<String> segments) {
        var values = new LinkedHashMap<String, String>();
        List<String> names = segments(endpoint.path());
        for (int i = 0; i < names.size(); i++) {
            if (isParameter(names.get(i))) {
                values.put(names.get(i).substring(1, names.get(i).length() - 1), segments.get(i));
            }
        }
        return values;
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    private static List<String> segments(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("Expected a path that starts with a slash, but got '" + path + "'");
        }
        return path.length() == 1 ? List.of() : List.of(path.substring(1).split("/", -1));
    }
}
