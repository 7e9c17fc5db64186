package io.cordboard.telephony.media.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Reports to a party how it is heard and reads how it hears us (RFC 3550 §6): a sender or receiver report and a name in each, at
 * intervals of 5 s, more or less by half (§6.2, §6.3.1).
 */
final class Rtcp {

    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int DESCRIPTION = 202;
    private static final int GOODBYE = 203;
    private static final int BLOCK = 24;
    private static final long INTERVAL_NANOS = 5_000_000_000L;
    /** Seconds from 1900 to 1970. */
    private static final long NTP_ERA = 2_208_988_800L;

    private final RtpSource source;
    private final int ourSource;
    private final byte[] name;
    private final long epochNanos;
    private final SplittableRandom random;
    private long dueNanos = Long.MIN_VALUE;

    private int theirReport;
    private long theirReportNanos;

    private boolean told;
    private long toldLost;
    private double toldJitter;
    private long roundTripNanos = -1;

    /**
     * @param name ours in this session (CNAME)
     * @param epochNanos the instant, since 1970, at which our nanoseconds were 0
     */
    Rtcp(RtpSource source, int ourSource, String name, long epochNanos, SplittableRandom random) {
        this.source = source;
        this.ourSource = ourSource;
        this.name = name.getBytes(StandardCharsets.US_ASCII);
        this.epochNanos = epochNanos;
        this.random = random;
    }

    boolean due(long nowNanos) {
        if (dueNanos == Long.MIN_VALUE) {
            // RFC 3550 §6.2: the first comes after half the interval.
            dueNanos = nowNanos + interval() / 2;
        }
        if (nowNanos < dueNanos) {
            return false;
        }
        dueNanos = nowNanos + interval();
        return true;
    }

    private long interval() {
        return INTERVAL_NANOS / 2 + random.nextLong(INTERVAL_NANOS);
    }

    /** Writes a report and returns its length. */
    int write(byte[] to, RtpSender sender, boolean goodbye, long nowNanos) {
        boolean sent = sender.packets() > 0;
        int blocks = source.known() ? 1 : 0;
        int length = (sent ? 28 : 8) + blocks * BLOCK;
        header(to, 0, blocks, sent ? SENDER_REPORT : RECEIVER_REPORT, length);
        RtpPacket.put32(to, 4, ourSource);
        if (sent) {
            long ntp = ntp(nowNanos);
            RtpPacket.put32(to, 8, (int) (ntp >> 32));
            RtpPacket.put32(to, 12, (int) ntp);
            RtpPacket.put32(to, 16, sender.timestamp());
            RtpPacket.put32(to, 20, (int) sender.packets());
            RtpPacket.put32(to, 24, (int) sender.octets());
        }
        if (blocks == 1) {
            writeBlock(to, length - BLOCK, nowNanos);
        }
        int at = length;
        int words = (4 + 2 + name.length + 1 + 3) / 4;
        header(to, at, 1, DESCRIPTION, 4 + words * 4);
        Arrays.fill(to, at + 4, at + 4 + words * 4, (byte) 0);
        RtpPacket.put32(to, at + 4, ourSource);
        to[at + 8] = 1;
        to[at + 9] = (byte) name.length;
        System.arraycopy(name, 0, to, at + 10, name.length);
        at += 4 + words * 4;
        if (goodbye) {
            header(to, at, 1, GOODBYE, 8);
            RtpPacket.put32(to, at + 4, ourSource);
            at += 8;
        }
        return at;
    }

    private void writeBlock(byte[] to, int at, long nowNanos) {
        RtpPacket.put32(to, at, source.source());
        RtpPacket.put32(to, at + 4, source.fractionLost() << 24 | (int) Math.min(source.lost(), 0x7FFFFF));
        RtpPacket.put32(to, at + 8, source.highest());
        RtpPacket.put32(to, at + 12, (int) source.jitter());
        RtpPacket.put32(to, at + 16, theirReport);
        RtpPacket.put32(to, at + 20, theirReport == 0 ? 0 : units(nowNanos - theirReportNanos));
    }

    private static void header(byte[] to, int at, int count, int type, int length) {
        to[at] = (byte) (0x80 | count);
        to[at + 1] = (byte) type;
        RtpPacket.put16(to, at + 2, length / 4 - 1);
    }

    /** Reads a compound packet as far as it can be read, and says whether it was one. */
    boolean read(byte[] from, int length, long nowNanos) {
        int at = 0;
        while (at + 8 <= length) {
            int size = (RtpPacket.int16(from, at + 2) + 1) * 4;
            if ((from[at] & 0xC0) != 0x80 || at + size > length) {
                return false;
            }
            int type = from[at + 1] & 0xFF;
            if (type == SENDER_REPORT && size >= 28) {
                theirReport = RtpPacket.int16(from, at + 10) << 16 | RtpPacket.int16(from, at + 12);
                theirReportNanos = nowNanos;
                readBlocks(from, at + 28, at + size, from[at] & 0x1F, nowNanos);
            } else if (type == RECEIVER_REPORT) {
                readBlocks(from, at + 8, at + size, from[at] & 0x1F, nowNanos);
            }
            at += size;
        }
        return at > 0 && at == length;
    }

    private void readBlocks(byte[] from, int start, int end, int count, long nowNanos) {
        for (int i = 0, at = start; i < count && at + BLOCK <= end; i++, at += BLOCK) {
            if (RtpPacket.int32(from, at) != ourSource) {
                continue;
            }
            told = true;
            // RFC 3550 §6.4.1: 24 bits with a sign; duplicates can make it negative.
            toldLost = Math.max(0, RtpPacket.int32(from, at + 4) << 8 >> 8);
            toldJitter = Integer.toUnsignedLong(RtpPacket.int32(from, at + 12));
            int lastReport = RtpPacket.int32(from, at + 16);
            if (lastReport != 0) {
                int passed = (int) (ntp(nowNanos) >> 16) - lastReport - RtpPacket.int32(from, at + 20);
                if (passed >= 0 && passed < 30 << 16) {
                    roundTripNanos = passed * 1_000_000_000L >> 16;
                }
            }
        }
    }

    private long ntp(long nowNanos) {
        long nanos = epochNanos + nowNanos;
        long fraction = (nanos % 1_000_000_000L << 32) / 1_000_000_000L;
        return nanos / 1_000_000_000L + NTP_ERA << 32 | fraction;
    }

    /** Nanoseconds in 65,536ths of a second. */
    private static int units(long nanos) {
        return (int) (nanos / 1_000_000 * 65_536 / 1_000);
    }

    boolean told() {
        return told;
    }

    long toldLost() {
        return toldLost;
    }

    double toldJitter() {
        return toldJitter;
    }

    /** Or -1. */
    long roundTripNanos() {
        return roundTripNanos;
    }
}
