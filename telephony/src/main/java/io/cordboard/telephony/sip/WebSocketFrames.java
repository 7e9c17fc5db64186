package io.cordboard.telephony.sip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a browser sends over one WebSocket (RFC 6455 §5), put together from however it comes. */
final class WebSocketFrames {

    /** Something that is whole. */
    static final class Frame {

        enum Kind {
            MESSAGE,
            PING,
            CLOSE
        }

        private final Kind kind;
        private final byte[] payload;

        private Frame(Kind kind, byte[] payload) {
            this.kind = kind;
            this.payload = payload;
        }

        Kind kind() {
            return kind;
        }

        byte[] payload() {
            return payload;
        }
    }

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LONGEST_CONTROL = 125;

    private final int most;
    private byte[] pending = new byte[0];
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean fragmented;

    /** @param most the longest message; longer ones are refused before they are kept */
    WebSocketFrames(int most) {
        this.most = most;
    }

    /** All that is whole now. Fails for whatever RFC 6455 does not allow; then nothing more is to be read. */
    List<Frame> take(byte[] bytes) {
        var frames = new ArrayList<Frame>();
        var in = ByteBuffer.allocate(pending.length + bytes.length)
                .put(pending)
                .put(bytes)
                .flip();
        while (next(in, frames)) {
            in.mark();
        }
        pending = new byte[in.remaining()];
        in.get(pending);
        return frames;
    }

    private boolean next(ByteBuffer in, List<Frame> frames) {
        in.mark();
        if (in.remaining() < 2) {
            return false;
        }
        int first = in.get();
        int second = in.get();
        int opcode = first & 0x0F;
        boolean last = (first & 0x80) != 0;
        expect((first & 0x70) == 0 && (second & 0x80) != 0, "a masked frame without extensions");
        int words = second & 0x7F;
        int wide = words == 126 ? 2 : words == 127 ? 8 : 0;
        if (in.remaining() < wide + 4) {
            in.reset();
            return false;
        }
        long length = wide == 2 ? in.getShort() & 0xFFFF : wide == 8 ? in.getLong() : words;
        expect(length >= 0 && length <= most - message.size(), "at most " + most + " bytes");
        expect(opcode < CLOSE || last && length <= LONGEST_CONTROL, "a control frame in one short piece");
        byte[] mask = new byte[4];
        in.get(mask);
        if (in.remaining() < length) {
            in.reset();
            return false;
        }
        byte[] payload = new byte[(int) length];
        in.get(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
        switch (opcode) {
            case 0, TEXT, BINARY -> {
                expect(fragmented == (opcode == 0), "pieces of one message in a row");
                message.writeBytes(payload);
                fragmented = !last;
                if (last) {
                    frames.add(new Frame(Frame.Kind.MESSAGE, message.toByteArray()));
                    message.reset();
                }
            }
            case CLOSE -> frames.add(new Frame(Frame.Kind.CLOSE, payload));
            case PING -> frames.add(new Frame(Frame.Kind.PING, payload));
            case PONG -> {
                // Says what the connection says by being there.
            }
            default -> expect(false, "a known opcode");
        }
        return true;
    }

    private static void expect(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("Expected of a WebSocket " + what + ", but got something else");
        }
    }

    /** A frame of ours. */
    static byte[] written(int opcode, byte[] payload) {
        return ByteBuffer.allocate(2 + payload.length)
                .put((byte) (0x80 | opcode))
                .put((byte) payload.length)
                .put(payload)
                .array();
    }

    static byte[] pong(byte[] payload) {
        return written(PONG, payload);
    }

    static byte[] close() {
        return written(CLOSE, new byte[0]);
    }

    /** A message as a browser would send it in one frame. */
    static byte[] whole(byte[] message) {
        boolean isLong = message.length > 0xFFFF;
        var frame = ByteBuffer.allocate(message.length + 14).put((byte) (0x80 | TEXT));
        if (message.length <= LONGEST_CONTROL) {
            frame.put((byte) (0x80 | message.length));
        } else if (isLong) {
            frame.put((byte) 0xFF).putLong(message.length);
        } else {
            frame.put((byte) 0xFE).putShort((short) message.length);
        }
        frame.putInt(0).put(message).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }
}
