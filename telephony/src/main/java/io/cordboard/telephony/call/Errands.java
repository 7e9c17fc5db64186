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
import io.cordboard.telephony.guide.MessageTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Work that a call leaves behind for an agent: a task in a queue, which is there whatever becomes of the call and its node. Used by one
 * actor.
 */
final class Errands {

    /** Attributes of the tasks. */
    static final String CALL = "call";

    static final String NUMBER = "callback";
    static final String MESSAGE = "message";

    private static final Pattern DIALLED = Pattern.compile("\\+?[0-9]{2,20}");
    private static final Pattern SEPARATORS = Pattern.compile("[ ()./-]");
    private static final Duration SHORTEST_MESSAGE = Duration.ofSeconds(1);
    /** After the longest message its task comes up though nobody has said that it is over: its node is gone. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final CallDesk desk;
    private final Admission call;
    private Optional<Instant> taking = Optional.empty();

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
        String number = SEPARATORS
                .matcher(back.number()
                        .orElseGet(() -> call.contact()
                                .attributes()
                                .json()
                                .path("caller")
                                .asText()))
                .replaceAll("");
        if (!DIALLED.matcher(number).matches()) {
            return CompletableFuture.completedStage(Optional.of("no number"));
        }
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

    /** Somebody is to listen to the message that is recorded from now on. */
    CompletionStage<Optional<String>> beginMessage(Ending.Voicemail mail, Attributes known) {
        Instant now = desk.clock().instant();
        messageBegins();
        return desk.legs()
                .report(new LegReport.TakesMessage(call.id(), mail.keep()))
                .thenCompose(reply -> reply instanceof Reply.Refused refused
                        ? CompletableFuture.completedStage(Optional.of(refused.message()))
                        : task(
                                MessageTask.of(call.id()),
                                "Message of " + call.caller(),
                                LegReport.Arrived.inQueue(call.id(), call.contact(), queue(mail.queue()), now)
                                        .place(),
                                known,
                                Map.of(MESSAGE, true),
                                Optional.of(now.plus(mail.longest()).plus(GRACE))));
    }

    /** The caller can speak from now on. */
    void messageBegins() {
        taking = Optional.of(desk.clock().instant());
    }

    /** It is over; nobody needs to hear of one that says nothing. */
    void messageOver() {
        taking.ifPresent(since -> {
            Instant now = desk.clock().instant();
            if (now.isBefore(since.plus(SHORTEST_MESSAGE))) {
                noMessage();
            } else {
                taking = Optional.empty();
                desk.legs().report(new LegReport.Rescheduled(MessageTask.of(call.id()), now, Party.SYSTEM));
            }
        });
    }

    /** There is none; whether there was to be one. */
    boolean noMessage() {
        boolean was = taking.isPresent();
        taking = Optional.empty();
        if (was) {
            desk.legs().report(new LegReport.Withdrawn(MessageTask.of(call.id()), Party.SYSTEM));
        }
        return was;
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
                .thenApply(reply ->
                        reply instanceof Reply.Refused refused ? Optional.of(refused.message()) : Optional.empty());
    }
}
