package io.cordboard.routing.flow;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which queues a flow leads to or speaks of. */
public final class FlowUse {

    private FlowUse() {}

    public static SortedSet<String> queues(Flow flow) {
        SortedSet<String> queues = asked(flow);
        queues.add(flow.help().queue());
        flow.steps().values().forEach(step -> {
            switch (step) {
                case FlowStep.ToQueue to -> queues.add(to.queue());
                case FlowStep.Voicemail mail -> queues.add(mail.queue());
                case FlowStep.Callback back -> queues.add(back.queue());
                default -> {}
            }
        });
        return queues;
    }

    /** Those alone of which it wants to know how they stand. */
    public static SortedSet<String> asked(Flow flow) {
        SortedSet<String> queues = new TreeSet<>();
        flow.steps().values().forEach(step -> add(step, queues));
        Stream.of(flow.noInput().say(), flow.noMatch().say()).forEach(say -> said(say, queues));
        flow.waiting().flatMap(Treatment::announcements).ifPresent(said -> said(said.say(), queues));
        flow.waiting().flatMap(Treatment::callback).ifPresent(offer -> said(offer.say(), queues));
        return queues;
    }

    private static void add(FlowStep step, SortedSet<String> queues) {
        switch (step) {
            case FlowStep.Say say -> said(say.say(), queues);
            case FlowStep.Ask ask -> {
                said(ask.say(), queues);
                said(ask.patience(), queues);
            }
            case FlowStep.Menu menu -> {
                said(menu.say(), queues);
                said(menu.patience(), queues);
            }
            case FlowStep.Branch branch ->
                branch.cases().forEach(each -> queues.addAll(FlowConditions.queues(each.when())));
            case FlowStep.Assign assign -> filled(assign.attributes(), queues);
            case FlowStep.LookUp lookUp -> {
                queues.addAll(lookUp.url().queues());
                lookUp.headers().values().forEach(header -> queues.addAll(header.queues()));
                lookUp.body().ifPresent(body -> filled(body, queues));
            }
            case FlowStep.ToQueue to -> filled(to.attributes(), queues);
            case FlowStep.Voicemail mail -> said(mail.say(), queues);
            case FlowStep.Callback back -> said(back.say(), queues);
            case FlowStep.HangUp hangUp -> said(hangUp.say(), queues);
            case FlowStep.Hours _, FlowStep.Transfer _, FlowStep.Survey _ -> {}
        }
    }

    private static void said(Patience patience, SortedSet<String> queues) {
        patience.noInput().ifPresent(attempts -> said(attempts.say(), queues));
        patience.noMatch().ifPresent(attempts -> said(attempts.say(), queues));
    }

    private static void said(Collection<Prompt> prompts, SortedSet<String> queues) {
        prompts.forEach(prompt -> prompt.texts().values().forEach(text -> queues.addAll(text.queues())));
    }

    private static void filled(Assignments assignments, SortedSet<String> queues) {
        assignments.texts().values().forEach(text -> queues.addAll(text.queues()));
    }
}
