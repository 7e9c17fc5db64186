package io.cordboard.routing.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.flow.FlowAct.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One turn of a run: its state while it goes from step to step until something must be waited for. */
final class Run {

    /** Steps in one turn: more than any document that was accepted can take, so nothing that is read from one ends here. */
    static final int IN_TURN = 600;

    /** Steps in all. */
    static final int IN_ALL = 2_000;

    /** Keys that are kept for later. */
    private static final int AHEAD = 128;

    private final Flow flow;
    private final FlowScope scope;
    private final List<String> path = new ArrayList<>();

    private String step;
    private Attributes learned;
    private final SortedMap<String, String> secrets;
    private String ahead;
    private String stray;
    private int noInputs;
    private int noMatches;
    private int taken;
    private Optional<Reason> helped;
    private Optional<String> survey;

    Run(Flow flow, FlowState state, FlowScope scope) {
        this.flow = flow;
        this.scope = scope;
        step = state.step();
        learned = state.learned();
        secrets = new TreeMap<>(state.secrets());
        ahead = state.ahead();
        stray = state.stray();
        noInputs = state.noInputs();
        noMatches = state.noMatches();
        taken = state.taken();
        helped = state.helped();
        survey = state.survey();
    }

    /** What comes of what a customer or a server did at a step. */
    private sealed interface Next {
        record Go(String to) implements Next {}

        record Do(FlowAct act) implements Next {}
    }

    FlowTurn enter(String name) {
        return follow(new Next.Go(name));
    }

    FlowTurn on(FlowInput input) {
        FlowStep at = flow.steps().get(step);
        if (at == null) {
            boolean over = step.isEmpty() && taken > 0;
            return turn(
                    over && input instanceof FlowInput.Refused
                            ? end(new Ending.HangUp(List.of()), Reason.REFUSED)
                            : giveUp(over ? helped.orElse(Reason.TOO_LONG) : Reason.BROKEN));
        }
        return follow(
                switch (input) {
                    case FlowInput.Spoken(String keys) -> spoken(at, keys);
                    case FlowInput.Digits(String keys) -> digits(at, keys);
                    case FlowInput.Words(String text) -> words(at, text);
                    case FlowInput.NoInput _ -> silence(at);
                    case FlowInput.LookedUp(int status, JsonNode body) -> answered(at, status, body);
                    case FlowInput.LookUpFailed _ ->
                        at instanceof FlowStep.LookUp lookUp ? new Next.Go(lookUp.otherwise()) : again(at);
                    case FlowInput.Refused _ -> refused(at);
                    case FlowInput.Resumed _ -> again(at);
                });
    }

    private FlowTurn follow(Next next) {
        Next now = next;
        while (now instanceof Next.Go(String to)) {
            if (taken >= IN_ALL || path.size() >= IN_TURN) {
                return turn(giveUp(Reason.TOO_LONG));
            }
            FlowStep entered = flow.steps().get(to);
            if (entered == null) {
                return turn(giveUp(Reason.BROKEN));
            }
            step = to;
            taken++;
            noInputs = 0;
            noMatches = 0;
            path.add(to);
            now = arrive(entered);
        }
        return turn(((Next.Do) now).act());
    }

    private FlowTurn turn(FlowAct act) {
        return new FlowTurn(
                new FlowState(step, learned, secrets, ahead, stray, noInputs, noMatches, taken, helped, survey),
                path,
                act);
    }

    private Next arrive(FlowStep at) {
        return switch (at) {
            case FlowStep.Say say when say.interruptible() && !ahead.isEmpty() -> new Next.Go(say.then());
            case FlowStep.Ask ask when complete(ask) -> entered(ask);
            case FlowStep.Menu menu when !ahead.isEmpty() -> chosen(menu);
            case FlowStep.Branch branch -> new Next.Go(branch(branch));
            case FlowStep.Hours hours ->
                new Next.Go(hours.hours().isOpen(scope.now()) ? hours.then() : hours.otherwise());
            case FlowStep.Assign assign -> {
                assign.attributes().values(known()).forEach(this::learn);
                yield new Next.Go(assign.then());
            }
            case FlowStep.Survey later -> {
                survey = Optional.of(later.flow());
                yield new Next.Go(later.then());
            }
            case FlowStep.ToQueue queue -> {
                queue.attributes().values(known()).forEach(this::learn);
                yield again(at);
            }
            // Whoever has typed the key for a person on the way here has not been heard yet.
            case FlowStep.HangUp _, FlowStep.Voicemail _
            when helped.isEmpty() && ahead.startsWith(flow.help().key()) -> help(Reason.HELP);
            default -> again(at);
        };
    }

    /** The act of a step that waits for something, or ends the run. */
    private Next again(FlowStep at) {
        return switch (at) {
            case FlowStep.Say say -> new Next.Do(new FlowAct.Say(said(say.say()), say.interruptible()));
            case FlowStep.Ask ask -> ask(ask, ask.say());
            case FlowStep.Menu menu -> ask(menu, menu.say());
            case FlowStep.LookUp lookUp ->
                Requests.of(lookUp, known())
                        .<Next>map(request -> new Next.Do(new FlowAct.LookUp(request)))
                        .orElseGet(() -> new Next.Go(lookUp.otherwise()));
            case FlowStep.ToQueue queue ->
                done(new Ending.ToQueue(queue.queue(), queue.priority(), queue.requirements()));
            case FlowStep.Transfer to -> {
                Optional<Ending> target = to.agent()
                        .<Ending>map(Ending.ToAgent::new)
                        .or(() -> to.number()
                                .map(number -> number.written(known()))
                                .filter(number -> !number.isBlank())
                                .map(Ending.ToNumber::new));
                yield target.map(this::done).orElseGet(() -> refused(at));
            }
            case FlowStep.Voicemail mail ->
                done(new Ending.Voicemail(said(mail.say()), mail.queue(), mail.longest(), mail.keep()));
            case FlowStep.Callback back ->
                done(new Ending.Callback(
                        said(back.say()),
                        back.queue(),
                        back.number().map(number -> number.written(known())).filter(number -> !number.isBlank()),
                        back.priority(),
                        back.requirements()));
            case FlowStep.HangUp hangUp -> done(new Ending.HangUp(said(hangUp.say())));
            // These wait for nothing, so no run is at one of them: only a state that was made up.
            case FlowStep.Branch _, FlowStep.Hours _, FlowStep.Assign _, FlowStep.Survey _ -> new Next.Go(step);
        };
    }

    private Next done(Ending ending) {
        return new Next.Do(end(ending, helped.orElse(Reason.DONE)));
    }

    private FlowAct end(Ending ending, Reason reason) {
        ahead = "";
        stray = "";
        secrets.clear();
        return new FlowAct.End(ending, reason, survey);
    }

    private FlowAct giveUp(Reason reason) {
        step = "";
        taken = Math.max(1, taken);
        helped = Optional.of(reason);
        return end(new Ending.ToQueue(flow.help().queue(), Optional.empty(), Map.of()), reason);
    }

    /** To a person: by way of the step that is for that, the first time. */
    private Next help(Reason reason) {
        ahead = "";
        boolean first = helped.isEmpty();
        helped = Optional.of(reason);
        Optional<String> way = flow.help().then().filter(_ -> first);
        return way.<Next>map(Next.Go::new).orElseGet(() -> new Next.Do(giveUp(reason)));
    }

    private String branch(FlowStep.Branch branch) {
        Known known = known();
        return branch.cases().stream()
                .filter(each -> known.holds(each.when()))
                .findFirst()
                .map(FlowStep.Case::then)
                .orElse(branch.otherwise());
    }

    private Next spoken(FlowStep at, String keys) {
        type(keys);
        return at instanceof FlowStep.Say say ? new Next.Go(say.then()) : again(at);
    }

    private Next digits(FlowStep at, String keys) {
        type(at instanceof FlowStep.Menu menu && menu.choices().containsKey(stray) ? keys : strayed(keys));
        stray = "";
        if (ahead.isEmpty()) {
            return again(at);
        }
        return switch (at) {
            case FlowStep.Say say -> new Next.Go(say.then());
            case FlowStep.Menu menu -> chosen(menu);
            case FlowStep.Ask ask -> entered(ask);
            default -> again(at);
        };
    }

    /** Without the terminator of the answer before, if that was complete without it. */
    private String strayed(String keys) {
        return !stray.isEmpty() && ahead.isEmpty() && keys.startsWith(stray) ? keys.substring(1) : keys;
    }

    private void type(String keys) {
        keys.chars()
                .mapToObj(Character::toString)
                .filter(key -> Key.isOne(key) && ahead.length() < AHEAD)
                .forEach(key -> ahead += key);
    }

    private Next chosen(FlowStep.Menu menu) {
        String key = ahead.substring(0, 1);
        FlowStep.Choice choice = menu.choices().get(key);
        if (key.equals(flow.help().key())) {
            return help(Reason.HELP);
        }
        if (choice == null) {
            return noMatch(menu, menu.say(), menu.patience());
        }
        ahead = ahead.substring(1);
        return new Next.Go(choice.then());
    }

    /** Whether what was typed ahead is a whole answer. */
    private boolean complete(FlowStep.Ask ask) {
        return ahead.length() >= ask.most()
                || ask.terminator().filter(ahead::contains).isPresent()
                || !Key.isDigit(flow.help().key()) && ahead.contains(flow.help().key());
    }

    private Next entered(FlowStep.Ask ask) {
        int end = ask.terminator().map(ahead::indexOf).orElse(-1);
        boolean ended = end >= 0 && end <= ask.most();
        String answer = ahead.substring(0, ended ? end : Math.min(ahead.length(), ask.most()));
        boolean asksForHelp = answer.equals(flow.help().key())
                || !Key.isDigit(flow.help().key())
                        && answer.contains(flow.help().key());
        if (asksForHelp) {
            return help(Reason.HELP);
        }
        if (!Key.isDigit(answer) || answer.length() < ask.least()) {
            return noMatch(ask, ask.say(), ask.patience());
        }
        ahead = ahead.substring(answer.length() + (ended ? 1 : 0));
        stray = ended || !ahead.isEmpty() ? "" : ask.terminator().orElse("");
        return keep(ask, answer);
    }

    private Next keep(FlowStep.Ask ask, String answer) {
        if (ask.masked()) {
            secrets.put(ask.into(), answer);
        } else {
            learn(ask.into(), answer);
        }
        return new Next.Go(ask.then());
    }

    private Next words(FlowStep at, String text) {
        String plain = Words.plain(text);
        if (isHelp(plain)) {
            return help(Reason.HELP);
        }
        return switch (at) {
            case FlowStep.Say say -> new Next.Go(say.then());
            case FlowStep.Menu menu -> said(menu, plain);
            case FlowStep.Ask ask -> written(ask, text);
            default -> again(at);
        };
    }

    private boolean isHelp(String plain) {
        return plain.equals(flow.help().key()) || flow.help().words().contains(plain);
    }

    /** A key or a word by itself, else the one choice whose word is mentioned. */
    private Next said(FlowStep.Menu menu, String plain) {
        for (Map.Entry<String, FlowStep.Choice> each : menu.choices().entrySet()) {
            if (plain.equals(each.getKey()) || each.getValue().words().contains(plain)) {
                return new Next.Go(each.getValue().then());
            }
        }
        List<Next> meant = new ArrayList<>();
        if (Words.mentions(plain, flow.help().words())) {
            return help(Reason.HELP);
        }
        menu.choices().values().stream()
                .filter(choice -> Words.mentions(plain, choice.words()))
                .forEach(choice -> meant.add(new Next.Go(choice.then())));
        return meant.size() == 1 ? meant.getFirst() : noMatch(menu, menu.say(), menu.patience());
    }

    private Next written(FlowStep.Ask ask, String text) {
        String answer = text.strip();
        if (ask.words()) {
            boolean fits = !answer.isEmpty() && answer.length() <= Attributes.MAX_TEXT;
            return fits ? keep(ask, answer) : noMatch(ask, ask.say(), ask.patience());
        }
        String digits = answer.replaceAll("[\\s./-]", "");
        boolean fits = Key.isDigit(digits) && digits.length() >= ask.least() && digits.length() <= ask.most();
        return fits ? keep(ask, digits) : noMatch(ask, ask.say(), ask.patience());
    }

    private Next silence(FlowStep at) {
        stray = "";
        return switch (at) {
            case FlowStep.Menu menu when !ahead.isEmpty() -> chosen(menu);
            case FlowStep.Ask ask when !ahead.isEmpty() -> entered(ask);
            case FlowStep.Menu menu -> noInput(menu, menu.say(), menu.patience());
            case FlowStep.Ask ask -> noInput(ask, ask.say(), ask.patience());
            default -> again(at);
        };
    }

    private Next noInput(FlowStep at, List<Prompt> say, Patience patience) {
        noInputs++;
        return retry(at, say, patience.noInput().orElse(flow.noInput()), noInputs);
    }

    private Next noMatch(FlowStep at, List<Prompt> say, Patience patience) {
        ahead = "";
        noMatches++;
        return retry(at, say, patience.noMatch().orElse(flow.noMatch()), noMatches);
    }

    private Next retry(FlowStep at, List<Prompt> say, Attempts attempts, int times) {
        if (times >= attempts.limit()) {
            return attempts.then().<Next>map(Next.Go::new).orElseGet(() -> help(Reason.TRIES));
        }
        List<Prompt> all = new ArrayList<>(attempts.say());
        all.addAll(say);
        return ask(at, all);
    }

    /** Whoever has begun to type is not told again what to type. */
    private Next ask(FlowStep at, List<Prompt> say) {
        boolean isAsk = at instanceof FlowStep.Ask;
        Patience patience = at instanceof FlowStep.Ask ask
                ? ask.patience()
                : at instanceof FlowStep.Menu menu ? menu.patience() : Patience.OF_FLOW;
        int typed = isAsk ? ahead.length() : 0;
        AskTerms terms = new AskTerms(
                at instanceof FlowStep.Ask ask ? Math.max(0, ask.least() - typed) : 1,
                at instanceof FlowStep.Ask ask ? Math.max(1, ask.most() - typed) : 1,
                at instanceof FlowStep.Ask ask ? ask.terminator() : Optional.empty(),
                typed > 0 ? flow.between() : patience.timeout().orElse(flow.timeout()),
                flow.between(),
                at instanceof FlowStep.Ask ask && ask.masked());
        return new Next.Do(new FlowAct.Ask(typed > 0 ? List.of() : said(say), terms));
    }

    private Next answered(FlowStep at, int status, JsonNode body) {
        if (!(at instanceof FlowStep.LookUp lookUp)) {
            return again(at);
        }
        if (status < 200 || status > 299) {
            return new Next.Go(lookUp.otherwise());
        }
        lookUp.into().forEach((name, pointer) -> Requests.value(body, pointer).ifPresent(value -> learn(name, value)));
        return new Next.Go(lookUp.then());
    }

    private Next refused(FlowStep at) {
        return switch (at) {
            case FlowStep.Say say -> new Next.Go(say.then());
            case FlowStep.LookUp lookUp -> new Next.Go(lookUp.otherwise());
            case FlowStep.ToQueue queue -> elsewhere(queue.otherwise());
            case FlowStep.Transfer to -> elsewhere(to.otherwise());
            case FlowStep.Voicemail mail -> elsewhere(mail.otherwise());
            case FlowStep.Callback back -> elsewhere(back.otherwise());
            case FlowStep.HangUp _ -> again(at);
            case FlowStep.Ask _,
                    FlowStep.Menu _,
                    FlowStep.Branch _,
                    FlowStep.Hours _,
                    FlowStep.Assign _,
                    FlowStep.Survey _ -> elsewhere(Optional.empty());
        };
    }

    private Next elsewhere(Optional<String> otherwise) {
        return otherwise.<Next>map(Next.Go::new).orElseGet(() -> new Next.Do(giveUp(Reason.REFUSED)));
    }

    /** What is too much to be known is not. */
    private void learn(String name, @Nullable Object value) {
        var change = new TreeMap<String, @Nullable Object>();
        change.put(name, value);
        try {
            Attributes more = learned.with(change);
            if (more.members().size() <= Limits.ATTRIBUTES) {
                learned = more;
            }
        } catch (IllegalArgumentException _) {
            // Longer than an attribute may be, or than all of them together.
        }
    }

    private Known known() {
        return Known.of(scope, learned, secrets);
    }

    private List<Utterance> said(List<Prompt> prompts) {
        return Prompt.all(prompts, flow.language(), known());
    }
}
