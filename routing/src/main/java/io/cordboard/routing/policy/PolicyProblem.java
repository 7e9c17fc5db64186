package io.cordboard.routing.policy;

/** One thing wrong with a policy document: where (a JSON pointer; empty for the whole document), and what would be right. */
public record PolicyProblem(String path, String message) {

    @Override
    public String toString() {
        return (path.isEmpty() ? "document" : path) + ": " + message;
    }
}
