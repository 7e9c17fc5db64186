package io.cordboard.node;

/** What a person reads once a node is up. */
final class Welcome {

    /** The line that says that a node is up. */
    static final String UP = "Cordboard is up.";

    private Welcome() {}

    static String text(String url, boolean demo) {
        String head = """

            %2$s

              page        %1$s/
              API         %1$s/api/v1        described at %1$s/openapi.yaml and %1$s/asyncapi.yaml
            """.formatted(url, UP);
        return demo ? head + """
              demo        tenant demo; agents alice, bob, carol ..., supervisor sue, admin ada, operator olga; password: the name again

            Open the page, sign in as an agent on one side, become ready, and chat as a customer on the other.
            Ctrl-C stops it.
            """ : head;
    }
}
