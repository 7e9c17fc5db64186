package io.cordboard.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Which texts can be kept: PostgreSQL's texts have no NUL, and UTF-8 has no half of a character (RFC 3629 §3). Asked where a
 * document comes in; one that is stored already is read whatever it says.
 */
public final class Texts {

    private static final String EXPECTED = "Expected a text without NUL and halves of characters";
    private static final int MOST = 50;

    private Texts() {}

    /** A text that any database and any page can hold. */
    public static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c) && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
                return false;
            }
        }
        return true;
    }

    /** Every text and every name in {@code document} that cannot be kept, the first fifty. */
    public static List<PolicyProblem> problems(JsonNode document) {
        var problems = new ArrayList<PolicyProblem>();
        find(document, "", problems);
        return problems;
    }

    private static void find(JsonNode node, String path, List<PolicyProblem> problems) {
        if (problems.size() == MOST) {
            return;
        }
        if (node.isTextual() && !isStorable(node.textValue())) {
            problems.add(new PolicyProblem(path, EXPECTED));
        }
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            find(node.get(i), path + '/' + i, problems);
        }
        node.properties().forEach(member -> {
            String name = member.getKey();
            if (isStorable(name)) {
                find(member.getValue(), path + '/' + Fields.escaped(name), problems);
            } else if (problems.size() < MOST) {
                // The name itself cannot be shown.
                problems.add(new PolicyProblem(path, "Expected names without NUL and halves of characters"));
            }
        });
    }
}
