package io.cordboard.telephony.sip;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of SIP on this node, from {@code cordboard.telephony.sip}; {@code reference.conf} says what each is for. */
public record SipSettings(
        boolean enabled,
        String address,
        String advertised,
        int port,
        int webSocketPort,
        int tlsPort,
        int secureWebSocketPort,
        Optional<KeyStore> keyStore,
        String domain,
        int maxMessageBytes,
        int threads,
        Rate ratePerSource,
        Set<String> exemptSources,
        int remembered,
        Duration sessionExpires,
        Duration leastSession,
        Registering registering,
        WebSockets webSockets) {

    /** Where the certificate of this node is. */
    public record KeyStore(String path, String type, String password) {

        @Override
        public String toString() {
            return "KeyStore[" + path + "]";
        }
    }

    /**
     * How phones are registered.
     *
     * @param usual for how long, if a phone does not say
     * @param digests the algorithms by which they may prove who they are, the preferred first
     * @param tokenLife for how long a page may register an agent's phone with one token
     */
    public record Registering(Duration least, Duration usual, Duration most, List<String> digests, Duration tokenLife) {

        private static final Set<String> KNOWN = Set.of("SHA-256", "MD5");

        public Registering {
            digests = List.copyOf(digests);
            if (digests.isEmpty() || !KNOWN.containsAll(digests)) {
                throw new IllegalArgumentException(
                        "Expected registration.digests to have SHA-256, MD5 or both, but got " + digests);
            }
            if (least.toSeconds() < 1 || usual.compareTo(least) < 0 || most.compareTo(usual) < 0) {
                throw new IllegalArgumentException("Expected registration.least, usual and most in this order, but got "
                        + least + ", " + usual + " and " + most);
            }
            if (tokenLife.compareTo(least) < 0 || tokenLife.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(
                        "Expected registration.token-life of registration.least to a day," + " but got " + tokenLife);
            }
        }
    }

    /**
     * Who may connect as a browser.
     *
     * @param origins the pages that may; all, if it is empty
     * @param perSource connections of one address
     */
    public record WebSockets(Set<String> origins, int perSource) {

        public WebSockets {
            origins = origins.stream()
                    .map(origin -> origin.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
            between("web-sockets.per-source", perSource, 1, 1_000_000);
        }
    }

    /** So many at once, and so many a second on average. */
    public record Rate(int burst, int perSecond) {

        public Rate {
            between("rate-per-source.burst", burst, 1, 1_000_000);
            between("rate-per-source.per-second", perSecond, 1, 1_000_000);
        }
    }

    public SipSettings {
        exemptSources = Set.copyOf(exemptSources);
        between("port", port, 1, 65_535);
        between("web-socket-port", webSocketPort, 0, 65_535);
        between("tls-port", tlsPort, 0, 65_535);
        between("secure-web-socket-port", secureWebSocketPort, 0, 65_535);
        between("max-message-bytes", maxMessageBytes, 2_048, 65_536);
        between("threads", threads, 1, 64);
        between("remembered", remembered, 100, 10_000_000);
        if (address.isBlank() || domain.isBlank()) {
            throw new IllegalArgumentException("Expected an address and a domain, but one is empty");
        }
        if (leastSession.toSeconds() < 1 || sessionExpires.compareTo(leastSession) < 0) {
            throw new IllegalArgumentException("Expected least-session and session-expires in this order, but got "
                    + leastSession + " and " + sessionExpires);
        }
    }

    /** Reads {@code cordboard.telephony.sip} of the whole configuration. */
    public static SipSettings of(Config config) {
        Config sip = config.getConfig("cordboard.telephony.sip");
        String address = sip.getString("address");
        String advertised = sip.getString("advertised");
        String store = sip.getString("key-store.path");
        return new SipSettings(
                sip.getBoolean("enabled"),
                address,
                advertised.isBlank() ? address : advertised,
                sip.getInt("port"),
                sip.getInt("web-socket-port"),
                sip.getInt("tls-port"),
                sip.getInt("secure-web-socket-port"),
                store.isBlank()
                        ? Optional.empty()
                        : Optional.of(new KeyStore(
                                store, sip.getString("key-store.type"), sip.getString("key-store.password"))),
                sip.getString("domain"),
                Math.toIntExact(sip.getBytes("max-message-bytes")),
                sip.getInt("threads"),
                new Rate(sip.getInt("rate-per-source.burst"), sip.getInt("rate-per-source.per-second")),
                Set.copyOf(sip.getStringList("exempt-sources")),
                sip.getInt("remembered"),
                sip.getDuration("session-expires"),
                sip.getDuration("least-session"),
                new Registering(
                        sip.getDuration("registration.least"),
                        sip.getDuration("registration.usual"),
                        sip.getDuration("registration.most"),
                        sip.getStringList("registration.digests"),
                        sip.getDuration("registration.token-life")),
                new WebSockets(
                        Set.copyOf(sip.getStringList("web-sockets.origins")), sip.getInt("web-sockets.per-source")));
    }

    private static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "Expected " + name + " of " + least + " to " + most + ", but got " + value);
        }
    }
}
