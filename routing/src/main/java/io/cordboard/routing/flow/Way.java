package io.cordboard.routing.flow;

import io.cordboard.routing.policy.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way from one step to another.
 *
 * @param at where its step's part of the document names the other
 * @param answered whether it is gone only after the customer has done something
 */
record Way(String at, String to, boolean answered) {

    private static final String INHERITED = "";

    static List<Way> of(Flow flow, FlowStep step) {
        List<Way> ways = new ArrayList<>();
        switch (step) {
            case FlowStep.Say say -> ways.add(then(say.then()));
            case FlowStep.Ask ask -> {
                ways.add(new Way("/then", ask.then(), true));
                of(flow, ask.patience(), ways);
            }
            case FlowStep.Menu menu -> {
                menu.choices()
                        .forEach((key, choice) ->
                                ways.add(new Way("/choices/" + Fields.escaped(key) + "/then", choice.then(), true)));
                of(flow, menu.patience(), ways);
            }
            case FlowStep.Branch branch -> {
                for (int i = 0; i < branch.cases().size(); i++) {
                    ways.add(new Way(
                            "/cases/" + i + "/then", branch.cases().get(i).then(), false));
                }
                ways.add(otherwise(branch.otherwise()));
            }
            case FlowStep.Hours hours -> {
                ways.add(then(hours.then()));
                ways.add(otherwise(hours.otherwise()));
            }
            case FlowStep.Assign assign -> ways.add(then(assign.then()));
            case FlowStep.LookUp lookUp -> {
                ways.add(then(lookUp.then()));
                ways.add(otherwise(lookUp.otherwise()));
            }
            case FlowStep.Survey survey -> ways.add(then(survey.then()));
            case FlowStep.ToQueue queue -> of(queue.otherwise(), ways);
            case FlowStep.Transfer to -> of(to.otherwise(), ways);
            case FlowStep.Voicemail mail -> of(mail.otherwise(), ways);
            case FlowStep.Callback back -> of(back.otherwise(), ways);
            case FlowStep.HangUp _ -> {}
        }
        return ways;
    }

    boolean inherited() {
        return at.equals(INHERITED);
    }

    /** Whether the step is a person, a message for one, or the end. */
    static boolean arrives(FlowStep step) {
        return switch (step) {
            case FlowStep.ToQueue _,
                    FlowStep.Transfer _,
                    FlowStep.Voicemail _,
                    FlowStep.Callback _,
                    FlowStep.HangUp _ -> true;
            case FlowStep.Say _,
                    FlowStep.Ask _,
                    FlowStep.Menu _,
                    FlowStep.Branch _,
                    FlowStep.Hours _,
                    FlowStep.Assign _,
                    FlowStep.LookUp _,
                    FlowStep.Survey _ -> false;
        };
    }

    /** What is said of the flow as a whole holds where a step does not say it itself. */
    private static void of(Flow flow, Patience patience, List<Way> ways) {
        String noInput = patience.noInput().isPresent() ? "/noInput/then" : INHERITED;
        patience.noInput().orElse(flow.noInput()).then().ifPresent(then -> ways.add(new Way(noInput, then, false)));
        String noMatch = patience.noMatch().isPresent() ? "/noMatch/then" : INHERITED;
        patience.noMatch().orElse(flow.noMatch()).then().ifPresent(then -> ways.add(new Way(noMatch, then, true)));
    }

    private static void of(Optional<String> otherwise, List<Way> ways) {
        otherwise.ifPresent(step -> ways.add(otherwise(step)));
    }

    private static Way then(String to) {
        return new Way("/then", to, false);
    }

    private static Way otherwise(String to) {
        return new Way("/otherwise", to, false);
    }
}
