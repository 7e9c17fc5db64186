package io.cordboard.node.api.interaction;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.SUPERVISOR;
import static io.cordboard.node.api.interaction.Interactions.ONE;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent.RecordingStarted;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.interaction.Tape;
import io.cordboard.telephony.guide.MessageTask;
import io.cordboard.telephony.recording.RecordingUnreadable;
import io.cordboard.telephony.recording.Recordings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was recorded of interactions: seen by those who see them; listened to by supervisors, and messages by who has the task, and that is recorded first. */
public final class CallRecordings {

    private static final Logger LOG = LoggerFactory.getLogger(CallRecordings.class);
    private static final String ALL = ONE + "/recordings";
    private static final ContentType WAV =
            ContentTypes.create(MediaTypes.customBinary("audio", "wav", MediaTypes.NOT_COMPRESSIBLE));
    private static final int PIECE = 32_000;

    /** Schema {@code Recording}. */
    record Body(
            RecordingId id,
            RecordingStarted.Why why,
            Tape.State state,
            Instant begun,
            Optional<Instant> ended,
            Optional<Duration> length,
            Optional<Instant> pausedUntil,
            Instant keepUntil) {

        static Body of(Tape tape) {
            return new Body(
                    tape.recording(),
                    tape.why(),
                    tape.state(),
                    tape.begun(),
                    tape.ended(),
                    tape.ended().map(ended -> Duration.between(tape.begun(), ended)),
                    tape.pausedUntil(),
                    tape.keepUntil());
        }
    }

    /** Schema {@code RecordingList}. */
    record Bodies(List<Body> items) {}

    private final Entities entities;
    private final Recordings recordings;
    private final Executor blocking;

    /** @param recordings those that this node keeps */
    public CallRecordings(Entities entities, Recordings recordings, Executor blocking) {
        this.entities = entities;
        this.recordings = recordings;
        this.blocking = blocking;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(ALL, Access.tenant(AGENT, SUPERVISOR, ADMIN), this::list),
                Endpoint.get(ALL + "/{recording}", Access.tenant(SUPERVISOR, ADMIN), this::fetch),
                Endpoint.get(ONE + "/message", Access.tenant(AGENT, SUPERVISOR, ADMIN), this::message),
                Endpoint.delete(ALL + "/{recording}", Access.tenant(ADMIN), this::remove));
    }

    private CompletionStage<Answer> list(Call call) {
        InteractionId id = call.id("interaction", InteractionId::new);
        return entities.show(new InteractionCommand.Show(id)).thenApply(found -> {
            var view = (InteractionView) found.view();
            Standing.of(call.caller()).requireSight(view);
            return Answer.ok(new Bodies(view.recordings().stream().map(Body::of).toList()));
        });
    }

    private CompletionStage<Answer> fetch(Call call) {
        InteractionId id = call.id("interaction", InteractionId::new);
        return known(call, id).thenCompose(tape -> fetch(call, id, tape.recording()));
    }

    private CompletionStage<Answer> fetch(Call call, InteractionId id, RecordingId recording) {
        var command = new InteractionCommand.FetchRecording(
                id,
                recording,
                UUID.randomUUID().toString(),
                Standing.of(call.caller()).party());
        return CompletableFuture.supplyAsync(() -> length(id, recording), blocking)
                .thenCompose(length -> entities.carryOut(command)
                        .thenApply(_ -> Answer.stream(
                                WAV,
                                length,
                                StreamConverters.fromInputStream(() -> sound(id, recording), PIECE)
                                        .mapMaterializedValue(_ -> (Object) id))));
    }

    /** What a caller has left, for whoever has the task to listen to it. */
    private CompletionStage<Answer> message(Call call) {
        InteractionId task = call.id("interaction", InteractionId::new);
        return entities.show(new InteractionCommand.Show(task)).thenCompose(found -> {
            Standing.of(call.caller()).requireSight((InteractionView) found.view());
            InteractionId of =
                    MessageTask.call(task).orElseThrow(() -> Problem.notFound().exception());
            return entities.show(new InteractionCommand.Show(of))
                    .thenCompose(left -> fetch(call, of, lastMessage((InteractionView) left.view())));
        });
    }

    private static RecordingId lastMessage(InteractionView left) {
        return left.recordings().stream()
                .filter(tape -> tape.why() == RecordingStarted.Why.MESSAGE && tape.state() != Tape.State.REMOVED)
                .map(Tape::recording)
                .reduce((_, later) -> later)
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private CompletionStage<Answer> remove(Call call) {
        InteractionId id = call.id("interaction", InteractionId::new);
        var by = Standing.of(call.caller()).party();
        return known(call, id).thenCompose(tape -> {
            RecordingId recording = tape.recording();
            if (tape.state() == Tape.State.REMOVED) {
                return removed(id, recording);
            }
            return CompletableFuture.runAsync(() -> require(id, recording), blocking)
                    .thenCompose(_ -> entities.carryOut(new InteractionCommand.RemoveRecording(id, recording, by)))
                    .thenCompose(_ -> removed(id, recording));
        });
    }

    /** What is recorded as removed is removed, however often that takes. */
    private CompletionStage<Answer> removed(InteractionId id, RecordingId recording) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        recordings.remove(id, recording);
                        return Answer.noContent();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                blocking);
    }

    private CompletionStage<Tape> known(Call call, InteractionId id) {
        String name = call.path("recording");
        return entities.show(new InteractionCommand.Show(id))
                .thenApply(found -> ((InteractionView) found.view())
                        .recordings().stream()
                                .filter(tape -> tape.recording().value().equals(name))
                                .findFirst()
                                .orElseThrow(() -> Problem.notFound().exception()));
    }

    private void require(InteractionId id, RecordingId recording) {
        try {
            if (!recordings.has(id, recording)) {
                throw elsewhere(recording);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the file, if this node has it and it can be read. */
    private long length(InteractionId id, RecordingId recording) {
        try {
            Recordings.Playback playback = recordings.play(id, recording).orElseThrow(() -> elsewhere(recording));
            playback.sound().close();
            return playback.length();
        } catch (RecordingUnreadable e) {
            LOG.warn("Recording {} of {} cannot be read", recording, id, e);
            throw Problem.of(
                            ProblemCode.NOT_FOUND,
                            "Expected a recording that can be read, but its key is gone or it was changed")
                    .exception();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InputStream sound(InteractionId id, RecordingId recording) throws IOException {
        return recordings
                .play(id, recording)
                .orElseThrow(() -> new IOException("Expected " + recording + " of " + id + ", but it was removed"))
                .sound();
    }

    private static RuntimeException elsewhere(RecordingId recording) {
        return Problem.of(
                        ProblemCode.NOT_FOUND,
                        "Expected a recording that this node keeps, but it has none of " + recording
                                + ": one that was made is on the node that carried the call until it is removed")
                .exception();
    }
}
