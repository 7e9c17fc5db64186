package io.cordboard.telephony.guide;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.flow.Ending;
import io.cordboard.routing.flow.FlowAct;
import io.cordboard.routing.flow.FlowInput;
import io.cordboard.routing.flow.FlowScope;
import io.cordboard.routing.flow.FlowState;
import io.cordboard.routing.flow.FlowStateCodec;
import io.cordboard.routing.flow.FlowTurn;
import io.cordboard.routing.flow.FlowUse;
import io.cordboard.routing.flow.Interpreter;
import io.cordboard.routing.flow.LookUpRequest;
import io.cordboard.routing.flow.Prompt;
import io.cordboard.routing.flow.Treatment;
import io.cordboard.routing.flow.Utterance;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;

/**
 * Runs a flow for one caller: tells the interpreter what is heard of them, has said what it wants said, and reports how far it has
 * come. Used by one actor, which passes on what happens.
 */
public final class Guidance {

    /** What the actor does for it. */
    public interface Stage {
        Instant now();

        /** Has this said, in place of what is being said, and tells {@link #said} or {@link #unsaid} with the number. */
        void say(long number, List<Utterance> words);

        /** Ends what is being said. */
        void hush();

        /** Tells {@link #timeUp} after this time, unless it is asked again or told to {@link #deafen}. */
        void listen(Duration time);

        void deafen();

        /** Asks, and tells {@link #lookedUp} with the number. */
        void lookUp(long number, LookUpRequest request);

        void report(LegReport report);

        /** Finds out how these queues stand, and tells {@link #know} with the number. */
        void look(long number, SortedSet<String> queues);

        /** Has somebody call back, and tells {@link #arranged} or {@link #notArranged} with the number. */
        void callBack(long number, Ending.Callback back, Attributes known, Instant since);

        /** Takes a message, and tells {@link #arranged} with the number when it is over, or {@link #notArranged}. */
        void takeMessage(long number, Ending.Voicemail mail, Attributes known);

        /** The message is over. */
        void endMessage();
    }

    /** More keys than anybody needs ahead are the cat's. */
    private static final int MOST_KEYS = 64;

    private final InteractionId call;
    private final Published published;
    private final Attributes attributes;
    private final Stage stage;
    private final SortedSet<String> asked;
    private final Deque<Character> pending = new ArrayDeque<>();
    private final StringBuilder typed = new StringBuilder();
    private FlowTurn turn;
    private Optional<FlowInput> back = Optional.empty();
    private Attributes queues = Attributes.NONE;
    private Optional<Supplier<FlowTurn>> next = Optional.empty();
    private long looks;
    private int turns;
    private long number;
    private boolean saying;
    private boolean over;
    private Optional<Instant> inLineSince = Optional.empty();

    /** @param attributes what is known of the call before */
    public Guidance(InteractionId call, Published published, Attributes attributes, Stage stage) {
        this.call = call;
        this.published = published;
        this.attributes = attributes;
        this.stage = stage;
        this.asked = FlowUse.asked(published.flow());
        this.turn = Interpreter.begin(published.flow(), scope());
    }

    public void begin() {
        turn(() -> Interpreter.begin(published.flow(), scope()));
    }

    /** Takes a turn, as soon as it is known how the queues stand that the flow asks about. */
    private void turn(Supplier<FlowTurn> taken) {
        next = Optional.of(taken);
        if (asked.isEmpty()) {
            take();
        } else {
            stage.look(++looks, asked);
        }
    }

    private void take() {
        next.ifPresent(taken -> {
            next = Optional.empty();
            turn = taken.get();
            go();
        });
    }

    /** How the queues stand, by name. */
    public void know(long look, Attributes how) {
        if (!over && look == looks) {
            queues = how;
            take();
        }
    }

    /** All of it is said. */
    public void said(long what) {
        if (!saying || what != number) {
            return;
        }
        saying = false;
        switch (turn.act()) {
            case FlowAct.Say _ -> tell(new FlowInput.Spoken(typed.toString()));
            case FlowAct.Ask ask -> {
                if (typed.isEmpty()) {
                    stage.listen(ask.terms().first());
                }
            }
            case FlowAct.End act -> ended(act.ending());
            case FlowAct.LookUp _ -> {}
        }
    }

    /** It cannot be said. */
    public void unsaid(long what, String why) {
        if (!saying || what != number) {
            return;
        }
        saying = false;
        if (turn.act() instanceof FlowAct.End act) {
            ended(act.ending());
        } else {
            tell(new FlowInput.Refused(why));
        }
    }

    public void pressed(char key) {
        if (pending.size() < MOST_KEYS) {
            pending.add(key);
        }
        takeKeys();
    }

    public void timeUp() {
        if (!over && next.isEmpty() && turn.act() instanceof FlowAct.Ask && !saying) {
            tell(typed.isEmpty() ? new FlowInput.NoInput() : new FlowInput.Digits(typed.toString()));
        }
    }

    public void lookedUp(long what, FlowInput answer) {
        if (!over && turn.act() instanceof FlowAct.LookUp && what == number) {
            tell(answer);
        }
    }

    /** What was reported of it is not taken: it cannot go on like this. */
    public void refused(LegReport report) {
        if (!over && (report instanceof LegReport.Advanced || report instanceof LegReport.SentOutside)) {
            tell(new FlowInput.Refused("record"));
        }
    }

    /** What was to be left for an agent is. */
    public void arranged(long what) {
        if (over || what != number || !(turn.act() instanceof FlowAct.End act)) {
            return;
        }
        if (act.ending() instanceof Ending.Callback back) {
            say(back.say());
        } else {
            hangUp();
        }
    }

    /** It cannot be left. */
    public void notArranged(long what, String why) {
        if (!over && what == number && turn.act() instanceof FlowAct.End) {
            tell(new FlowInput.Refused(why));
        }
    }

    /** The customer waits in line from now on. */
    public void waits() {
        inLineSince = Optional.of(stage.now());
    }

    /** The customer waits, and has pressed a key: it may lead back into the flow. */
    public void pressedInLine(char key) {
        var input = new FlowInput.Digits(String.valueOf(key));
        Interpreter.whileWaiting(published.flow(), turn.state(), input, scope()).ifPresent(_ -> {
            back = Optional.of(input);
            stage.report(new LegReport.WentBack(call, published.guide(), turns));
        });
    }

    /** The customer is out of the line, and where the key leads; or could not be connected outside. */
    public void goBack() {
        back.ifPresent(input -> {
            back = Optional.empty();
            over = false;
            pending.clear();
            FlowState left = turn.state();
            turn(() -> Interpreter.whileWaiting(published.flow(), left, input, scope())
                    .orElseGet(() -> Interpreter.on(published.flow(), left, input, scope())));
        });
    }

    /** What the flow says of waiting, if it does. */
    public Optional<Treatment> waiting() {
        return published.flow().waiting();
    }

    /** What is to be said of it to a caller who stands so in line. */
    public List<Utterance> announced(List<Prompt> say, Optional<Integer> position, Optional<Duration> wait) {
        return Interpreter.announced(published.flow(), say, turn.state(), scope(), position, wait);
    }

    /** A recording, to be played over and over. */
    public List<Utterance> music(String name) {
        return List.of(new Utterance(published.flow().language(), "", "", Optional.of(name)));
    }

    /** The caller has gone, or waits. */
    public void stop() {
        over = true;
        saying = false;
        stage.deafen();
    }

    private FlowScope scope() {
        return new FlowScope(Medium.VOICE, attributes, queues, stage.now());
    }

    private void tell(FlowInput input) {
        if (!over) {
            saying = false;
            stage.deafen();
            FlowState at = turn.state();
            turn(() -> Interpreter.on(published.flow(), at, input, scope()));
        }
    }

    private void go() {
        stage.deafen();
        typed.setLength(0);
        number++;
        if (!turn.path().isEmpty()) {
            FlowState state = turn.state();
            stage.report(new LegReport.Advanced(
                    call,
                    ++turns,
                    turn.path(),
                    state.learned(),
                    FlowStateCodec.write(state.withoutSecrets()).toString()));
        }
        switch (turn.act()) {
            case FlowAct.Say act -> say(act.say());
            case FlowAct.Ask act -> say(act.say());
            case FlowAct.LookUp act -> stage.lookUp(number, act.request());
            case FlowAct.End act -> end(act.ending());
        }
        takeKeys();
    }

    private void say(List<Utterance> words) {
        saying = true;
        if (words.isEmpty()) {
            said(number);
        } else {
            stage.say(number, words);
        }
    }

    private void takeKeys() {
        while (!over && next.isEmpty() && !pending.isEmpty() && !(turn.act() instanceof FlowAct.LookUp)) {
            key(pending.remove());
        }
    }

    private void key(char key) {
        switch (turn.act()) {
            case FlowAct.Say act -> {
                if (act.interruptible()) {
                    hush();
                    tell(new FlowInput.Digits(String.valueOf(key)));
                } else {
                    typed.append(key);
                }
            }
            case FlowAct.Ask act -> {
                hush();
                typed.append(key);
                boolean terminated = act.terms()
                        .terminator()
                        .filter(String.valueOf(key)::equals)
                        .isPresent();
                if (terminated || typed.length() >= act.terms().most()) {
                    tell(new FlowInput.Digits(typed.toString()));
                } else {
                    stage.listen(act.terms().between());
                }
            }
            case FlowAct.End act -> {
                if (act.ending() instanceof Ending.Voicemail) {
                    endMessage(act);
                }
            }
            case FlowAct.LookUp _ -> {}
        }
    }

    /** Or what is said before it. */
    private void endMessage(FlowAct.End act) {
        if (saying) {
            hush();
            ended(act.ending());
        } else {
            stage.endMessage();
        }
    }

    private void hush() {
        if (saying) {
            saying = false;
            stage.hush();
        }
    }

    private void end(Ending ending) {
        switch (ending) {
            case Ending.ToQueue to -> lead(to.queue(), to.priority(), Optional.empty(), to.requirements());
            case Ending.ToAgent(var agent) ->
                lead(
                        published.flow().help().queue(),
                        Optional.empty(),
                        Optional.of(new AgentId(call.tenant(), agent)),
                        Map.of());
            case Ending.HangUp(var words) -> say(words);
            case Ending.ToNumber(var number) -> leadOutside(number);
            case Ending.Voicemail(var words, _, _, _) -> say(words);
            case Ending.Callback back -> stage.callBack(number, back, known(), inLineSince.orElseGet(stage::now));
        }
    }

    /** If nobody can be reached there, the flow goes on. */
    private void leadOutside(String written) {
        Dialled.number(written)
                .ifPresentOrElse(
                        digits -> {
                            back = Optional.of(new FlowInput.Refused("outside"));
                            stage.report(new LegReport.SentOutside(call, Party.SYSTEM, digits));
                        },
                        () -> tell(new FlowInput.Refused("no number")));
    }

    /** What was to be said at the end is. */
    private void ended(Ending ending) {
        if (ending instanceof Ending.Voicemail mail) {
            stage.takeMessage(number, mail, known());
        } else {
            hangUp();
        }
    }

    private Attributes known() {
        return attributes.with(turn.state().learned());
    }

    private void lead(
            String queue,
            Optional<Integer> priority,
            Optional<AgentId> agent,
            Map<io.cordboard.routing.agent.Skill, Integer> skills) {
        over = true;
        stage.report(new LegReport.Led(call, new QueueId(call.tenant(), queue), priority, skills, agent));
    }

    private void hangUp() {
        over = true;
        stage.report(new LegReport.Left(call, Party.SYSTEM));
    }
}
