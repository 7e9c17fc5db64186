package io.cordboard.telephony.media.embedded;

import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.Quality;
import io.cordboard.telephony.media.RoomEvent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One party's end of the wire: takes packets in, gives a frame of its sound at each tick, and sends it a frame. Belongs to one media
 * thread, and is told the time.
 */
final class Endpoint {

    private static final long NEVER = Long.MIN_VALUE;
    /** Packets in a row: 60 ms of a telephone, which one stray datagram is not. */
    private static final int CONVINCING = 3;

    private final Party party;
    private final Counters counters;
    private final Consumer<RoomEvent> events;
    private final Wire wire;
    private final Wire controlWire;
    private final Latch latch;
    private final Latch controlLatch;
    private final long timeoutNanos;
    private final Allowance allowance;
    private final RtpPacket packet = new RtpPacket();
    private final RtpSource source = new RtpSource();
    private final JitterBuffer jitter;
    private final DigitDetector detector;
    private final Outgoing outgoing;
    private final Rtcp rtcp;
    private final @Nullable Codec[] codecs = new Codec[128];
    private @Nullable Agreed agreed;
    private @Nullable InetSocketAddress controlFollows;
    private long lateCounted;
    private long heardNanos = NEVER;
    private boolean silent;
    private boolean silenceTold;

    /** What it says in this tick, and whether that is anything. */
    final short[] frame = new short[JitterBuffer.FRAME];

    boolean audible;

    Endpoint(
            Party party,
            MediaSettings settings,
            Counters counters,
            Consumer<RoomEvent> events,
            Wire wire,
            Wire controlWire,
            SplittableRandom random,
            long epochNanos) {
        this.party = party;
        this.counters = counters;
        this.events = events;
        this.wire = wire;
        this.controlWire = controlWire;
        this.latch = new Latch(settings.latch(), CONVINCING);
        this.controlLatch = new Latch(settings.latch() == Latch.Guess.NONE ? Latch.Guess.NONE : Latch.Guess.HOST, 1);
        this.timeoutNanos = settings.timeout().toNanos();
        this.allowance = new Allowance(settings.packetsPerSecond());
        this.jitter = new JitterBuffer(
                samples(settings.jitterFirst().toMillis()),
                samples(settings.jitterMost().toMillis()));
        this.detector = new DigitDetector(
                (digit, held) -> events.accept(new RoomEvent.Digit(party, digit, Duration.ofMillis(held / 8))));
        var sender = new RtpSender(random.nextInt(), random.nextInt(), random.nextInt());
        this.outgoing = new Outgoing(sender, wire, counters);
        this.rtcp = new Rtcp(source, sender.source(), Long.toHexString(random.nextLong()), epochNanos, random);
    }

    private static int samples(long millis) {
        return (int) millis * 8;
    }

    Party party() {
        return party;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    JitterBuffer jitter() {
        return jitter;
    }

    void agree(Agreed now, long nowNanos) {
        agreed = now;
        // RFC 3264 §8.4: 0.0.0.0 is hold and nobody's address; who has been there before is kept.
        if (!now.remote().getAddress().isAnyLocalAddress()) {
            latch.expect(now.remote());
            controlFollows = null;
            expectControl(now);
        }
        Arrays.fill(codecs, null);
        // What was sent before the other side knew better still has these.
        for (Codec codec : Codec.values()) {
            codecs[codec.staticType] = codec;
        }
        for (Agreed.Type type : now.types()) {
            codecs[type.number()] = type.codec();
        }
        heardNanos = nowNanos;
        silenceTold = false;
        outgoing.agree(now);
    }

    /** RTCP comes from where RTP comes from, at another port. */
    private void expectControl(Agreed with) {
        InetSocketAddress target = latch.target();
        if (target != null && !target.equals(controlFollows)) {
            controlFollows = target;
            controlLatch.expect(new InetSocketAddress(
                    target.getAddress(), with.remoteControl().getPort()));
        }
    }

    /** Takes a packet that came at the port for RTP. */
    void received(byte[] bytes, int length, InetSocketAddress from, long nowNanos) {
        Agreed with = agreed;
        if (with == null) {
            counters.foreign.increment();
            return;
        }
        if (with.mux() && RtpPacket.looksLikeRtcp(bytes, length)) {
            if (!from.equals(latch.target())) {
                counters.foreign.increment();
            } else if (allowed(nowNanos)) {
                readControl(bytes, length, nowNanos);
            }
            return;
        }
        if (!packet.read(bytes, length)) {
            counters.malformed.increment();
        } else if (!latch.accepts(from) && !(spoken(with) && latch.convinces(from, packet.sequence))) {
            counters.foreign.increment();
        } else if (allowed(nowNanos)) {
            expectControl(with);
            counters.received.increment();
            alive(nowNanos);
            if (with.receive()) {
                take(with, nowNanos);
            }
        }
    }

    /** Takes a packet that came at the port for RTCP. */
    void receivedControl(byte[] bytes, int length, InetSocketAddress from, long nowNanos) {
        if (agreed == null || !controlLatch.accepts(from) && !controlLatch.convinces(from, 0)) {
            counters.foreign.increment();
        } else if (allowed(nowNanos)) {
            readControl(bytes, length, nowNanos);
        }
    }

    private void readControl(byte[] bytes, int length, long nowNanos) {
        if (rtcp.read(bytes, length, nowNanos)) {
            alive(nowNanos);
        } else {
            counters.malformed.increment();
        }
    }

    /** Whether the packet is of a type that was agreed. */
    private boolean spoken(Agreed with) {
        return codecs[packet.type] != null || with.isEvent(packet.type);
    }

    private boolean allowed(long nowNanos) {
        boolean allowed = allowance.take(nowNanos);
        if (!allowed) {
            counters.excess.increment();
        }
        return allowed;
    }

    private void take(Agreed with, long nowNanos) {
        RtpSource.Verdict verdict = source.take(packet);
        if (verdict == RtpSource.Verdict.STRANGE || verdict == RtpSource.Verdict.DUPLICATE) {
            return;
        }
        if (verdict == RtpSource.Verdict.BEGINNING) {
            jitter.reset();
            detector.reset();
        }
        if (with.isEvent(packet.type)) {
            // It comes in the place of sound.
            jitter.quiet();
            detector.take(packet.timestamp, packet.bytes, packet.payloadAt, packet.payloadLength, nowNanos);
            return;
        }
        Codec codec = codecs[packet.type];
        if (codec != null) {
            source.arrived(packet.timestamp, nowNanos);
            boolean forward = verdict != RtpSource.Verdict.LATE;
            jitter.put(packet.timestamp, forward, codec, packet.bytes, packet.payloadAt, packet.payloadLength);
        } else if (packet.type == 13) {
            // RFC 3389: the party is silent. The noise that it describes is left out.
            jitter.quiet();
        }
    }

    private void alive(long nowNanos) {
        heardNanos = nowNanos;
        if (silent) {
            silent = false;
            silenceTold = false;
            events.accept(new RoomEvent.HeardAgain(party));
        }
    }

    /** Takes the frame of this tick. */
    void listen(long nowNanos) {
        audible = jitter.take(frame);
        detector.tick(nowNanos);
        // Who may only send has put us on hold, and need not have music.
        boolean talks = agreed != null && agreed.receive() && agreed.send();
        if (talks && !silenceTold && nowNanos - heardNanos >= timeoutNanos) {
            silent = true;
            silenceTold = true;
            events.accept(new RoomEvent.Silent(party, Duration.ofNanos(nowNanos - heardNanos)));
        }
    }

    /** Sends what was mixed for it, and a report if one is due. */
    void speak(short[] mixed, long nowNanos, byte[] scratch) {
        Agreed with = agreed;
        InetSocketAddress target = latch.target();
        if (with == null || target == null) {
            return;
        }
        outgoing.send(mixed, target);
        if (rtcp.due(nowNanos)) {
            sendReport(with, target, false, nowNanos, scratch);
            events.accept(new RoomEvent.Measured(party, measure(), false));
        }
    }

    /** Says goodbye. */
    void leave(long nowNanos, byte[] scratch) {
        Agreed with = agreed;
        InetSocketAddress target = latch.target();
        if (with != null && target != null) {
            sendReport(with, target, true, nowNanos, scratch);
        }
        events.accept(new RoomEvent.Measured(party, measure(), true));
    }

    private void sendReport(Agreed with, InetSocketAddress target, boolean goodbye, long nowNanos, byte[] scratch) {
        int length = rtcp.write(scratch, outgoing.sender(), goodbye, nowNanos);
        InetSocketAddress control = controlLatch.target();
        if (with.mux() || control == null) {
            wire.send(scratch, length, target);
        } else {
            controlWire.send(scratch, length, control);
        }
    }

    private Quality measure() {
        long lost = source.lost() + jitter.late();
        counters.lost.addAndGet(lost - lateCounted);
        lateCounted = lost;
        return Measure.of(
                source, jitter.late(), jitter.depth(), rtcp, outgoing.sender().packets());
    }
}
