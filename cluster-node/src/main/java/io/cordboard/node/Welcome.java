package io.cordboard.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a person reads once a node is up. */
final class Welcome {

    /** The line that says that a node is up. */
    static final String UP = "Cordboard is up.";

    private static final String USERS = """
          users     tenant demo; agents alice, bob, carol and 17 more, supervisor sue, administrator ada; operator olga (no tenant)
                    each one's password is the name again
        """;

    private Welcome() {}

    /** The same of several nodes of one cluster, any of which will do. */
    static String text(List<String> urls, boolean demo) {
        var nodes = new StringBuilder();
        for (int n = 1; n <= urls.size(); n++) {
            String url = urls.get(n - 1);
            nodes.append("  node %d    page %s/    API %s/api/v1%n".formatted(n, url, url));
        }
        String head = """

            All %d nodes are up.

            %s
              The API is described by %s/openapi.yaml (HTTP) and /asyncapi.yaml (WebSocket).
            """.formatted(urls.size(), nodes, urls.getFirst());
        return head + (demo ? "\n" + USERS + """

                Whoever signs in on one node is served by all; kill a node, and the others take over what it did.
                Ctrl-C stops them; what happened is kept, and is there again after the next start.
                """ : """

                Ctrl-C stops them.
                """);
    }

    /** Where calls are recorded, if a policy says so. */
    static String recordings(Path directory) {
        return """
              recordings are kept encrypted in %s; supervisors and administrators listen to them at the API:
                    GET /api/v1/interactions/{interaction}/recordings/{recording}
            """.formatted(directory.toAbsolutePath().normalize());
    }

    /** @param telephones where SIP is answered at this machine, if it is */
    static String text(String url, boolean demo, Optional<Integer> telephones) {
        String head = """

            %2$s

              page      %1$s/
              API       %1$s/api/v1, described by %1$s/openapi.yaml (HTTP) and %1$s/asyncapi.yaml (WebSocket)
            """.formatted(url, UP);
        head += telephones
                .map(port ->
                        "  telephone sip:%s127.0.0.1:%d answers calls by SIP; README.md says how to call and be called%n"
                                .formatted(demo ? "100@" : "", port))
                .orElse("");
        return demo ? head + """
            %2$s
            To see it work: open the page. On the right sign in as alice and choose Ready. On the left write as a customer and
            start the chat; alice gets the offer. Open the page in another tab for another agent, %1$s/#agent for the desk alone.
            Ctrl-C stops it; what happened is kept, and is there again after the next start.
            """.formatted(url, USERS) : head + """

            Ctrl-C stops it.
            """;
    }
}
