package io.cordboard.telephony.media.embedded;

import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.RoomEvent;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A party as its room sees it: its end of the wire, what is agreed with it, and its ports. */
record Member(Endpoint endpoint, Negotiation negotiation, Ports.Pair ports) {

    /** Takes ports for a party that is to come in. Refused when there are none. */
    static Member join(Engine engine, MediaLoop loop, Party party, Consumer<RoomEvent> events) {
        MediaSettings settings = engine.settings();
        Ports.Pair ports = engine.ports().take();
        var random = new SplittableRandom();
        // What we call the session need only be new (RFC 8866 §5.2).
        long session = random.nextLong(1, 1L << 53);
        long epochNanos = System.currentTimeMillis() * 1_000_000 - System.nanoTime();
        var endpoint = new Endpoint(
                party,
                settings,
                engine.counters(),
                events,
                loop.wire(ports.rtp()),
                loop.wire(ports.rtcp()),
                random,
                epochNanos);
        var negotiation =
                new Negotiation(settings.announce(), ports.port(), ports.port() + 1, settings.preferred(), session);
        engine.counters().parties.incrementAndGet();
        return new Member(endpoint, negotiation, ports);
    }

    /** On the media thread. */
    void listen(MediaLoop loop) {
        loop.listen(ports.rtp(), endpoint::received);
        loop.listen(ports.rtcp(), endpoint::receivedControl);
    }

    void close(Counters counters) {
        ports.close();
        counters.parties.decrementAndGet();
    }
}
