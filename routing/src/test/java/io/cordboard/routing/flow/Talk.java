package io.cordboard.routing.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Attributes;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** One customer and a flow, told as a conversation. */
final class Talk {

    static final Instant MONDAY_NOON = Instant.parse("2026-11-23T11:00:00Z");

    private final Flow flow;
    private FlowScope scope;
    private FlowTurn turn;

    private Talk(Flow flow, FlowScope scope) {
        this.flow = flow;
        this.scope = scope;
        turn = Interpreter.begin(flow, scope);
    }

    static FlowScope scope(Map<String, ?> attributes) {
        return new FlowScope(Medium.VOICE, Attributes.of(attributes), Attributes.NONE, MONDAY_NOON);
    }

    static Talk of(Flow flow) {
        return of(flow, scope(Map.of()));
    }

    static Talk of(Flow flow, FlowScope scope) {
        return new Talk(flow, scope);
    }

    static Talk of(String start, String steps) {
        return of(FlowDocuments.flow(start, steps));
    }

    Talk types(String keys) {
        return on(new FlowInput.Digits(keys));
    }

    Talk writes(String text) {
        return on(new FlowInput.Words(text));
    }

    Talk hears() {
        return on(new FlowInput.Spoken(""));
    }

    Talk isSilent() {
        return on(new FlowInput.NoInput());
    }

    Talk answer(int status, String json) {
        JsonNode body = FlowDocuments.yaml(json);
        return on(new FlowInput.LookedUp(status, body));
    }

    Talk refused() {
        return on(new FlowInput.Refused("no"));
    }

    Talk on(FlowInput input) {
        turn = Interpreter.on(flow, turn.state(), input, scope);
        return this;
    }

    Talk now(FlowScope other) {
        scope = other;
        return this;
    }

    /** Goes on elsewhere, from what was recorded. */
    Talk resumed() {
        FlowState recorded =
                FlowStateCodec.read(FlowStateCodec.write(turn.state().withoutSecrets()));
        turn = Interpreter.on(flow, recorded, new FlowInput.Resumed(), scope);
        return this;
    }

    FlowTurn turn() {
        return turn;
    }

    Attributes learned() {
        return turn.state().learned();
    }

    AskTerms terms() {
        return ((FlowAct.Ask) turn.act()).terms();
    }

    LookUpRequest request() {
        return ((FlowAct.LookUp) turn.act()).request();
    }

    Talk path(String... steps) {
        assertThat(turn.path()).containsExactly(steps);
        return this;
    }

    /** "say ...", "ask ...", "look up GET url", "end DONE queue support" and the like. */
    Talk does(String act) {
        assertThat(shown(turn.act())).isEqualTo(act);
        return this;
    }

    private static String shown(FlowAct act) {
        return switch (act) {
            case FlowAct.Say(var say, _) -> "say " + shown(say);
            case FlowAct.Ask(var say, _) -> "ask " + shown(say);
            case FlowAct.LookUp(var request) -> "look up " + request.method() + ' ' + request.url();
            case FlowAct.End(var ending, var reason, var survey) ->
                "end " + reason + ' ' + shown(ending)
                        + survey.map(name -> " then " + name).orElse("");
        };
    }

    private static String shown(Ending ending) {
        return switch (ending) {
            case Ending.ToQueue(String queue, var priority, var requirements) ->
                "queue " + queue + priority.map(points -> " " + points).orElse("")
                        + (requirements.isEmpty() ? "" : " " + requirements);
            case Ending.ToAgent(String agent) -> "agent " + agent;
            case Ending.ToNumber(String number) -> "number " + number;
            case Ending.Voicemail(var say, String queue, _, _) -> "voicemail " + queue + ' ' + shown(say);
            case Ending.Callback(var say, String queue, var number, _, _) ->
                "callback " + queue + ' ' + number.orElse("own") + ' ' + shown(say);
            case Ending.HangUp(var say) -> ("hang up " + shown(say)).strip();
        };
    }

    private static String shown(java.util.List<Utterance> say) {
        return say.stream().map(Utterance::text).collect(Collectors.joining(" "));
    }
}
