package io.cordboard.telephony.media.rtpengine;

import io.cordboard.telephony.media.OfferKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One party's call at an rtpengine, between the party and its room's engine: what one side describes, as the other has to be told. Asked
 * one thing at a time.
 */
final class Anchor {

    /** The ends of the call, which are its tags. */
    enum Side {
        PARTY,
        ENGINE;

        Side other() {
            return this == PARTY ? ENGINE : PARTY;
        }

        String tag() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** For how long packets still pass of a party that has gone: the engine's goodbye is among them. */
    private static final int SECONDS_AFTER_THE_END = 1;

    private static final List<String> NUMBERS = List.of("telephone-event");

    private final Rtpengine rtpengine;
    private final RtpengineSettings settings;
    private final OfferKind kind;
    private final String callId = "cordboard-" + UUID.randomUUID();
    private final AtomicBoolean there = new AtomicBoolean();
    private boolean answered;
    private boolean offeredToParty;

    /** @param kind how the party is spoken to */
    Anchor(Rtpengine rtpengine, RtpengineSettings settings, OfferKind kind) {
        this.rtpengine = rtpengine;
        this.settings = settings;
        this.kind = kind;
    }

    /** Whether the party has been offered something, and has offered nothing since. */
    boolean offeredToParty() {
        return offeredToParty;
    }

    /** What the other side is to be offered when this one has offered so. */
    CompletionStage<String> offer(Side from, String sdp) {
        Map<String, Object> request = request("offer", from, sdp);
        if (answered) {
            request.put("to-tag", from.other().tag());
        }
        if (kind == OfferKind.WEBRTC) {
            // Only what we say here is spoken: all else that was offered is translated, and not passed on.
            List<String> codecs =
                    new ArrayList<>(from == Side.PARTY ? List.of("PCMA", "PCMU") : settings.browserCodecs());
            codecs.addAll(NUMBERS);
            request.put("codec", Map.of("mask", List.of("all"), "transcode", codecs));
        } else if (from == Side.PARTY) {
            request.put("codec", Map.of("transcode", List.of("PCMA", "PCMU")));
        }
        return ask("offer", request).thenApply(told -> {
            if (there.compareAndSet(false, true)) {
                rtpengine.came();
            }
            offeredToParty = from == Side.ENGINE;
            return told;
        });
    }

    /** What the other side is to be answered when this one has answered so. */
    CompletionStage<String> answer(Side from, String sdp) {
        Map<String, Object> request = request("answer", from.other(), sdp);
        request.put("to-tag", from.tag());
        request.putAll(toward(from.other(), false));
        return ask("answer", request).thenApply(told -> {
            answered = true;
            return told;
        });
    }

    private CompletionStage<String> ask(String command, Map<String, Object> request) {
        return rtpengine.ask(command, request).thenApply(reply -> {
            if (reply.get("sdp") instanceof String sdp) {
                return sdp;
            }
            throw new NgFailure(NgFailure.Kind.REFUSED, "Expected a description in the answer of rtpengine");
        });
    }

    private Map<String, Object> request(String command, Side from, String sdp) {
        var request = new LinkedHashMap<String, Object>();
        boolean engines = (from == Side.ENGINE) == command.equals("offer");
        request.put("command", command);
        request.put("call-id", callId);
        request.put("from-tag", from.tag());
        request.put(
                "sdp",
                engines
                        ? settings.engineAddress()
                                .map(address -> sdp.replaceFirst(
                                        "(?m)^c=IN IP[46] \\S+",
                                        "c=IN " + (address.contains(":") ? "IP6 " : "IP4 ") + address))
                                .orElse(sdp)
                        : sdp);
        request.put("replace", List.of("origin", "session-connection"));
        if (command.equals("offer")) {
            request.putAll(toward(from.other(), true));
        }
        settings.interfaces()
                .ifPresent(interfaces -> request.put(
                        "direction",
                        from == Side.PARTY
                                ? List.of(interfaces.parties(), interfaces.engine())
                                : List.of(interfaces.engine(), interfaces.parties())));
        return request;
    }

    private Map<String, Object> toward(Side side, boolean offer) {
        if (side == Side.ENGINE || kind == OfferKind.PLAIN) {
            return Map.of(
                    "ICE", "remove",
                    "DTLS", "off",
                    "transport-protocol", "RTP/AVP",
                    "rtcp-mux", List.of("demux"),
                    // Nobody but the one that was described is heard.
                    "flags", List.of("strict-source"));
        }
        return Map.of(
                "ICE",
                "force",
                "transport-protocol",
                "UDP/TLS/RTP/SAVPF",
                "rtcp-mux",
                offer ? List.of("offer", "require") : List.of("require"),
                "SDES",
                List.of("off"),
                "flags",
                List.of("generate-mid", "strict-source"));
    }

    /** Nothing more is wanted of it. An rtpengine that does not hear this frees the call by itself, for nothing comes there any more. */
    void end() {
        if (there.compareAndSet(true, false)) {
            rtpengine.went();
        }
        var _ = rtpengine
                .ask("delete", Map.of("command", "delete", "call-id", callId, "delete delay", SECONDS_AFTER_THE_END))
                .exceptionally(_ -> Map.of());
    }
}
