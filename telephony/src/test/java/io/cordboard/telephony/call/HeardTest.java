package io.cordboard.telephony.call;

import static io.cordboard.telephony.media.Call.done;
import static io.cordboard.telephony.media.Phone.LOUD;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionEvent.Queued;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Monitored.Mode;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.LegRequest;
import io.cordboard.routing.line.Transport;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.telephony.media.Phone;
import io.cordboard.telephony.media.Room;
import io.cordboard.telephony.media.Tone;
import io.cordboard.telephony.media.embedded.EmbeddedMediaServer;
import io.cordboard.telephony.media.embedded.Settings;
import io.cordboard.telephony.sip.SipSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who hears whom during a call, by telephones that each say a tone of their own: c(ustomer), o(wner), p(arty), s(upervisor). */
class HeardTest {

    /** None that music has. */
    private static final Map<Character, Double> TONES = Map.of('c', 1_300.0, 'o', 1_700.0, 'p', 2_300.0, 's', 2_900.0);

    private static final InteractionId ID = InteractionId.of("shop/call-1");
    private static final QueueId QUEUE = QueueId.of("shop/support");

    private final EmbeddedMediaServer server =
            EmbeddedMediaServer.start(Settings.with("ports { first = 23000, last = 23199 }"));
    private final Room room = done(server.open("call", _ -> {}));
    private final Parties parties = new Parties(room);
    private final Map<Character, Phone> phones = new LinkedHashMap<>();
    private Call call = Call.arriving(ID);

    @BeforeEach
    void customerTalksToTheOwner() {
        Phone customer = phone('c');
        customer.take(done(Parties.describe(room, Optional.of(customer.sdp("sendrecv")))));
        var contact = new Contact(Medium.VOICE, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        happens(new Happening.Reported(LegReport.Arrived.inQueue(ID, contact, QUEUE, Instant.EPOCH), Optional.empty()));
        asked(new LegRequest.Wait(QUEUE, Queued.Why.ARRIVED));
        answers('o', new LegRequest.Ring(offer('o'), agent('o'), Instant.EPOCH));
        asked(new LegRequest.Connect(offer('o'), agent('o')));
    }

    @AfterEach
    void end() {
        phones.values().forEach(Phone::close);
        server.close();
    }

    private Phone phone(char who) {
        var phone = new Phone(String.valueOf(who), 8);
        phone.says(TONES.get(who));
        phones.put(who, phone);
        return phone;
    }

    private static OfferId offer(char who) {
        return OfferId.of(ID, "offer-" + who);
    }

    private static AgentId agent(char who) {
        return AgentId.of("shop/" + who);
    }

    /** The agent's phone rings and is answered. */
    private void answers(char who, LegRequest ring) {
        var key = new PhoneKey(offer(who), 0);
        asked(ring);
        happens(new Happening.Rung(offer(who), 1));
        Phone phone = phone(who);
        phone.take(done(parties.offer(key, Transport.UDP)));
        done(parties.answered(Optional.of(key), phone.sdp("sendrecv")));
        happens(new Happening.Phone(key, new SipSignal.Answered("")));
    }

    private void asked(LegRequest request) {
        happens(new Happening.Asked(request));
    }

    private void happens(Happening happening) {
        Call.Step step = call.on(happening);
        call = step.call();
        step.deeds().stream()
                .filter(Deed.Sound.class::isInstance)
                .forEach(sound -> parties.sound(((Deed.Sound) sound).scene()));
    }

    private void holds() {
        asked(new LegRequest.Hold(Party.agent(agent('o'))));
    }

    private void resumes() {
        asked(new LegRequest.Resume(Party.agent(agent('o'))));
    }

    private void listens(Mode mode) {
        answers('s', new LegRequest.Listen(offer('s'), agent('s'), mode));
    }

    /** Waits until it is so, and looks again a while later. */
    private void heard(String... expected) {
        var all = java.util.Set.of(expected);
        Phone.until(() -> heard(Duration.ofMillis(200)).equals(all));
        assertThat(heard(Duration.ofMillis(400))).isEqualTo(all);
    }

    private java.util.Set<String> heard(Duration within) {
        return phones.entrySet().stream()
                .map(listener -> {
                    short[] sound = listener.getValue().next(within);
                    return listener.getKey() + ":"
                            + TONES.keySet().stream()
                                    .filter(who -> Tone.in(sound, TONES.get(who)) > LOUD / 4)
                                    .sorted()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining());
                })
                .collect(Collectors.toSet());
    }

    private void music() {
        assertThat(Tone.loudness(phones.get('c').next(Duration.ofMillis(800)))).isGreaterThan(100);
    }

    @Test
    void callerOnHoldHearsMusicAndNobodyHearsTheCaller() {
        heard("c:o", "o:c");

        holds();
        heard("c:", "o:");
        music();

        resumes();
        heard("c:o", "o:c");
    }

    @Test
    void consultIsNotHeardByTheCallerAndTheConferenceByAll() {
        holds();
        answers('p', new LegRequest.Ring(offer('p'), agent('p'), Instant.EPOCH));
        heard("c:", "o:", "p:");

        asked(new LegRequest.Join(offer('p'), agent('p')));
        heard("c:", "o:p", "p:o");
        music();

        resumes();
        heard("c:op", "o:cp", "p:co");

        holds();
        heard("c:", "o:p", "p:o");
    }

    @Test
    void monitorIsSilentWhisperIsForTheOwnerAndBargeForBoth() {
        listens(Mode.MONITOR);
        heard("c:o", "o:c", "s:co");

        asked(new LegRequest.Listen(offer('s'), agent('s'), Mode.WHISPER));
        heard("c:o", "o:cs", "s:co");

        asked(new LegRequest.Listen(offer('s'), agent('s'), Mode.BARGE));
        heard("c:os", "o:cs", "s:co");

        holds();
        heard("c:", "o:s", "s:o");
    }
}
