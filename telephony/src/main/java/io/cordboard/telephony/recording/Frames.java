package io.cordboard.telephony.recording;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/**
 * The frames of one recording: each is its length (4 bytes; the highest bit marks the last) and the sealed bytes. The nonce is the
 * frame's number, which no key sees twice because each recording has its own. Number, length, mark and head are authenticated, so
 * that no frame is changed, left out or put elsewhere unnoticed, and a recording without a last frame shows that it was cut short.
 */
final class Frames {

    /** Of sound: half a second has 16,000 bytes, and none of a second is more than this. */
    static final int MOST = 32_000;

    static final int OVERHEAD = 4 + Sealing.TAG;
    private static final int LAST = 1 << 31;

    private final byte[] key;
    private final byte[] head;
    private long number;

    Frames(byte[] key, byte[] head) {
        this.key = key;
        this.head = head;
    }

    byte[] next(ByteBuffer plain, boolean last) {
        int mark = plain.remaining() | (last ? LAST : 0);
        byte[] sealed = Sealing.seal(key, nonce(), bound(mark), plain);
        number++;
        return ByteBuffer.allocate(4 + sealed.length).putInt(mark).put(sealed).array();
    }

    byte[] open(int mark, byte[] sealed) throws GeneralSecurityException {
        byte[] plain = Sealing.open(key, nonce(), bound(mark), sealed);
        number++;
        return plain;
    }

    long number() {
        return number;
    }

    static int length(int mark) {
        return mark & ~LAST;
    }

    static boolean last(int mark) {
        return (mark & LAST) != 0;
    }

    private byte[] nonce() {
        return ByteBuffer.allocate(Sealing.NONCE).putInt(0).putLong(number).array();
    }

    private byte[] bound(int mark) {
        return ByteBuffer.allocate(head.length + 4).put(head).putInt(mark).array();
    }
}
