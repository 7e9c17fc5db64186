package io.cordboard.ops.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The demo tenant as the simulation knows it: who works there, which queues customers ask for, and what is said. */
final class Scene {

    static final String TENANT = "demo";
    static final String SUPERVISOR = "sue";

    /** Built-in users who take chats, in an order that gives every queue somebody early on. */
    private static final List<String> PEOPLE = List.of(
            "alice", "peggy", "niaj", "carol", "bob", "heidi", "laura", "victor", "trent", "frank", "grace", "erin",
            "olivia", "ivan", "dave", "kevin", "sybil", "judy", "mallory");

    /** Out of ten customers. */
    private static final List<String> ASKED = Stream.of(
                    Collections.nCopies(4, "support"),
                    Collections.nCopies(3, "sales"),
                    Collections.nCopies(2, "billing"),
                    Collections.nCopies(1, "vip"))
            .flatMap(List::stream)
            .toList();

    private static final Map<String, List<String>> SUBJECTS = Map.of(
            "support", List.of("It does not start any more", "The light blinks red", "How do I connect it?"),
            "sales", List.of("Which one suits me?", "Is the spring offer still on?", "Do you deliver on Saturdays?"),
            "billing", List.of("My invoice is wrong", "Where is my refund?", "I paid twice"),
            "vip", List.of("We need twenty more by Friday", "Our contract", "Something is wrong with our order"));

    private static final Map<String, List<String>> DISPOSITIONS = Map.of(
            "support", List.of("solved", "solved", "solved", "not-solved", "call-back"),
            "sales", List.of("sold", "no-sale", "call-back"),
            "billing", List.of("solved", "solved", "not-solved", "complaint"),
            "vip", List.of("solved"));

    static final List<String> GREETINGS = List.of("Hello, how can I help?", "Good day, what can I do for you?");
    static final List<String> ANSWERS =
            List.of("Let me have a look.", "I see.", "Could you tell me a little more?", "One moment, please.");
    static final List<String> ASKS =
            List.of("Thank you for looking into it.", "It began this morning.", "Yes.", "No, not that I know of.");

    private Scene() {}

    /** The first so many; beyond the people by name those of a node that was told to have more. */
    static List<String> agents(int count) {
        var names = new ArrayList<>(PEOPLE.subList(0, Math.min(count, PEOPLE.size())));
        IntStream.rangeClosed(1, count - names.size()).mapToObj(Scene::extra).forEach(names::add);
        return names;
    }

    /** How many of {@link #agents} are not among the demo tenant's people. */
    static int extras(int count) {
        return Math.max(0, count - PEOPLE.size());
    }

    static String extra(int number) {
        return "agent-" + number;
    }

    static List<String> queues() {
        return List.of("support", "sales", "billing", "vip");
    }

    static String queue(Draws draws) {
        return draws.of(ASKED);
    }

    static String subject(String queue, Draws draws) {
        return draws.of(SUBJECTS.getOrDefault(queue, List.of("A question")));
    }

    static String disposition(String queue, Draws draws) {
        return draws.of(DISPOSITIONS.getOrDefault(queue, List.of("solved")));
    }
}
