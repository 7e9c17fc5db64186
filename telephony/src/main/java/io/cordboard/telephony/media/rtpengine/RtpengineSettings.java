package io.cordboard.telephony.media.rtpengine;

import com.typesafe.config.Config;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The settings of rtpengine, from {@code cordboard.telephony.media.rtpengine}; {@code reference.conf} says what each is for. */
public record RtpengineSettings(
        List<Node> nodes,
        Anchor anchor,
        Optional<String> engineAddress,
        Optional<Interfaces> interfaces,
        List<String> browserCodecs,
        Duration pingEvery,
        Patience patience) {

    private static final Set<String> CODECS = Set.of("opus", "G722", "PCMA", "PCMU");

    /** Who reaches the room through rtpengine. */
    public enum Anchor {
        /** Browsers. */
        WEBRTC,
        /** Everybody. */
        ALL
    }

    /** One of them, and its share of the new parties. */
    public record Node(InetSocketAddress address, int weight) {

        public Node {
            between("weight", weight, 1, 1_000);
        }

        @Override
        public String toString() {
            return address.getHostString() + ':' + address.getPort();
        }
    }

    /** Which of rtpengine's own interfaces face parties and the engine. */
    public record Interfaces(String parties, String engine) {}

    /** For how long, how often and for how many answers at once we wait. */
    public record Patience(Duration answerWithin, Duration repeatAfter, int inFlight) {

        public Patience {
            between("answer-within", answerWithin, Duration.ofMillis(100), Duration.ofSeconds(30));
            between("repeat-after", repeatAfter, Duration.ofMillis(20), answerWithin);
            between("in-flight", inFlight, 1, 100_000);
        }
    }

    public RtpengineSettings {
        nodes = List.copyOf(nodes);
        browserCodecs = List.copyOf(browserCodecs);
        if (nodes.size() > 100 || nodes.stream().map(Node::toString).distinct().count() != nodes.size()) {
            throw new IllegalArgumentException("Expected at most 100 nodes, each once, but got " + nodes);
        }
        if (browserCodecs.isEmpty() || !CODECS.containsAll(browserCodecs)) {
            throw new IllegalArgumentException("Expected browser-codecs of " + CODECS + ", but got " + browserCodecs);
        }
        between("ping-every", pingEvery, Duration.ofMillis(50), Duration.ofMinutes(5));
    }

    /** Reads {@code cordboard.telephony.media.rtpengine} of the whole configuration. */
    public static RtpengineSettings of(Config config) {
        Config settings = config.getConfig("cordboard.telephony.media.rtpengine");
        String parties = settings.getString("interfaces.parties");
        String engine = settings.getString("interfaces.engine");
        if (parties.isEmpty() != engine.isEmpty()) {
            throw new IllegalArgumentException("Expected both interfaces or none, but got " + parties + engine);
        }
        return new RtpengineSettings(
                settings.getConfigList("nodes").stream()
                        .map(RtpengineSettings::node)
                        .toList(),
                Anchor.valueOf(settings.getString("anchor").toUpperCase(Locale.ROOT)),
                Optional.of(settings.getString("engine-address"))
                        .filter(address -> !address.isEmpty())
                        .map(address -> InetAddress.ofLiteral(address).getHostAddress()),
                parties.isEmpty() ? Optional.empty() : Optional.of(new Interfaces(parties, engine)),
                settings.getStringList("browser-codecs"),
                settings.getDuration("ping-every"),
                new Patience(
                        settings.getDuration("answer-within"),
                        settings.getDuration("repeat-after"),
                        settings.getInt("in-flight")));
    }

    private static Node node(Config node) {
        var address = new InetSocketAddress(node.getString("host"), node.getInt("port"));
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("Expected the host of an rtpengine, but got " + address.getHostString());
        }
        return new Node(address, node.hasPath("weight") ? node.getInt("weight") : 1);
    }

    private static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "Expected " + name + " of " + least + " to " + most + ", but got " + value);
        }
    }

    private static void between(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "Expected " + name + " of " + least + " to " + most + ", but got " + value);
        }
    }
}
