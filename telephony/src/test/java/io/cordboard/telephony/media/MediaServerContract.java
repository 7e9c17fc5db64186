package io.cordboard.telephony.media;

import static io.cordboard.telephony.media.Call.done;
import static io.cordboard.telephony.media.Call.refused;
import static io.cordboard.telephony.media.Phone.LOUD;
import static io.cordboard.telephony.media.Phone.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.telephony.media.RoomEvent.Digit;
import io.cordboard.telephony.media.RoomEvent.HeardAgain;
import io.cordboard.telephony.media.RoomEvent.Measured;
import io.cordboard.telephony.media.RoomEvent.Played;
import io.cordboard.telephony.media.RoomEvent.RecordingFailed;
import io.cordboard.telephony.media.RoomEvent.Silent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every media server does, heard by telephones: each says a tone of its own, and which tones it hears is measured. A server under
 * test reports a party as silent after a second.
 */
public interface MediaServerContract {

    double CALLER = 400;
    double AGENT = 700;
    double SUPERVISOR = 1_100;
    /** What no telephone says. */
    double QUIET = LOUD / 10;

    Duration WHILE = Duration.ofMillis(400);

    MediaServer server();

    @Test
    default void partiesWithDifferentCodecsTalk() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", 0, CALLER);
            Phone agent = call.phone("agent", 8, AGENT);

            call.hears(caller, agent);
            call.hears(agent, caller);

            caller.awaitTone(AGENT, CALLER);
            agent.awaitTone(CALLER, AGENT);
        }
    }

    @Test
    default void partyHearsNobodyUntilTheRoomIsToldSo() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.phone("agent", AGENT);
            call.hears(agent, caller);
            agent.awaitTone(CALLER);

            assertThat(Tone.loudness(caller.next(WHILE))).isLessThan(QUIET);

            call.hears(agent);
            agent.next(WHILE);
            assertThat(Tone.loudness(agent.next(WHILE))).isLessThan(QUIET);
        }
    }

    @Test
    default void conferenceIsHeardWithoutOneself() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.phone("agent", AGENT);
            Phone other = call.phone("other", 0, SUPERVISOR);

            for (Phone phone : List.of(caller, agent, other)) {
                call.hears(phone, caller, agent, other);
            }

            caller.awaitTone(AGENT, CALLER);
            caller.awaitTone(SUPERVISOR, CALLER);
            agent.awaitTone(CALLER, AGENT);
            agent.awaitTone(SUPERVISOR, AGENT);
            other.awaitTone(CALLER, SUPERVISOR);
            other.awaitTone(AGENT, SUPERVISOR);
        }
    }

    @Test
    default void supervisorListensUnheardThenWhispersThenJoins() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.phone("agent", AGENT);
            call.hears(caller, agent);
            call.hears(agent, caller);
            Phone supervisor = call.phone("supervisor", SUPERVISOR);

            call.hears(supervisor, caller, agent);
            supervisor.awaitTone(CALLER, SUPERVISOR);
            supervisor.awaitTone(AGENT, SUPERVISOR);
            assertThat(caller.next(WHILE, SUPERVISOR)).isLessThan(QUIET);
            assertThat(agent.next(WHILE, SUPERVISOR)).isLessThan(QUIET);

            call.hears(agent, caller, supervisor);
            agent.awaitTone(SUPERVISOR);
            agent.awaitTone(CALLER);
            assertThat(caller.next(WHILE, SUPERVISOR)).isLessThan(QUIET);

            call.hears(caller, agent, supervisor);
            caller.awaitTone(SUPERVISOR);
            caller.awaitTone(AGENT);
        }
    }

    @Test
    default void gainMakesASpeakerQuieter() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.phone("agent", AGENT);
            call.hears(agent, caller);
            agent.awaitTone(CALLER);

            done(call.room.hear(agent.party, Map.of(caller.party, 0.25)));

            until(() -> Math.abs(agent.next(WHILE, CALLER) - LOUD / 4) < LOUD / 20);
        }
    }

    @Test
    default void musicPlaysInThePlaceOfSpeakersUntilStopped() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", 0);
            Phone agent = call.phone("agent", AGENT);
            call.hears(caller, agent);
            caller.awaitTone(AGENT);

            Playing playing = done(call.room.play(caller.party, Prompt.of(Sound.Tone.MUSIC), 0));

            until(() -> caller.next(WHILE, AGENT) < QUIET);
            assertThat(Tone.loudness(caller.next(Duration.ofSeconds(1)))).isGreaterThan(300);
            assertThat(call.told(Played.class)).isEmpty();
            done(call.room.stop(caller.party));
            caller.awaitTone(AGENT);
            until(() -> call.told(Played.class).equals(List.of(new Played(caller.party, playing, false))));
        }
    }

    @Test
    default void promptIsPlayedAsOftenAsAskedAndItsEndTold() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", 0);
            var prompt = Prompt.of(Sound.Tone.BEEP, new Sound.Pause(Duration.ofMillis(200)));

            Playing playing = done(call.room.play(caller.party, prompt, 2));

            until(() -> call.told(Played.class).equals(List.of(new Played(caller.party, playing, true))));
            caller.next(WHILE);
            assertThat(beeps(caller.heard())).isEqualTo(2);
        }
    }

    private static int beeps(short[] heard) {
        int beeps = 0;
        boolean before = false;
        for (int at = 0; at + 400 <= heard.length; at += 400) {
            boolean now = Tone.in(Arrays.copyOfRange(heard, at, at + 400), 1_000) > 2_000;
            beeps += now && !before ? 1 : 0;
            before = now;
        }
        return beeps;
    }

    @Test
    default void promptOverSpeakersLeavesThemHeard() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", 0);
            Phone agent = call.phone("agent", AGENT);
            call.hears(caller, agent);

            done(call.room.play(caller.party, Prompt.of(Sound.Tone.RINGBACK).over(0.5), 0));

            until(() -> {
                short[] next = caller.next(WHILE);
                return Tone.in(next, 425) > 3_000 && Math.abs(Tone.in(next, AGENT) - LOUD / 2) < LOUD / 10;
            });
        }
    }

    @Test
    default void replacedPromptIsToldAsNotWhole(@TempDir Path files) {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", 0);
            Playing first = done(call.room.play(caller.party, Prompt.of(Sound.Tone.MUSIC), 0));

            assertThat(refused(call.room.play(caller.party, Prompt.of(new Sound.File(files.resolve("none.wav"))), 1)))
                    .isEqualTo(MediaRefused.Reason.PROMPT);
            assertThat(call.told(Played.class)).isEmpty();
            done(call.room.play(caller.party, Prompt.of(Sound.Tone.BUSY), 0));

            until(() -> call.told(Played.class).equals(List.of(new Played(caller.party, first, false))));
            caller.awaitTone(425);
        }
    }

    @Test
    default void digitIsToldOnce() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", CALLER);

            caller.presses('4');
            caller.presses('#');

            until(() -> call.told(Digit.class).size() >= 2);
            caller.next(WHILE);
            assertThat(call.told(Digit.class)).extracting(Digit::digit).containsExactly('4', '#');
            // A busy machine may let a packet come after the key was taken for released.
            assertThat(call.told(Digit.class))
                    .allMatch(digit -> digit.held().isPositive() && digit.held().toMillis() <= 100);
        }
    }

    @Test
    default void digitsAreSent() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", 0);

            done(call.room.digits(caller.party, "19*"));
            done(call.room.digits(caller.party, "D"));

            until(() -> caller.digits().equals("19*D"));
        }
    }

    @Test
    default void recordingHoldsBothSidesAndNotThePause(@TempDir Path files) {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.phone("agent", AGENT);
            Path file = files.resolve("call.wav");
            call.hears(agent, caller);
            agent.awaitTone(CALLER);

            Recording recording = done(call.room.record(caller.party, RecordingTarget.file(file)));
            agent.next(Duration.ofMillis(600));
            done(recording.pause());
            caller.says(SUPERVISOR);
            agent.awaitTone(SUPERVISOR, CALLER);
            caller.says(CALLER);
            // A tenth of a second after the card number was said, as fast as anybody could be.
            agent.next(Duration.ofMillis(100));
            done(recording.resume());
            // Nothing at first: what was said before may be underway for as long as a jitter buffer is deep.
            agent.next(Duration.ofMillis(1_300));
            done(recording.stop());

            Stereo stereo = Stereo.read(file);
            assertThat(stereo.seconds()).isGreaterThan(1.3);
            assertThat(stereo.firstHalfSecond().left(CALLER)).isGreaterThan(LOUD / 2);
            assertThat(stereo.firstHalfSecond().right(AGENT)).isGreaterThan(LOUD / 2);
            assertThat(stereo.firstHalfSecond().left(AGENT)).isLessThan(QUIET);
            assertThat(stereo.lastHalfSecond().left(CALLER)).isGreaterThan(LOUD / 2);
            assertThat(stereo.lastHalfSecond().right(AGENT)).isGreaterThan(LOUD / 2);
            assertThat(stereo.loudestLeft(SUPERVISOR)).isLessThan(LOUD / 10);
        }
    }

    @Test
    default void targetThatFailsEndsTheRecordingAndNotTheCall() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.phone("agent", AGENT);
            call.hears(agent, caller);
            RecordingSink full = new RecordingSink() {
                @Override
                public void append(ByteBuffer chunk) throws IOException {
                    throw new IOException("no space left on device");
                }

                @Override
                public void amend(ByteBuffer header) {}

                @Override
                public void close() {}
            };
            assertThat(refused(call.room.record(caller.party, () -> {
                        throw new IOException("no such directory");
                    })))
                    .isEqualTo(MediaRefused.Reason.RECORDING);

            done(call.room.record(caller.party, () -> full));

            until(() -> !call.told(RecordingFailed.class).isEmpty());
            assertThat(call.told(RecordingFailed.class).getFirst().reason()).contains("no space left");
            agent.awaitTone(CALLER);
        }
    }

    @Test
    default void partyOfWhichNothingComesIsReportedUntilItIsHeardAgain() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", CALLER);
            caller.next(WHILE);

            caller.dies();

            // On a busy machine it may have been silent before, too: each time is told once.
            until(() ->
                    call.told(Silent.class).size() > call.told(HeardAgain.class).size());
            caller.next(WHILE);
            assertThat(call.told(Silent.class))
                    .hasSize(call.told(HeardAgain.class).size() + 1);
            assertThat(call.told(Silent.class))
                    .allMatch(silent -> silent.since().toMillis() >= 1_000);
            caller.says(CALLER);
            until(() -> call.told(HeardAgain.class).size()
                    == call.told(Silent.class).size());
        }
    }

    @Test
    default void partyOnHoldIsSentNothingAndNotMissed() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.phone("agent", AGENT);
            call.hears(caller, agent);
            caller.awaitTone(AGENT);

            String held = done(call.room.answer(caller.party, caller.sdp("inactive")));

            assertThat(held).contains("a=inactive");
            caller.dies();
            long sent = caller.count();
            agent.next(Duration.ofMillis(1_300));
            assertThat(caller.count() - sent).isLessThan(8 * 60);
            assertThat(call.told(Silent.class))
                    .noneMatch(silent -> silent.party().equals(caller.party));
            caller.take(done(call.room.answer(caller.party, caller.sdp("sendrecv"))));
            caller.says(CALLER);
            caller.awaitTone(AGENT);
        }
    }

    @Test
    default void offerFromAnotherAddressMovesTheParty() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.phone("agent", AGENT);
            call.hears(caller, agent);
            call.hears(agent, caller);
            caller.awaitTone(AGENT);
            Phone other = call.stranger("caller");

            other.take(done(call.room.answer(caller.party, other.sdp("sendrecv"))));
            other.says(SUPERVISOR);

            other.awaitTone(AGENT);
            agent.awaitTone(SUPERVISOR, CALLER);
        }
    }

    @Test
    default void partyThatIsOfferedAndAnswersTalks() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.stranger("agent");
            assertThat(refused(call.room.answered(agent.party, agent.sdp("sendrecv"))))
                    .isEqualTo(MediaRefused.Reason.UNKNOWN_PARTY);
            assertThat(refused(call.room.answered(caller.party, caller.sdp("sendrecv"))))
                    .isEqualTo(MediaRefused.Reason.NO_OFFER);

            agent.take(done(call.room.offer(agent.party, OfferKind.PLAIN)));
            done(call.room.answered(agent.party, agent.sdp("sendrecv")));
            agent.says(AGENT);
            call.hears(caller, agent);
            call.hears(agent, caller);

            caller.awaitTone(AGENT);
            agent.awaitTone(CALLER);
        }
    }

    @Test
    default void descriptionThatIsNoUseIsRefused() {
        try (var call = new Call(server())) {
            var party = new Party("caller");
            String video =
                    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 4000 RTP/AVP 96\r\n";

            assertThat(refused(call.room.answer(party, "what?"))).isEqualTo(MediaRefused.Reason.MALFORMED);
            assertThat(refused(call.room.answer(party, video))).isEqualTo(MediaRefused.Reason.INCOMPATIBLE);
            assertThat(refused(call.room.hear(party, Map.of()))).isEqualTo(MediaRefused.Reason.UNKNOWN_PARTY);
            assertThat(server().counts().parties()).isZero();
        }
    }

    @Test
    default void partyThatIsRemovedIsHeardNoMore() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.phone("agent", AGENT);
            call.hears(agent, caller);
            agent.awaitTone(CALLER);

            done(call.room.remove(caller.party));
            done(call.room.remove(caller.party));

            until(() -> Tone.loudness(agent.next(WHILE)) < QUIET);
            Measured last = call.told(Measured.class).getLast();
            assertThat(last.party()).isEqualTo(caller.party);
            assertThat(last.last()).isTrue();
            assertThat(last.quality().heard().packets()).isGreaterThan(5);
            assertThat(last.quality().heard().mos()).isBetween(1.0, 4.42);
            assertThat(refused(call.room.stop(caller.party))).isEqualTo(MediaRefused.Reason.UNKNOWN_PARTY);
        }
    }

    @Test
    default void closedRoomRefusesSaysGoodbyeAndLeavesNothing() {
        try (var call = new Call(server())) {
            Phone caller = call.phone("caller", CALLER);
            caller.next(WHILE);

            done(call.room.close());
            done(call.room.close());

            assertThat(refused(call.room.stop(caller.party))).isEqualTo(MediaRefused.Reason.CLOSED);
            assertThat(server().counts().rooms()).isZero();
            assertThat(server().counts().parties()).isZero();
            // RFC 3550 §6.6: the last of a compound packet.
            until(() -> caller.reports().stream().anyMatch(report -> report[report.length - 7] == (byte) 203));
        }
    }

    @Test
    default void idOfAnOpenRoomIsNotGivenTwice() {
        Room first = done(server().open("twice", _ -> {}));

        assertThat(refused(server().open("twice", _ -> {}))).isEqualTo(MediaRefused.Reason.MALFORMED);

        done(first.close());
        done(done(server().open("twice", _ -> {})).close());
    }
}
