package io.cordboard.telephony.call;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.flow.Ending;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.telephony.guide.Dialled;
import io.cordboard.telephony.guide.MessageTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Work that a call leaves behind for an agent: a task in a queue, which is there whatever becomes of the call and its node. Used by one
 * actor.
 */
final class Errands {

    /** Attributes of the tasks. */
    static final String CALL = "call";

    static final String NUMBER = "callback";
    static final String MESSAGE = "message";

    private static final Duration SHORTEST_MESSAGE = Duration.ofSeconds(1);
    /** After the longest message its task comes up though nobody has said that it is over: its node is gone. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private enum Message {
        NONE,
        /** The caller does not speak yet. */
        ASKED,
        /** Nor will they. */
        FAILED,
        SPEAKING
    }

    private final CallDesk desk;
    private final Admission call;
    private Message message = Message.NONE;
    private Instant since = Instant.EPOCH;
    private CompletionStage<Optional<String>> asked = CompletableFuture.completedStage(Optional.empty());

    Errands(CallDesk desk, Admission call) {
        this.desk = desk;
        this.call = call;
    }

    /**
     * Somebody is to call the caller back. Done: why not, if it is refused.
     *
     * @param known of the call
     * @param since when the caller came
     */
    CompletionStage<Optional<String>> callBack(Ending.Callback back, Attributes known, Instant since) {
        Optional<String> found = Dialled.number(back.number()
                .orElseGet(() -> call.contact().attributes().text("caller").orElse("")));
        if (found.isEmpty()) {
            return CompletableFuture.completedStage(Optional.of("no number"));
        }
        String number = found.get();
        return task(
                new InteractionId(call.tenant(), call.id().name() + "-cb"),
                "Call back " + number,
                new Place(
                        queue(back.queue()),
                        back.priority().orElse(0),
                        since,
                        since,
                        back.requirements(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of()),
                known,
                Map.of(NUMBER, number),
                Optional.empty());
    }

    /** Somebody is to listen to the message that is recorded from now on. Done: why not, if it is refused. */
    CompletionStage<Optional<String>> beginMessage(Ending.Voicemail mail, Attributes known) {
        Instant now = desk.clock().instant();
        Place place = LegReport.Arrived.inQueue(call.id(), call.contact(), queue(mail.queue()), now)
                .place();
        message = Message.ASKED;
        asked = task(
                        MessageTask.of(call.id()),
                        "Message of " + call.caller(),
                        place,
                        known,
                        Map.of(MESSAGE, true),
                        Optional.of(now.plus(mail.longest()).plus(GRACE)))
                .thenCompose(refused -> refused.isPresent()
                        ? CompletableFuture.completedStage(refused)
                        : desk.legs()
                                .report(new LegReport.TakesMessage(call.id(), mail.keep()))
                                .thenApply(Errands::refusal));
        return asked;
    }

    /** The caller can speak from now on; false if there is no message. */
    boolean messageBegins(Optional<String> refused) {
        if (refused.isPresent() || message != Message.ASKED) {
            noMessage();
            return false;
        }
        message = Message.SPEAKING;
        since = desk.clock().instant();
        return true;
    }

    boolean isSpeaking() {
        return message == Message.SPEAKING;
    }

    /** What the caller says is not recorded; whether they are speaking. */
    boolean messageFails() {
        boolean was = isSpeaking();
        if (was) {
            noMessage();
        } else if (message == Message.ASKED) {
            message = Message.FAILED;
        }
        return was;
    }

    /** It is over; nobody needs to hear of one that says nothing. */
    void messageOver() {
        Instant now = desk.clock().instant();
        if (isSpeaking() && !now.isBefore(since.plus(SHORTEST_MESSAGE))) {
            message = Message.NONE;
            desk.legs().report(new LegReport.Rescheduled(MessageTask.of(call.id()), now, Party.SYSTEM));
        } else if (message != Message.NONE) {
            noMessage();
        }
    }

    /** Once its task is there, it is withdrawn. */
    private void noMessage() {
        message = Message.NONE;
        asked.thenAccept(_ -> desk.legs().report(new LegReport.Withdrawn(MessageTask.of(call.id()), Party.SYSTEM)));
    }

    private QueueId queue(String name) {
        return new QueueId(call.tenant(), name);
    }

    private CompletionStage<Optional<String>> task(
            InteractionId id,
            String title,
            Place place,
            Attributes known,
            Map<String, ?> own,
            Optional<Instant> scheduled) {
        Contact contact;
        try {
            contact = new Contact(
                    Medium.TASK,
                    call.contact().customer(),
                    Optional.of(title),
                    Optional.empty(),
                    known.with(own).with(Map.of(CALL, call.id().name())));
        } catch (IllegalArgumentException full) {
            return CompletableFuture.completedStage(Optional.of(String.valueOf(full.getMessage())));
        }
        return desk.legs()
                .report(new LegReport.Arrived(id, contact, place, scheduled))
                .thenApply(Errands::refusal);
    }

    private static Optional<String> refusal(Reply reply) {
        return reply instanceof Reply.Refused refused ? Optional.of(refused.message()) : Optional.empty();
    }
}
