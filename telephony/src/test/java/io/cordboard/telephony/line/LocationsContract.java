package io.cordboard.telephony.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.line.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Where agents' phones are, however it is kept. */
interface LocationsContract {

    AgentId ALICE = AgentId.of("acme/alice");
    AgentId AL = AgentId.of("acme/al");
    Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    /** Time for {@link #locations()}, set by a test. */
    final class Time implements InstantSource {
        private volatile Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }

    /** Empty ones, with the clock at {@link #NOW}. */
    Locations locations();

    /** The clock of the {@link #locations()}. */
    Time time();

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    static Binding udp(String id, long cseq, Duration life) {
        return new Binding(
                id,
                id,
                List.of(),
                Flow.datagrams("anywhere", "192.0.2.4", 5060),
                1_000,
                "call-" + id,
                cseq,
                NOW.plus(life),
                "phone");
    }

    static Binding over(String node, String connection, String id) {
        return new Binding(
                id,
                id,
                List.of("<sip:edge.example;lr>"),
                Flow.connected(node, Transport.WSS, "192.0.2.5", 40_000, connection),
                1_000,
                "call-" + id,
                1,
                NOW.plusSeconds(3_600),
                "browser");
    }

    @Test
    default void phonesOfAnAgentAreFoundThePreferredFirst() {
        Locations locations = locations();
        Binding desk = udp("sip:desk@192.0.2.4", 1, Duration.ofMinutes(5));
        Binding mobile = new Binding(
                "sip:mobile@192.0.2.9",
                "sip:mobile@192.0.2.9",
                List.of(),
                Flow.datagrams("anywhere", "192.0.2.9", 5060),
                500,
                "c",
                1,
                NOW.plusSeconds(600),
                "");

        get(locations.bind(ALICE, mobile));
        assertThat(get(locations.bind(ALICE, desk))).isEqualTo(new Locations.Bound.Done(List.of(desk, mobile)));

        assertThat(get(locations.of(ALICE))).containsExactly(desk, mobile);
        assertThat(get(locations.of(AL))).isEmpty();
        assertThat(get(locations.of(AgentId.of("other/alice")))).isEmpty();
    }

    @Test
    default void registrationAgainTakesThePlaceOfTheOneBefore() {
        Locations locations = locations();
        get(locations.bind(ALICE, udp("sip:a@192.0.2.4", 1, Duration.ofMinutes(1))));
        Binding renewed = udp("sip:a@192.0.2.4", 2, Duration.ofMinutes(9));

        get(locations.bind(ALICE, renewed));

        assertThat(get(locations.of(ALICE))).containsExactly(renewed);
    }

    /** RFC 3261 §10.3 step 7. */
    @Test
    default void registrationThatIsLateOrDoubledChangesNothing() {
        Locations locations = locations();
        Binding second = udp("sip:a@192.0.2.4", 2, Duration.ofMinutes(9));
        get(locations.bind(ALICE, second));

        assertThat(get(locations.bind(ALICE, udp("sip:a@192.0.2.4", 2, Duration.ofMinutes(1)))))
                .isInstanceOf(Locations.Bound.OutOfOrder.class);
        assertThat(get(locations.unbind(ALICE, "sip:a@192.0.2.4", second.callId(), 1)))
                .isInstanceOf(Locations.Bound.OutOfOrder.class);
        assertThat(get(locations.of(ALICE))).containsExactly(second);
        assertThat(get(locations.unbind(ALICE, "sip:a@192.0.2.4", "another call", 1)))
                .isEqualTo(new Locations.Bound.Done(List.of()));
    }

    @Test
    default void bindingEndsWhenItExpires() {
        Locations locations = locations();
        get(locations.bind(ALICE, udp("sip:a@192.0.2.4", 1, Duration.ofSeconds(60))));

        time().pass(Duration.ofSeconds(59));
        assertThat(get(locations.of(ALICE))).hasSize(1);
        time().pass(Duration.ofSeconds(1));
        assertThat(get(locations.of(ALICE))).isEmpty();
    }

    @Test
    default void agentHasSoManyPhonesAndNoMore() {
        Locations locations = locations();
        for (int i = 0; i < Locations.MOST_PER_AGENT; i++) {
            get(locations.bind(ALICE, udp("sip:" + i + "@192.0.2.4", 1, Duration.ofSeconds(60 + i))));
        }

        assertThat(get(locations.bind(ALICE, udp("sip:more@192.0.2.4", 1, Duration.ofMinutes(5)))))
                .isInstanceOf(Locations.Bound.Full.class);
        assertThat(get(locations.bind(ALICE, udp("sip:3@192.0.2.4", 2, Duration.ofMinutes(5)))))
                .isInstanceOf(Locations.Bound.Done.class);
        assertThat(get(locations.bind(AL, udp("sip:more@192.0.2.4", 1, Duration.ofMinutes(5)))))
                .isInstanceOf(Locations.Bound.Done.class);
        time().pass(Duration.ofSeconds(60));
        assertThat(get(locations.bind(ALICE, udp("sip:more@192.0.2.4", 1, Duration.ofMinutes(5)))))
                .isInstanceOf(Locations.Bound.Done.class);
    }

    @Test
    default void whatWasBoundOverAConnectionEndsWithIt() {
        Locations locations = locations();
        Binding kept = over(locations.node(), "c2", "sip:b@browser.invalid");
        get(locations.bind(ALICE, over(locations.node(), "c1", "sip:a@browser.invalid")));
        get(locations.bind(ALICE, kept));

        get(locations.disconnected(ALICE, "c1"));

        assertThat(get(locations.of(ALICE))).containsExactly(kept);
        get(locations.unbind(ALICE));
        assertThat(get(locations.of(ALICE))).isEmpty();
    }
}
