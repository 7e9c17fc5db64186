package io.cordboard.routing.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any flow that is accepted, and whatever a customer does. */
class FlowPropertyTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final FlowScope SCOPE = Talk.scope(Map.of("customer", Map.of("vip", true)));

    @Property(tries = 300)
    void anyRunGoesOnFromItsRecordedStateAndTakesNoMoreStepsThanItMay(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Flow flow = flow(random);
        FlowTurn turn = Interpreter.begin(flow, SCOPE);
        for (int i = 0; i < 200; i++) {
            FlowInput input = input(random);
            JsonNode written = JSON.readTree(JSON.writeValueAsBytes(FlowStateCodec.write(turn.state())));
            FlowTurn again = Interpreter.on(flow, FlowStateCodec.read(written), input, SCOPE);
            turn = Interpreter.on(flow, turn.state(), input, SCOPE);

            assertThat(again).isEqualTo(turn);
            assertThat(turn.state().taken()).isLessThanOrEqualTo(Run.IN_ALL);
            assertThat(turn.path()).hasSizeLessThanOrEqualTo(flow.steps().size() + 1);
        }
    }

    @Property(tries = 300)
    void whoDoesNothingComesToAnEndFromAnywhere(@ForAll long seed) {
        Random random = new Random(seed);
        Flow flow = flow(random);
        FlowTurn turn = Interpreter.begin(flow, SCOPE);
        for (int i = random.nextInt(20); i > 0; i--) {
            turn = Interpreter.on(flow, turn.state(), input(random), SCOPE);
        }
        assertThat(turnsToTheEnd(flow, turn))
                .isLessThanOrEqualTo(2 * 11 * (flow.steps().size() + 1));
    }

    @Property(tries = 300)
    void keyForHelpLeadsToAPersonFromWhereverACustomerIsAsked(@ForAll long seed) {
        Random random = new Random(seed);
        Flow flow = flow(random);
        FlowTurn turn = Interpreter.begin(flow, SCOPE);
        for (int i = 0; i < 50 && !(turn.act() instanceof FlowAct.End); i++) {
            if (turn.act() instanceof FlowAct.Ask && turn.state().ahead().isEmpty()) {
                FlowTurn helped = Interpreter.on(
                        flow, turn.state(), new FlowInput.Digits(flow.help().key()), SCOPE);
                FlowTurn twice = Interpreter.on(
                        flow, helped.state(), new FlowInput.Digits(flow.help().key()), SCOPE);
                assertThat(helped.state().helped()).isPresent();
                if (helped.act() instanceof FlowAct.Ask) {
                    assertThat(twice.act())
                            .isInstanceOfSatisfying(
                                    FlowAct.End.class,
                                    end -> assertThat(end.ending()).isInstanceOf(Ending.ToQueue.class));
                }
            }
            turn = Interpreter.on(flow, turn.state(), input(random), SCOPE);
        }
    }

    private static int turnsToTheEnd(Flow flow, FlowTurn from) {
        FlowTurn turn = from;
        int turns = 0;
        while (turns < 100_000) {
            FlowInput nothing;
            switch (turn.act()) {
                case FlowAct.Say _ -> nothing = new FlowInput.Spoken("");
                case FlowAct.Ask _ -> nothing = new FlowInput.NoInput();
                case FlowAct.LookUp _ -> nothing = new FlowInput.LookUpFailed(FlowInput.LookUpFailed.Failure.TIMEOUT);
                case FlowAct.End _ -> {
                    return turns;
                }
            }
            turn = Interpreter.on(flow, turn.state(), nothing, SCOPE);
            turns++;
        }
        return turns;
    }

    private static FlowInput input(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> new FlowInput.Spoken(random.nextBoolean() ? "" : keys(random));
            case 2, 3, 4, 5 -> new FlowInput.Digits(keys(random));
            case 6 -> new FlowInput.Words(random.nextBoolean() ? "one" : keys(random));
            case 7 -> new FlowInput.NoInput();
            case 8 ->
                new FlowInput.LookedUp(
                        random.nextBoolean() ? 200 : 500, random.nextBoolean() ? body() : MissingNode.getInstance());
            case 9 -> new FlowInput.LookUpFailed(FlowInput.LookUpFailed.Failure.UNREACHABLE);
            case 10 -> new FlowInput.Refused("x");
            default -> new FlowInput.Resumed();
        };
    }

    private static JsonNode body() {
        return FlowDocuments.yaml("{a: {b: 1}, c: [1, {x: y}], d: null}");
    }

    private static String keys(Random random) {
        StringBuilder keys = new StringBuilder();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            keys.append("0123456789*#x".charAt(random.nextInt(13)));
        }
        return keys.toString();
    }

    /** A flow whose steps lead on, but for answers, which may lead anywhere. */
    private static Flow flow(Random random) {
        int size = 2 + random.nextInt(12);
        ObjectNode steps = JSON.createObjectNode();
        for (int i = 0; i < size - 1; i++) {
            steps.set("s" + i, FlowDocuments.yaml(step(random, i, size)));
        }
        steps.set("s" + (size - 1), FlowDocuments.yaml("{type: hangUp, say: [Bye.]}"));
        ObjectNode document = JSON.createObjectNode().put("start", "s0");
        ObjectNode help =
                document.putObject("help").put("queue", "support").put("key", random.nextBoolean() ? "0" : "*");
        if (random.nextBoolean()) {
            help.put("then", "s" + random.nextInt(size));
        }
        document.set("steps", steps);
        Deque<String> next = new ArrayDeque<>(List.of("s0", help.path("then").asText("s0")));
        Set<String> reached = new HashSet<>();
        while (!next.isEmpty()) {
            String each = next.remove();
            if (reached.add(each)) {
                steps.get(each).findValuesAsText("then").forEach(next::add);
                steps.get(each).findValuesAsText("otherwise").forEach(next::add);
            }
        }
        steps.retain(reached);
        return FlowCodec.read(document).orThrow();
    }

    private static String step(Random random, int at, int size) {
        String on = "s" + (at + 1 + random.nextInt(size - at - 1));
        String other = "s" + (at + 1 + random.nextInt(size - at - 1));
        String any = "s" + random.nextInt(size);
        boolean limited = random.nextBoolean();
        String patience = limited
                ? ", noInput: {limit: " + (1 + random.nextInt(10)) + ", then: " + other
                        + "}, noMatch: {limit: 2, then: " + any + "}"
                : "";
        return switch (random.nextInt(10)) {
            case 0 ->
                "{type: say, say: ['{interaction.a}'], interruptible: " + random.nextBoolean() + ", then: " + on + "}";
            case 1, 2 ->
                "{type: ask, say: [A], into: a, digits: {least: 2, most: " + (2 + random.nextInt(3)) + "}, masked: "
                        + random.nextBoolean() + ", words: " + random.nextBoolean() + patience + ", then: " + on + "}";
            case 3, 4 ->
                "{type: menu, say: [M], choices: {'1': {words: [one], then: " + on + "}, '2': {then: " + any + "}}"
                        + patience + "}";
            case 5 ->
                "{type: branch, cases: [{when: interaction.a exists, then: " + on + "}], otherwise: " + other + "}";
            case 6 -> "{type: set, attributes: {a: '{interaction.a}x', b: null}, then: " + on + "}";
            case 7 ->
                "{type: lookUp, url: 'https://x.example/{interaction.a}', into: {a: /a/b, c: /c}, then: " + on
                        + ", otherwise: " + other + "}";
            case 8 -> "{type: transfer, number: '{interaction.a}', otherwise: " + on + "}";
            default -> "{type: queue, queue: sales, otherwise: " + on + "}";
        };
    }
}
