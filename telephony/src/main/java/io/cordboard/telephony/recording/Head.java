package io.cordboard.telephony.recording;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.tenant.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

/**
 * What stands before the frames of a recording, to be read by everybody: what it is of, when it is to be removed, and its key, wrapped.
 * Every frame is bound to it, so it cannot be another's.
 *
 * @param wrapped its key as whoever has the owner's wrapped it, in hexadecimal digits
 */
record Head(
        InteractionId interaction,
        RecordingId recording,
        Instant begun,
        Instant keepUntil,
        String key,
        String wrapped) {

    /** The first version; another number is another layout. */
    private static final int MAGIC = 0x43425231;

    private static final int MOST = 4_096;

    RecordingName name() {
        return RecordingName.of(interaction, recording);
    }

    byte[] bytes() {
        byte[] body = body();
        return ByteBuffer.allocate(8 + body.length)
                .putInt(MAGIC)
                .putInt(body.length)
                .put(body)
                .array();
    }

    private byte[] body() {
        try {
            var body = new ByteArrayOutputStream();
            var out = new DataOutputStream(body);
            out.writeUTF(interaction.tenant().value());
            out.writeUTF(interaction.name());
            out.writeUTF(recording.value());
            out.writeLong(begun.toEpochMilli());
            out.writeLong(keepUntil.toEpochMilli());
            out.writeUTF(key);
            out.writeUTF(wrapped);
            return body.toByteArray();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Reads it, and not a byte more. */
    static Head read(InputStream from) throws IOException {
        var in = new DataInputStream(from);
        if (in.readInt() != MAGIC) {
            throw new IOException("Expected a recording, but the file begins as something else");
        }
        int length = in.readInt();
        if (length < 1 || length > MOST) {
            throw new IOException("Expected a head of at most " + MOST + " bytes, but got " + length);
        }
        byte[] body = in.readNBytes(length);
        try (var fields = new DataInputStream(new ByteArrayInputStream(body))) {
            var interaction = new InteractionId(new TenantId(fields.readUTF()), fields.readUTF());
            var head = new Head(
                    interaction,
                    new RecordingId(fields.readUTF()),
                    Instant.ofEpochMilli(fields.readLong()),
                    Instant.ofEpochMilli(fields.readLong()),
                    fields.readUTF(),
                    fields.readUTF());
            if (!Arrays.equals(head.body(), body)) {
                throw new IOException("Expected the head of a recording, but it is damaged");
            }
            return head;
        } catch (EOFException | IllegalArgumentException e) {
            throw new IOException("Expected the head of a recording, but it is damaged", e);
        }
    }

    /** What its key is wrapped for. */
    static byte[] bound(InteractionId interaction, RecordingId recording) {
        return (interaction + "/" + recording).getBytes(StandardCharsets.UTF_8);
    }

    /** What each frame is bound to beside its number. */
    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
