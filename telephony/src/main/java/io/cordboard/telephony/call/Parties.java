package io.cordboard.telephony.call;

import io.cordboard.routing.line.Transport;
import io.cordboard.telephony.media.MediaRefused;
import io.cordboard.telephony.media.OfferKind;
import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.Playing;
import io.cordboard.telephony.media.Prompt;
import io.cordboard.telephony.media.Room;
import io.cordboard.telephony.media.Sound;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call's room, in the words of a call. Used by one actor. */
final class Parties {

    private static final Logger LOG = LoggerFactory.getLogger(Parties.class);
    static final Prompt MUSIC = Prompt.of(Sound.Tone.MUSIC);

    static final Party CUSTOMER = new Party("customer");
    private static final double AS_IT_IS = 1;

    private final Room room;
    private final Map<PhoneKey, Party> phones = new HashMap<>();
    private int counted;
    private boolean music;

    Parties(Room room) {
        this.room = room;
    }

    /** Our description for a caller who has offered, or has not. */
    static CompletionStage<String> describe(Room room, Optional<String> offer) {
        return offer.map(sdp -> room.answer(CUSTOMER, sdp)).orElseGet(() -> room.offer(CUSTOMER, OfferKind.PLAIN));
    }

    CompletionStage<String> offer(PhoneKey phone, Transport transport) {
        boolean browser = transport == Transport.WS || transport == Transport.WSS;
        return room.offer(party(phone), browser ? OfferKind.WEBRTC : OfferKind.PLAIN);
    }

    CompletionStage<Void> answered(Optional<PhoneKey> phone, String sdp) {
        return room.answered(party(phone), sdp);
    }

    CompletionStage<String> agree(Optional<PhoneKey> phone, String sdp) {
        return room.answer(party(phone), sdp);
    }

    /** Lets all hear whom they hear now. */
    void sound(Scene scene) {
        scene.hears().forEach((listener, speakers) -> {
            if (listener.isEmpty()) {
                music(speakers.isEmpty());
            }
            watch(
                    "talk",
                    room.hear(
                            party(listener), speakers.stream().collect(Collectors.toMap(this::party, _ -> AS_IT_IS))));
        });
    }

    void music(boolean wanted) {
        if (wanted != music) {
            music = wanted;
            if (wanted) {
                watch("music", room.play(CUSTOMER, MUSIC, 0));
            } else {
                watch("silence", room.stop(CUSTOMER));
            }
        }
    }

    /** Says this to the customer once, in place of the music. */
    CompletionStage<Playing> say(Prompt prompt) {
        return room.play(CUSTOMER, prompt, 1);
    }

    void hush() {
        watch("silence", room.stop(CUSTOMER));
    }

    /** The music goes on, or begins anew with this, unless it is over. */
    void musicAgain(Prompt prompt) {
        if (music) {
            watch("music", room.play(CUSTOMER, prompt, 0));
        }
    }

    void press(Optional<PhoneKey> to, String digits) {
        watch("digits", room.digits(party(to), digits));
    }

    private Party party(Optional<PhoneKey> phone) {
        return phone.map(this::party).orElse(CUSTOMER);
    }

    void remove(PhoneKey phone) {
        Party party = phones.remove(phone);
        if (party != null) {
            watch("removal", room.remove(party));
        }
    }

    void close() {
        watch("close", room.close());
    }

    /** Whose phone a party is; empty in the first place if it is nobody's any more, in the second for the customer. */
    Optional<Optional<PhoneKey>> who(Party party) {
        if (party.equals(CUSTOMER)) {
            return Optional.of(Optional.empty());
        }
        return phones.entrySet().stream()
                .filter(entry -> entry.getValue().equals(party))
                .map(entry -> Optional.of(entry.getKey()))
                .findFirst();
    }

    private Party party(PhoneKey phone) {
        return phones.computeIfAbsent(phone, _ -> new Party("agent-" + ++counted));
    }

    private static void watch(String what, CompletionStage<?> done) {
        done.whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.info("Expected {}, but: {}", what, failure.toString());
            }
        });
    }

    /** For whoever looks for the cause. */
    static String why(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }

    /** What SIP says of a failure of media. */
    static int status(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof MediaRefused refused)) {
            return 500;
        }
        return switch (refused.reason()) {
            case LIMIT, CLOSED, UNAVAILABLE -> 503;
            case INCOMPATIBLE, UNSUPPORTED -> 488;
            case MALFORMED -> 400;
            case UNKNOWN_PARTY, NO_OFFER, PROMPT, RECORDING -> 500;
        };
    }
}
