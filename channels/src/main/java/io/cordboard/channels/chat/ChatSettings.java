package io.cordboard.channels.chat;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Set;

/** The settings of web chat on this node, from {@code cordboard.channels.chat}; {@code reference.conf} says what each is for. */
public record ChatSettings(
        Duration tokenLife,
        Duration patience,
        int maxText,
        int maxFrameBytes,
        int maxBodyBytes,
        Duration answerWithin,
        Duration heartbeat,
        Duration silence,
        Duration stall,
        Duration positionEvery,
        Duration pollWait,
        Duration pollPresence,
        Duration arrivalPresence,
        int trustedProxies,
        Set<String> exemptSources,
        int openChatsPerSource,
        int socketsPerSession,
        RateLimit openings,
        RateLimit requests,
        RateLimit messages,
        RateLimit frames,
        int remembered) {

    public ChatSettings {
        exemptSources = Set.copyOf(exemptSources);
        positive("token-life", tokenLife);
        positive("patience", patience);
        positive("answer-within", answerWithin);
        positive("heartbeat", heartbeat);
        positive("stall", stall);
        positive("position-every", positionEvery);
        positive("poll-presence", pollPresence);
        positive("arrival-presence", arrivalPresence);
        between("max-text", maxText, 1, 8_000);
        between("max-frame-bytes", maxFrameBytes, 1_024, 1_048_576);
        between("max-body-bytes", maxBodyBytes, 1_024, 1_048_576);
        between("trusted-proxies", trustedProxies, 0, 10);
        between("open-chats-per-source", openChatsPerSource, 1, 1_000_000);
        between("sockets-per-session", socketsPerSession, 1, 50);
        between("remembered", remembered, 100, 10_000_000);
        if (silence.compareTo(heartbeat.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "Expected silence of at least two heartbeats, but got " + silence + " and " + heartbeat);
        }
        if (pollPresence.compareTo(pollWait) < 0) {
            throw new IllegalArgumentException(
                    "Expected poll-presence to outlast poll-wait, but got " + pollPresence + " and " + pollWait);
        }
    }

    /** Reads {@code cordboard.channels.chat} of the whole configuration. */
    public static ChatSettings of(Config config) {
        Config chat = config.getConfig("cordboard.channels.chat");
        return new ChatSettings(
                chat.getDuration("token-life"),
                chat.getDuration("patience"),
                chat.getInt("max-text"),
                Math.toIntExact(chat.getBytes("max-frame-bytes")),
                Math.toIntExact(chat.getBytes("max-body-bytes")),
                chat.getDuration("answer-within"),
                chat.getDuration("heartbeat"),
                chat.getDuration("silence"),
                chat.getDuration("stall"),
                chat.getDuration("position-every"),
                chat.getDuration("poll-wait"),
                chat.getDuration("poll-presence"),
                chat.getDuration("arrival-presence"),
                chat.getInt("trusted-proxies"),
                Set.copyOf(chat.getStringList("exempt-sources")),
                chat.getInt("open-chats-per-source"),
                chat.getInt("sockets-per-session"),
                rate(chat.getConfig("rates.openings-per-source")),
                rate(chat.getConfig("rates.requests-per-source")),
                rate(chat.getConfig("rates.messages-per-session")),
                rate(chat.getConfig("rates.frames-per-session")),
                chat.getInt("remembered"));
    }

    private static RateLimit rate(Config config) {
        return new RateLimit(config.getInt("burst"), config.getInt("per-minute"));
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("Expected a positive " + name + ", but got " + value);
        }
    }

    private static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "Expected " + name + " of " + least + " to " + most + ", but got " + value);
        }
    }
}
