package io.cordboard.telephony.call;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.flow.Ending;
import io.cordboard.routing.flow.FlowInput;
import io.cordboard.routing.flow.LookUpRequest;
import io.cordboard.routing.flow.Treatment;
import io.cordboard.routing.flow.Utterance;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.matching.Outlook;
import io.cordboard.routing.router.RouterView;
import io.cordboard.telephony.guide.Guidance;
import io.cordboard.telephony.guide.Published;
import io.cordboard.telephony.media.Playing;
import io.cordboard.telephony.media.Prompt;
import io.cordboard.telephony.media.Sound;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.TimerScheduler;

/**
 * A flow that guides the caller, and then tells how things stand in line: its words in the caller's ear, its questions on the wire. Used by
 * one actor.
 */
final class Dialogue implements Guidance.Stage {

    /** Something that was begun is done; back to the actor. */
    sealed interface Word {

        record Ready(long number, Prompt prompt) implements Word {}

        record Begun(long number, Playing playing) implements Word {}

        record Unsaid(long number, String why) implements Word {}

        record LookedUp(long number, FlowInput answer) implements Word {}

        /** How queues stand. */
        record Look(long number, Attributes queues) implements Word {}

        /** Nothing was pressed in time. */
        record TimeUp() implements Word {}

        /** It is time to say how things stand in line. */
        record Announce() implements Word {}

        /** What was to be left for an agent is; or is not, and why. */
        record Arranged(long number, Optional<String> refused) implements Word {}

        /** The message is recorded from now on; or is not, and why. */
        record Taking(long number, Duration longest, Optional<String> refused) implements Word {}

        /** The message is long enough. */
        record MessageOver() implements Word {}

        /** It is time to say that there is another way than to wait. */
        record Offer() implements Word {}

        record Music(long number, Prompt prompt) implements Word {}

        /** Empty: not in line yet, or no more. */
        record Stands(Optional<Outlook> outlook) implements Word {}
    }

    private enum Waiting {
        NOT,
        MUSIC,
        TOLD
    }

    /** When an offer is made that had to wait for something else that was said. */
    private static final Duration ONCE_TOLD = Duration.ofSeconds(3);

    private static final Prompt SPEAK_NOW = Prompt.of(Sound.Tone.BEEP);

    private record Spoken(long number, Optional<Playing> playing) {}

    private final CallDesk desk;
    private final Admission call;
    private final Parties parties;
    private final TimerScheduler timers;
    private final ActorRef actor;
    private final Guidance guidance;
    private final Errands errands;
    private long message;
    private Optional<Spoken> saying = Optional.empty();
    private Optional<Playing> ended = Optional.empty();
    private Waiting waiting = Waiting.NOT;
    private long announced;

    Dialogue(CallDesk desk, Admission call, Published flow, Parties parties, TimerScheduler timers, ActorRef actor) {
        this.desk = desk;
        this.call = call;
        this.parties = parties;
        this.timers = timers;
        this.actor = actor;
        this.errands = new Errands(desk, call);
        this.guidance = new Guidance(call.id(), flow, call.contact().attributes(), this);
    }

    void begin() {
        guidance.begin();
    }

    /** The caller has left the line again. */
    void goBack() {
        leaveLine();
        parties.music(false);
        guidance.goBack();
    }

    void pressed(char key) {
        if (waiting == Waiting.NOT) {
            guidance.pressed(key);
        } else {
            guidance.pressedInLine(key);
        }
    }

    void refused(LegReport report) {
        guidance.refused(report);
    }

    /** The caller hears something else from now on. */
    void stop() {
        leaveLine();
        timers.cancel(Word.MessageOver.class);
        errands.messageOver();
        guidance.stop();
    }

    private void leaveLine() {
        saying = Optional.empty();
        waiting = Waiting.NOT;
        timers.cancel(Word.Announce.class);
        timers.cancel(Word.Offer.class);
    }

    /** The caller waits in line, with music, and is told what the flow says of that. */
    void attend() {
        if (waiting != Waiting.NOT) {
            return;
        }
        waiting = Waiting.MUSIC;
        guidance.waits();
        guidance.waiting()
                .flatMap(Treatment::announcements)
                .ifPresent(announcements -> announceIn(announcements.first()));
        guidance.waiting().flatMap(Treatment::callback).ifPresent(offer -> offerIn(offer.after()));
        music();
    }

    /** The flow's own, where it has some. */
    private void music() {
        guidance.waiting().flatMap(Treatment::music).ifPresent(name -> {
            long number = ++announced;
            desk.guides()
                    .voices()
                    .prompt(call.tenant(), guidance.music(name))
                    .thenAccept(prompt -> tell(new Word.Music(number, prompt)));
        });
    }

    private void announceIn(Duration time) {
        timers.startSingleTimer(Word.Announce.class, new Word.Announce(), time);
    }

    private void offerIn(Duration time) {
        timers.startSingleTimer(Word.Offer.class, new Word.Offer(), time);
    }

    private void announce(Outlook outlook) {
        guidance.waiting()
                .flatMap(Treatment::announcements)
                .ifPresent(announcements ->
                        tellInLine(announcements.say(), Optional.of(outlook.position()), outlook.estimate()));
    }

    private void tellInLine(
            List<io.cordboard.routing.flow.Prompt> say, Optional<Integer> position, Optional<Duration> wait) {
        waiting = Waiting.TOLD;
        // Below zero: what a flow says is numbered from one.
        announced++;
        say(-announced, guidance.announced(say, position, wait));
    }

    /** Back to the music. */
    private void told() {
        if (waiting == Waiting.TOLD) {
            waiting = Waiting.MUSIC;
            parties.musicAgain(Parties.MUSIC);
            music();
        }
    }

    void hear(Word word) {
        switch (word) {
            case Word.Ready(var number, var prompt) -> {
                if (saying.filter(words -> words.number() == number).isPresent()) {
                    parties.say(prompt)
                            .whenComplete((playing, failure) -> tell(
                                    failure == null
                                            ? new Word.Begun(number, playing)
                                            : new Word.Unsaid(number, reason(failure))));
                }
            }
            case Word.Begun(var number, var playing) -> {
                if (saying.filter(words -> words.number() == number).isPresent()) {
                    saying = Optional.of(new Spoken(number, Optional.of(playing)));
                    // Its end may have been heard of first.
                    ended.ifPresent(this::played);
                }
            }
            case Word.Unsaid(var number, var why) -> {
                if (saying.filter(words -> words.number() == number).isPresent()) {
                    saying = Optional.empty();
                    guidance.unsaid(number, why);
                    told();
                }
            }
            case Word.LookedUp(var number, var answer) -> guidance.lookedUp(number, answer);
            case Word.Arranged(var number, var refused) -> {
                count(refused.isPresent() ? "refused" : "callback");
                refused.ifPresentOrElse(why -> guidance.notArranged(number, why), () -> guidance.arranged(number));
            }
            case Word.Taking(var number, var longest, var refused) -> {
                if (errands.messageBegins(refused)) {
                    count("message");
                    message = number;
                    parties.say(SPEAK_NOW);
                    timers.startSingleTimer(Word.MessageOver.class, new Word.MessageOver(), longest);
                } else {
                    count("refused");
                    guidance.notArranged(number, refused.orElse("recording"));
                }
            }
            case Word.MessageOver _ -> endMessage();
            case Word.Look(var number, var queues) -> guidance.know(number, queues);
            case Word.TimeUp _ -> guidance.timeUp();
            case Word.Announce _ -> {
                guidance.waiting()
                        .flatMap(Treatment::announcements)
                        .ifPresent(announcements -> announceIn(announcements.every()));
                desk.legs()
                        .lookOut(call.id())
                        .thenAccept(reply -> tell(new Word.Stands(
                                reply instanceof Reply.Found(_, _, RouterView.Outlooked(var outlook))
                                        ? Optional.of(outlook)
                                        : Optional.empty())));
            }
            case Word.Stands(var outlook) -> {
                if (waiting == Waiting.MUSIC) {
                    outlook.ifPresent(this::announce);
                }
            }
            case Word.Offer _ ->
                guidance.waiting().flatMap(Treatment::callback).ifPresent(offer -> {
                    if (waiting == Waiting.MUSIC) {
                        tellInLine(offer.say(), Optional.empty(), Optional.empty());
                    } else {
                        offerIn(ONCE_TOLD);
                    }
                });
            case Word.Music(var number, var prompt) -> {
                if (waiting == Waiting.MUSIC && number == announced) {
                    parties.musicAgain(prompt);
                }
            }
        }
    }

    /** What was played to the caller has come to its end. */
    void played(Playing playing) {
        ended = Optional.of(playing);
        saying.filter(words -> words.playing().filter(playing::equals).isPresent())
                .ifPresent(words -> {
                    saying = Optional.empty();
                    guidance.said(words.number());
                    told();
                });
    }

    @Override
    public Instant now() {
        return desk.clock().instant();
    }

    @Override
    public void say(long number, List<Utterance> words) {
        saying = Optional.of(new Spoken(number, Optional.empty()));
        desk.guides()
                .voices()
                .prompt(call.tenant(), words)
                .whenComplete((prompt, failure) -> tell(
                        failure == null ? new Word.Ready(number, prompt) : new Word.Unsaid(number, reason(failure))));
    }

    @Override
    public void hush() {
        saying = Optional.empty();
        parties.hush();
    }

    @Override
    public void listen(Duration time) {
        timers.startSingleTimer(Word.TimeUp.class, new Word.TimeUp(), time);
    }

    @Override
    public void deafen() {
        timers.cancel(Word.TimeUp.class);
    }

    @Override
    public void lookUp(long number, LookUpRequest request) {
        desk.guides().lookUps().ask(request).thenAccept(answer -> tell(new Word.LookedUp(number, answer)));
    }

    @Override
    public void report(LegReport report) {
        switch (report) {
            case LegReport.Led led -> count(led.agent().isPresent() ? "agent" : "queue");
            case LegReport.SentOutside _ -> count("outside");
            case LegReport.WentBack _ -> count("back");
            case LegReport.Left _ -> count("ended");
            default -> {}
        }
        tell(new Happening.Guided(report));
    }

    /** What the caller says cannot be recorded. */
    void unrecorded() {
        if (errands.messageFails()) {
            timers.cancel(Word.MessageOver.class);
            guidance.notArranged(message, "recording");
        }
    }

    @Override
    public void look(long number, SortedSet<String> queues) {
        desk.legs().lookAhead(call.tenant(), queues, Medium.VOICE).thenAccept(how -> tell(new Word.Look(number, how)));
    }

    @Override
    public void callBack(long number, Ending.Callback back, Attributes known, Instant since) {
        errands.callBack(back, known, since).thenAccept(refused -> tell(new Word.Arranged(number, refused)));
    }

    @Override
    public void takeMessage(long number, Ending.Voicemail mail, Attributes known) {
        errands.beginMessage(mail, known).thenAccept(refused -> tell(new Word.Taking(number, mail.longest(), refused)));
    }

    @Override
    public void endMessage() {
        if (!errands.isSpeaking()) {
            return;
        }
        timers.cancel(Word.MessageOver.class);
        errands.messageOver();
        guidance.arranged(message);
    }

    private void count(String outcome) {
        desk.observer().guided(call.tenant(), outcome);
    }

    private static String reason(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private void tell(Object message) {
        actor.tell(message, ActorRef.noSender());
    }
}
