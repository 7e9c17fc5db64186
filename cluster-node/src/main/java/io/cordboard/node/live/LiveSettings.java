package io.cordboard.node.live;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How much the sockets of a node take on; {@code cordboard.node.live} in reference.conf says why each is as it is.
 *
 * @param heartbeat how often a silent client is asked for a sign of life; two unanswered ones end the socket
 * @param firstFrame how long a client may take to say what it wants
 * @param stall how long a client may take nothing while something waits for it
 * @param linger how long an interaction is still followed once the agent has nothing to do with it
 * @param drain how long sockets may take to end when the node stops
 * @param ticketLife how long a ticket may wait to be used
 * @param maxSession how long a socket may live without a new ticket, whatever the token says
 * @param maxFrame bytes of one frame from a client
 * @param maxSockets sockets of this node
 * @param maxSocketsOfOne sockets of one caller on this node
 * @param maxStreams streams that one socket follows
 * @param maxUnderWay commands of one socket that are not answered yet; further ones are not read
 * @param maxBehind events that a client who resumes may have missed; with more it gets a snapshot
 * @param maxMessages messages that a snapshot of an interaction carries, the latest ones
 * @param maxTickets tickets of this node that wait to be used
 */
public record LiveSettings(
        Duration heartbeat,
        Duration firstFrame,
        Duration stall,
        Duration linger,
        Duration drain,
        Duration ticketLife,
        Duration maxSession,
        int maxFrame,
        int maxSockets,
        int maxSocketsOfOne,
        int maxStreams,
        int maxUnderWay,
        int maxBehind,
        int maxMessages,
        int maxTickets) {

    public LiveSettings {
        if (heartbeat.isNegative() || heartbeat.isZero() || stall.isNegative() || stall.isZero()) {
            throw new IllegalArgumentException("Expected a heartbeat and a stall of some time");
        }
        if (maxFrame < 1_024 || maxSockets < 1 || maxSocketsOfOne < 1 || maxStreams < 1 || maxUnderWay < 1) {
            throw new IllegalArgumentException("Expected positive limits, and frames of at least 1024 bytes");
        }
    }

    /** Reads {@code cordboard.node.live}. */
    public static LiveSettings of(Config config) {
        Config live = config.getConfig("cordboard.node.live");
        return new LiveSettings(
                live.getDuration("heartbeat"),
                live.getDuration("first-frame"),
                live.getDuration("stall"),
                live.getDuration("linger"),
                live.getDuration("drain"),
                live.getDuration("ticket-life"),
                live.getDuration("max-session"),
                (int) Math.min(live.getBytes("max-frame"), Integer.MAX_VALUE),
                live.getInt("max-sockets"),
                live.getInt("max-sockets-of-one"),
                live.getInt("max-streams"),
                live.getInt("max-under-way"),
                live.getInt("max-behind"),
                live.getInt("max-messages"),
                live.getInt("max-tickets"));
    }
}
