package io.cordboard.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionCommand.RecordCall.What;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.interaction.Tape;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Recording;
import io.cordboard.telephony.guide.MessageTask;
import io.cordboard.telephony.guide.TestFlow;
import io.cordboard.telephony.media.Phone;
import io.cordboard.telephony.media.Stereo;
import io.cordboard.telephony.media.embedded.EmbeddedMediaServer;
import io.cordboard.telephony.media.embedded.Settings;
import io.cordboard.telephony.recording.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls by SIPp with sound on both sides, recorded as a policy says, sealed on the disk, and listened to. */
class RecordingIT {

    private static final double CUSTOMER = 440;
    private static final double AGENT = 1_000;
    private static final double SECRET = 1_800;
    private static final RecordingId R1 = new RecordingId("r1");

    private static EmbeddedMediaServer media;
    private static PhoneCentre centre;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        media = EmbeddedMediaServer.start(Settings.with("ports { first = 31000, last = 31199 }"));
        centre = new PhoneCentre("", media);
    }

    @AfterAll
    static void stop() {
        centre.close();
        media.close();
    }

    private static Terms recorded(Recording.Mode mode) {
        return Terms.of(Policy.DEFAULT.with(
                draft -> draft.recording = new Recording(mode, Duration.ofMinutes(1), Duration.ofDays(30))));
    }

    private static void offer(InteractionId call, AgentId agent, Terms terms) {
        centre.centre.done(new AgentCommand.Reserve(
                agent,
                OfferId.of(call, "t-" + agent.name()),
                call,
                centre.centre.queue(),
                Medium.VOICE,
                terms,
                Instant.now().plusSeconds(60),
                1,
                0,
                "longest-idle"));
    }

    private static void record(InteractionId call, What what, AgentId agent) {
        centre.centre.done(new InteractionCommand.RecordCall(call, what, Party.agent(agent)));
    }

    private static List<Tape.State> states(InteractionId call) {
        return centre.view(call).recordings().stream().map(Tape::state).toList();
    }

    private Stereo listen(InteractionId call, RecordingId recording) throws IOException {
        var playback = centre.recordings.play(call, recording).orElseThrow();
        assertThat(playback.whole()).isTrue();
        Path file = directory.resolve(recording + ".wav");
        try (var sound = playback.sound()) {
            Files.copy(sound, file);
        }
        assertThat(playback.length()).isEqualTo(Files.size(file));
        return Stereo.read(file);
    }

    private static void hear(Phone phone, Sipp sipp) {
        phone.take(sipp.saw("m=audio " + phone.port()).otherSound(phone.port()));
    }

    @Test
    void bothSidesAreRecordedOnTheirChannelsAndAPauseIsNot() throws IOException {
        try (var kim = new Phone("kim", 0);
                var ann = new Phone("ann", 0);
                var caller = Sipp.talking("caller-waits", kim.port(), centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.answering("agent-answers", ann.port(), "-d", "100")) {
            InteractionId call = await().until(centre.came::poll, Objects::nonNull);
            AgentId agent = centre.agent("rec-1", phone.port());
            caller.saw("SIP/2.0 200");
            hear(kim, caller);
            await().until(() -> centre.view(call).offers().isEmpty());
            kim.says(CUSTOMER);
            ann.says(AGENT);

            offer(call, agent, recorded(Recording.Mode.ALWAYS));
            phone.saw("ACK sip:");
            hear(ann, phone);
            ann.awaitTone(CUSTOMER);
            kim.awaitTone(AGENT);
            assertThat(states(call)).containsExactly(Tape.State.RECORDING);
            ann.next(Duration.ofMillis(1_200));

            record(call, What.PAUSE, agent);
            assertThat(states(call)).containsExactly(Tape.State.PAUSED);
            // The call learns of it within a moment.
            ann.next(Duration.ofMillis(400));
            kim.says(SECRET);
            ann.awaitTone(SECRET);
            ann.next(Duration.ofMillis(600));
            kim.says(CUSTOMER);
            ann.awaitTone(CUSTOMER, SECRET);

            record(call, What.RESUME, agent);
            ann.next(Duration.ofMillis(1_500));
            centre.centre.end(call, agent);
            caller.succeeds();
            phone.succeeds();

            assertThat(states(call)).containsExactly(Tape.State.ENDED);
            await().until(() -> centre.recordings.play(call, R1).orElseThrow().whole());
            Stereo tape = listen(call, R1);
            for (Stereo part : List.of(tape.firstHalfSecond(), tape.lastHalfSecond())) {
                assertThat(part.right(AGENT)).isGreaterThan(Phone.LOUD / 3);
                assertThat(part.right(CUSTOMER)).isLessThan(Phone.LOUD / 20);
                assertThat(part.left(CUSTOMER)).isGreaterThan(Phone.LOUD / 3);
                assertThat(part.left(AGENT)).isLessThan(Phone.LOUD / 20);
            }
            assertThat(tape.loudestLeft(SECRET)).isLessThan(Phone.LOUD / 20);
            assertThat(tape.seconds()).isBetween(3.0, 20.0);
        }
    }

    @Test
    void messageOfACallerIsRecordedUntilTheyPressAKey() throws IOException {
        centre.guidedBy(TestFlow.welcome(centre.centre.queue().name()));
        try (var kim = new Phone("kim", 0);
                var caller = Sipp.talking("caller-waits", kim.port(), centre.port, PhoneCentre.GUIDED)) {
            InteractionId call = await().until(centre.came::poll, Objects::nonNull);
            caller.saw("SIP/2.0 200");
            hear(kim, caller);
            kim.says(CUSTOMER);
            await().until(() -> centre.said.contains("1 for bills, 2 for news, 3 for Bob, 4 to leave a message."));
            kim.presses('4');
            await().untilAsserted(() -> assertThat(states(call)).containsExactly(Tape.State.RECORDING));
            kim.next(Duration.ofMillis(1_500));
            kim.presses('#');
            caller.succeeds();

            await().untilAsserted(() -> assertThat(states(call)).containsExactly(Tape.State.ENDED));
            await().until(() -> centre.recordings.play(call, R1).orElseThrow().whole());
            Stereo tape = listen(call, R1);
            assertThat(tape.loudestLeft(CUSTOMER)).isGreaterThan(Phone.LOUD / 3);
            assertThat(tape.seconds()).isBetween(1.0, 10.0);
            await().untilAsserted(() ->
                    assertThat(centre.view(MessageTask.of(call)).phase()).isEqualTo(Phase.WAITING));
        }
    }

    @Test
    void callIsNotRecordedUnlessItsPolicyOrSomebodySaysSo() throws IOException {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-answers", "-d", "100")) {
            InteractionId call = await().until(centre.came::poll, Objects::nonNull);
            AgentId agent = centre.agent("rec-2", phone.port());
            caller.saw("SIP/2.0 200");

            offer(call, agent, recorded(Recording.Mode.ON_DEMAND));
            phone.saw("ACK sip:");
            await().until(() -> centre.view(call).agent().isPresent());
            centre.centre.end(call, agent);
            caller.succeeds();
            phone.succeeds();

            assertThat(states(call)).isEmpty();
            assertThat(centre.recordings.play(call, R1)).isEmpty();
        }
    }

    @Test
    void callGoesOnThoughItCannotBeRecordedAndItsHistorySaysWhy() throws IOException {
        try (var caller = Sipp.caller("caller-waits", centre.port, PhoneCentre.NUMBER);
                var phone = Sipp.phone("agent-answers", "-d", "100")) {
            InteractionId call = await().until(centre.came::poll, Objects::nonNull);
            AgentId agent = centre.agent("rec-3", phone.port());
            caller.saw("SIP/2.0 200");
            // There is one of this name, which is not written over.
            centre.recordings
                    .target(new Recordings.Order(
                            call, R1, Optional.empty(), Instant.now().plusSeconds(60)))
                    .open()
                    .close();

            offer(call, agent, recorded(Recording.Mode.ALWAYS));

            await().untilAsserted(() -> assertThat(states(call)).containsExactly(Tape.State.FAILED));
            assertThat(centre.view(call).agent()).contains(agent);
            phone.saw("ACK sip:");
            record(call, What.START, agent);
            await().until(() ->
                    centre.recordings.play(call, new RecordingId("r2")).isPresent());
            centre.centre.end(call, agent);
            caller.succeeds();
            phone.succeeds();
            assertThat(states(call)).containsExactly(Tape.State.FAILED, Tape.State.ENDED);
        }
    }
}
