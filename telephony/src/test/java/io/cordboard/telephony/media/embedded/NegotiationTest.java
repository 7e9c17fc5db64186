package io.cordboard.telephony.media.embedded;

import static io.cordboard.telephony.media.MediaRefused.Reason.INCOMPATIBLE;
import static io.cordboard.telephony.media.MediaRefused.Reason.MALFORMED;
import static io.cordboard.telephony.media.MediaRefused.Reason.NO_OFFER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordboard.telephony.media.MediaRefused;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {

    private static final String SESSION = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";
    private final Negotiation negotiation =
            new Negotiation(InetAddress.ofLiteral("203.0.113.5"), 20_000, 20_001, List.of(Codec.PCMA, Codec.PCMU), 42);

    private Negotiation.Answer answer(String media) {
        return negotiation.answer(SESSION + media);
    }

    private MediaRefused.Reason refused(String sdp) {
        try {
            negotiation.answer(sdp);
        } catch (MediaRefused e) {
            return e.reason();
        }
        throw new AssertionError("Expected a refusal of " + sdp);
    }

    @Test
    void answerHasWhatIsCommonInTheOfferersOrder() {
        var answer = answer("m=audio 4000 RTP/AVP 9 0 18 8 96\r\na=rtpmap:96 telephone-event/8000\r\n");

        assertThat(answer.sdp()).isEqualTo("""
                        v=0
                        o=cordboard 42 1 IN IP4 203.0.113.5
                        s=-
                        c=IN IP4 203.0.113.5
                        t=0 0
                        m=audio 20000 RTP/AVP 0 8 96
                        a=rtpmap:0 PCMU/8000
                        a=rtpmap:8 PCMA/8000
                        a=rtpmap:96 telephone-event/8000
                        a=fmtp:96 0-15
                        a=ptime:20
                        a=sendrecv
                        a=rtcp:20001
                        """.replace("\n", "\r\n"));
        assertThat(answer.agreed().types().getFirst()).isEqualTo(new Agreed.Type(0, Codec.PCMU));
        assertThat(answer.agreed().eventType()).isEqualTo(96);
        assertThat(answer.agreed().remote().getPort()).isEqualTo(4_000);
        assertThat(answer.agreed().remoteControl().getPort()).isEqualTo(4_001);
    }

    @Test
    void codecIsKnownByItsNameUnderAnyNumber() {
        var agreed = answer("m=audio 4000 RTP/AVP 97 0\r\na=rtpmap:97 pcma/8000/1\r\na=rtpmap:0 opus/48000\r\n")
                .agreed();
        assertThat(agreed.types()).containsExactly(new Agreed.Type(97, Codec.PCMA));
        assertThat(agreed.eventType()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "sendrecv, sendrecv, true, true",
        "sendonly, recvonly, false, true",
        "recvonly, sendonly, true, false",
        "inactive, inactive, false, false"
    })
    void directionIsMirrored(String offered, String answered, boolean send, boolean receive) {
        var answer = answer("m=audio 4000 RTP/AVP 8\r\na=" + offered + "\r\n");
        assertThat(answer.sdp()).contains("a=" + answered + "\r\n");
        assertThat(answer.agreed().send()).isEqualTo(send);
        assertThat(answer.agreed().receive()).isEqualTo(receive);
    }

    @Test
    void directionOfTheSessionHoldsWhereTheMediumSaysNothing() {
        assertThat(answer("a=inactive\r\nm=audio 4000 RTP/AVP 8\r\n").agreed().send())
                .isFalse();
        assertThat(answer("a=inactive\r\nm=audio 4000 RTP/AVP 8\r\na=sendrecv\r\n")
                        .agreed()
                        .send())
                .isTrue();
    }

    @Test
    void addressOfZerosIsHold() {
        var answer = answer("m=audio 4000 RTP/AVP 8\r\nc=IN IP4 0.0.0.0\r\n");
        assertThat(answer.agreed().send()).isFalse();
        assertThat(answer.sdp()).contains("a=recvonly");
    }

    @Test
    void otherMediaAreRefusedInTheirPlaces() {
        String sdp = answer("""
                        m=video 5000 RTP/AVP 96 97
                        m=audio 0 RTP/AVP 8
                        m=audio 4000 RTP/AVP 8
                        m=audio 4000 RTP/AVP 8
                        m=audio 4002 RTP/SAVP 8
                        """).sdp();
        assertThat(sdp.lines().filter(line -> line.startsWith("m=")))
                .containsExactly(
                        "m=video 0 RTP/AVP 96 97",
                        "m=audio 0 RTP/AVP 8",
                        "m=audio 20000 RTP/AVP 8",
                        "m=audio 0 RTP/AVP 8",
                        "m=audio 0 RTP/SAVP 8");
    }

    @Test
    void mediaThatWereRefusedKeepTheirPlacesInOurOffers() {
        answer("m=video 5000 RTP/AVP 96\r\nm=audio 4000 RTP/AVP 8\r\nm=text 6000 RTP/AVP 98\r\n");

        assertThat(negotiation.offer().lines().filter(line -> line.startsWith("m=")))
                .containsExactly("m=video 0 RTP/AVP 96", "m=audio 20000 RTP/AVP 8 0 101", "m=text 0 RTP/AVP 98");
        Agreed agreed = negotiation.answered(
                SESSION + "m=video 0 RTP/AVP 96\r\nm=audio 6000 RTP/AVP 8\r\nm=text 0 RTP/AVP 98\r\n");
        assertThat(agreed.remote().getPort()).isEqualTo(6_000);
    }

    @Test
    void eventsAreTakenAsOfferedAndSentAsAnswered() {
        negotiation.offer();
        Agreed agreed =
                negotiation.answered(SESSION + "m=audio 6000 RTP/AVP 8 96\r\na=rtpmap:96 telephone-event/8000\r\n");
        assertThat(agreed.eventType()).isEqualTo(96);
        assertThat(agreed.isEvent(101)).isTrue();
        assertThat(agreed.isEvent(96)).isTrue();
    }

    @Test
    void sharedPortIsAgreedWhenOffered() {
        var answer = answer("m=audio 4000 RTP/AVP 8\r\na=rtcp-mux\r\na=rtcp:4009\r\n");
        assertThat(answer.agreed().mux()).isTrue();
        assertThat(answer.agreed().remoteControl().getPort()).isEqualTo(4_000);
        assertThat(answer.sdp()).contains("a=rtcp-mux");
        assertThat(answer("m=audio 4000 RTP/AVP 8\r\na=rtcp:4009\r\n")
                        .agreed()
                        .remoteControl()
                        .getPort())
                .isEqualTo(4_009);
    }

    @ParameterizedTest
    @CsvSource({"20, 1", "10, 1", "30, 1", "40, 2", "60, 3", "200, 3", "x, 1"})
    void packetLengthIsFollowedInWholeFrames(String ptime, int frames) {
        assertThat(answer("m=audio 4000 RTP/AVP 8\r\na=ptime:" + ptime + "\r\n")
                        .agreed()
                        .framesEach())
                .isEqualTo(frames);
    }

    @Test
    void versionGrowsAndOffersKeepWhatWasAgreed() {
        answer("m=audio 4000 RTP/AVP 96 8 99\r\na=rtpmap:96 PCMU/8000\r\na=rtpmap:99 telephone-event/8000\r\n");

        String offer = negotiation.offer();

        assertThat(offer).contains("o=cordboard 42 2 ").contains("m=audio 20000 RTP/AVP 96 8 99\r\n");
        Agreed agreed = negotiation.answered(SESSION + "m=audio 6000 RTP/AVP 8\r\n");
        assertThat(agreed.types()).containsExactly(new Agreed.Type(8, Codec.PCMA));
        assertThat(agreed.eventType()).isEqualTo(-1);
        assertThat(negotiation
                        .answered(SESSION + "m=audio 6002 RTP/AVP 8\r\n")
                        .remote()
                        .getPort())
                .isEqualTo(6_002);
    }

    @Test
    void answerWithoutAnOfferOrWithoutAudioIsRefused() {
        assertThatThrownBy(() -> negotiation.answered(SESSION + "m=audio 6000 RTP/AVP 8\r\n"))
                .hasFieldOrPropertyWithValue("reason", NO_OFFER);
        negotiation.offer();
        assertThatThrownBy(() -> negotiation.answered(SESSION + "m=audio 0 RTP/AVP 8\r\n"))
                .hasFieldOrPropertyWithValue("reason", INCOMPATIBLE);
        assertThatThrownBy(() -> negotiation.answered(SESSION)).hasFieldOrPropertyWithValue("reason", INCOMPATIBLE);
        assertThat(negotiation
                        .answered(SESSION + "m=audio 6000 RTP/AVP 8\r\n")
                        .remote()
                        .getPort())
                .isEqualTo(6_000);
    }

    @Test
    void sixthVersionOfTheInternetIsSpoken() {
        var answer = negotiation.answer(
                "v=0\no=- 1 1 IN IP6 2001:db8::1\ns=-\nc=IN IP6 2001:db8::1\nt=0 0\nm=audio 4000 RTP/AVP 8\n");
        assertThat(answer.agreed().remote().getAddress()).isEqualTo(InetAddress.ofLiteral("2001:db8::1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=audio 4000 RTP/AVP 18 101\r\n",
                "m=audio 4000 RTP/SAVP 8\r\n",
                "m=audio 4000 UDP/TLS/RTP/SAVPF 8\r\n",
                "m=video 4000 RTP/AVP 8\r\n",
                "m=audio 0 RTP/AVP 8\r\n",
                "m=audio 4000 RTP/AVP 8\r\nc=IN IP4 224.2.1.1\r\n",
                "m=audio 4000 RTP/AVP 8\r\nc=IN IP4 255.255.255.255\r\n",
                ""
            })
    void offerOfNothingThatWeSpeakIsRefused(String media) {
        assertThat(refused(SESSION + media)).isEqualTo(INCOMPATIBLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=audio x RTP/AVP 8\r\n",
                "m=audio 70000 RTP/AVP 8\r\n",
                "m=audio -1 RTP/AVP 8\r\n",
                "m=audio 4000 RTP/AVP\r\n",
                "m=audio\r\n",
                "m=audio 4000 RTP/AVP 8\r\nc=IN IP4 phone.example\r\n",
                "m=audio 4000 RTP/AVP 8\r\nc=IN IP4 192.0.2.256\r\n",
                "m=audio 4000 RTP/AVP 8\r\nc=IN IP5 192.0.2.25\r\n",
                "m=audio 4000 RTP/AVP 8\r\nc=192.0.2.25\r\n",
                "m=audio 4000 RTP/AVP 8\r\na=rtpmap:8\r\n",
                "m=audio 4000 RTP/AVP 8\r\na=rtpmap:999 PCMA/8000\r\n",
                "m=audio 4000 RTP/AVP 8\r\nnonsense\r\n",
                "m=audio 4000 RTP/AVP 8\r\n\r\na=sendrecv\r\n"
            })
    void descriptionThatCannotBeReadIsRefused(String media) {
        assertThat(refused(SESSION + media)).isEqualTo(MALFORMED);
    }

    @Test
    void descriptionBeyondItsLimitsIsRefused() {
        assertThat(refused("")).isEqualTo(MALFORMED);
        assertThat(refused("v=1\r\n")).isEqualTo(MALFORMED);
        assertThat(refused("v=0\r\ns=-\r\nm=audio 4000 RTP/AVP 8\r\n")).isEqualTo(MALFORMED);
        assertThat(refused("v=0\r\no=-\r\nm=audio 4000 RTP/AVP 8\r\n")).isEqualTo(MALFORMED);
        assertThat(refused(SESSION + "a=x\r\n".repeat(600))).isEqualTo(MALFORMED);
        assertThat(refused(SESSION + "a=" + "x".repeat(20_000))).isEqualTo(MALFORMED);
        assertThat(refused(SESSION + "m=audio 4000 RTP/AVP 8\r\n".repeat(17))).isEqualTo(MALFORMED);
        assertThat(refused(SESSION + "m=audio 4000 RTP/AVP" + " 8".repeat(65) + "\r\n"))
                .isEqualTo(MALFORMED);
    }

    @Test
    void refusalSaysWhatWasExpected() {
        assertThatThrownBy(() -> answer("m=audio 70000 RTP/AVP 8\r\n"))
                .hasMessage("Expected of a session description a number of 0 to 65535, but got: 70000");
    }
}
