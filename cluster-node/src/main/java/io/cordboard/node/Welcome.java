package io.cordboard.node;

/** What a person reads once a node is up. */
final class Welcome {

    /** The line that says that a node is up. */
    static final String UP = "Cordboard is up.";

    private Welcome() {}

    static String text(String url, boolean demo) {
        String head = """

            %2$s

              page      %1$s/
              API       %1$s/api/v1, described by %1$s/openapi.yaml (HTTP) and %1$s/asyncapi.yaml (WebSocket)
            """.formatted(url, UP);
        return demo ? head + """
              users     tenant demo; agents alice, bob, carol and 17 more, supervisor sue, administrator ada; operator olga (no tenant)
                        each one's password is the name again

            To see it work: open the page. On the right sign in as alice and choose Ready. On the left write as a customer and
            start the chat; alice gets the offer. Open the page in another tab for another agent, %1$s/#agent for the desk alone.
            Ctrl-C stops it; what happened is kept, and is there again after the next start.
            """.formatted(url) : head + """

            Ctrl-C stops it.
            """;
    }
}
