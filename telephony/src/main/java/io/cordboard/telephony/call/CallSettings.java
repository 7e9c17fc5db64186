package io.cordboard.telephony.call;

import com.typesafe.config.Config;
import java.time.Duration;

/** The settings of calls on this node, from {@code cordboard.telephony.call}; {@code reference.conf} says what each is for. */
public record CallSettings(
        boolean answerAtOnce,
        int maxCalls,
        Duration patience,
        Duration ringAtMost,
        Duration joinWithin,
        Duration answerWithin,
        Duration peerAnswersWithin,
        int phonesPerOffer) {

    public CallSettings {
        if (maxCalls < 1 || maxCalls > 1_000_000) {
            throw new IllegalArgumentException("Expected max-calls of 1 to 1000000, but got " + maxCalls);
        }
        if (phonesPerOffer < 1 || phonesPerOffer > 10) {
            throw new IllegalArgumentException("Expected phones-per-offer of 1 to 10, but got " + phonesPerOffer);
        }
        positive("patience", patience);
        positive("ring-at-most", ringAtMost);
        positive("join-within", joinWithin);
        positive("answer-within", answerWithin);
        positive("peer-answers-within", peerAnswersWithin);
    }

    /** Reads {@code cordboard.telephony.call} of the whole configuration. */
    public static CallSettings of(Config config) {
        Config call = config.getConfig("cordboard.telephony.call");
        return new CallSettings(
                call.getBoolean("answer-at-once"),
                call.getInt("max-calls"),
                call.getDuration("patience"),
                call.getDuration("ring-at-most"),
                call.getDuration("join-within"),
                call.getDuration("answer-within"),
                call.getDuration("peer-answers-within"),
                call.getInt("phones-per-offer"));
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("Expected a positive " + name + ", but got " + value);
        }
    }
}
