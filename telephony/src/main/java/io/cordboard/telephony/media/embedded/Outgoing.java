package io.cordboard.telephony.media.embedded;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What one party is sent: its sound in packets of 20 to 60 ms, and digits in the place of sound. */
final class Outgoing {

    private static final int MOST_FRAMES = 3;

    private final RtpSender sender;
    private final Wire wire;
    private final Counters counters;
    private final DigitSender digits = new DigitSender();
    private final byte[] bytes = new byte[RtpPacket.HEADER + MOST_FRAMES * JitterBuffer.FRAME];
    private @Nullable Agreed agreed;
    private int gathered;

    Outgoing(RtpSender sender, Wire wire, Counters counters) {
        this.sender = sender;
        this.wire = wire;
        this.counters = counters;
    }

    void agree(Agreed now) {
        agreed = now;
        gathered = 0;
        if (now.eventType() < 0) {
            digits.cease();
        }
    }

    RtpSender sender() {
        return sender;
    }

    /** Whether the party takes telephone events, and is not on hold. */
    boolean takesDigits() {
        return agreed != null && agreed.eventType() >= 0 && agreed.send();
    }

    /** Takes digits to send, if there is room for them. */
    boolean digits(String more) {
        return digits.add(more);
    }

    /** Sends a frame, or gathers it into a longer packet; called at every tick, because time passes also for who is on hold. */
    void send(short[] mixed, InetSocketAddress target) {
        Agreed with = agreed;
        if (with == null || !with.send()) {
            gathered = 0;
            digits.cease();
            sender.pause();
        } else if (digits.sending()) {
            gathered = 0;
            sendDigit(with, target);
        } else {
            gather(with, mixed, target);
        }
        sender.pass();
    }

    private void sendDigit(Agreed with, InetSocketAddress target) {
        boolean first = digits.beginning();
        int begun = digits.elapsed();
        int length = digits.next(bytes, RtpPacket.HEADER);
        if (length > 0) {
            sender.eventHeader(bytes, with.eventType(), begun, first, length);
            put(RtpPacket.HEADER + length, target);
        }
    }

    private void gather(Agreed with, short[] mixed, InetSocketAddress target) {
        Agreed.Type type = with.types().getFirst();
        Codec codec = type.codec();
        int at = RtpPacket.HEADER + gathered * JitterBuffer.FRAME;
        for (int i = 0; i < JitterBuffer.FRAME; i++) {
            bytes[at + i] = codec.encode(mixed[i]);
        }
        if (++gathered >= with.framesEach()) {
            int payload = gathered * JitterBuffer.FRAME;
            sender.header(bytes, type.number(), payload - JitterBuffer.FRAME, payload);
            gathered = 0;
            put(RtpPacket.HEADER + payload, target);
        }
    }

    private void put(int length, InetSocketAddress target) {
        wire.send(bytes, length, target);
        counters.sent.increment();
    }
}
