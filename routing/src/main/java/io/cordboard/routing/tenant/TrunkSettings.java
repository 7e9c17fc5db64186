package io.cordboard.routing.tenant;

import io.cordboard.routing.line.NumberRule;
import io.cordboard.routing.line.Outbound;
import io.cordboard.routing.line.SourceRange;
import io.cordboard.routing.line.TrunkPeer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an administrator says of a trunk: a line to a carrier or to an exchange.
 *
 * @param peers where calls go that are made over it; without any it only brings calls
 * @param sources from where calls come over it
 * @param user who the other end is by digest. With sources as well, a call must have both; with neither the trunk brings no calls
 * @param codecs by name, the first is preferred
 * @param channels how many calls it carries at once
 * @param inbound how numbers that come over it are rewritten
 * @param outward how numbers are rewritten that go over it
 * @param keepAlive how often each peer is asked (OPTIONS) whether it is there; zero is never
 * @param outbound which calls may be made
 */
public record TrunkSettings(
        String displayName,
        List<TrunkPeer> peers,
        Set<SourceRange> sources,
        Optional<String> user,
        List<String> codecs,
        int channels,
        List<NumberRule> inbound,
        List<NumberRule> outward,
        Duration keepAlive,
        Outbound outbound)
        implements Settings {

    public static final int MOST_PEERS = 20;
    public static final int MOST_SOURCES = 100;
    public static final int MOST_RULES = 50;
    public static final int MOST_CHANNELS = 10_000;

    /** The names of RTP payload formats (RFC 3551 §6, RFC 7587) that a trunk may be limited to. */
    public static final List<String> CODECS = List.of("PCMA", "PCMU", "G722", "G729", "opus");

    public static final List<String> DEFAULT_CODECS = List.of("PCMA", "PCMU");

    public static final int DEFAULT_CHANNELS = 30;
    public static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(30);
    static final Duration LEAST_KEEP_ALIVE = Duration.ofSeconds(5);
    static final Duration MOST_KEEP_ALIVE = Duration.ofMinutes(10);

    public TrunkSettings {
        displayName = Settings.text("a display name", displayName, 100);
        peers = atMost(MOST_PEERS, "peers", List.copyOf(peers));
        sources = Collections.unmodifiableSortedSet(new TreeSet<>(sources));
        atMost(MOST_SOURCES, "sources", List.copyOf(sources));
        user = user.map(text -> LocalName.require("a digest user", text));
        if (peers.isEmpty() && sources.isEmpty() && user.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected peers, sources or a user: a trunk without any of them neither brings calls nor takes them");
        }
        codecs = List.copyOf(codecs);
        if (codecs.isEmpty()
                || !CODECS.containsAll(codecs)
                || Set.copyOf(codecs).size() < codecs.size()) {
            throw new IllegalArgumentException(
                    "Expected some of the codecs " + CODECS + ", each once, but got " + codecs);
        }
        if (channels < 1 || channels > MOST_CHANNELS) {
            throw new IllegalArgumentException("Expected 1 to " + MOST_CHANNELS + " channels, but got " + channels);
        }
        inbound = atMost(MOST_RULES, "rules", List.copyOf(inbound));
        outward = atMost(MOST_RULES, "rules", List.copyOf(outward));
        if (!keepAlive.isZero()
                && (keepAlive.compareTo(LEAST_KEEP_ALIVE) < 0 || keepAlive.compareTo(MOST_KEEP_ALIVE) > 0)) {
            throw new IllegalArgumentException(
                    "Expected a keep-alive of PT5S to PT10M, or PT0S for none, but got " + keepAlive);
        }
    }

    @Override
    public Kind kind() {
        return Kind.TRUNK;
    }

    @Override
    public int size() {
        return 600
                + 300 * peers.size()
                + 40
                        * (sources.size()
                                + outbound.prefixes().size()
                                + outbound.blocked().size()
                                + outbound.emergency().size())
                + 200 * (inbound.size() + outward.size());
    }

    private static <T> List<T> atMost(int most, String what, List<T> list) {
        if (list.size() > most) {
            throw new IllegalArgumentException("Expected at most " + most + ' ' + what + ", but got " + list.size());
        }
        return list;
    }
}
