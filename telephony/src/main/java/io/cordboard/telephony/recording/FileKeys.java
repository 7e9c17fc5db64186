package io.cordboard.telephony.recording;

import io.cordboard.routing.tenant.TenantId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Each key a file of 32 bytes, called by a keyed hash of its owner, so that the names alone tell of nobody. */
final class FileKeys implements RecordingKeys {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Path root;

    FileKeys(Path directory) {
        root = directory.toAbsolutePath().normalize();
    }

    @Override
    public String id(Owner owner) throws IOException {
        byte[] salt = madeOnce(root, "salt");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            byte[] hash = mac.doFinal(
                    (owner.tenant() + "\n" + owner.kind() + '\n' + owner.name()).getBytes(StandardCharsets.UTF_8));
            return (owner.kind() == Owner.Kind.CUSTOMER ? "c" : "r")
                    + HexFormat.of().formatHex(hash, 0, 16);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public byte[] wrap(Owner owner, byte[] key, byte[] bound) throws IOException {
        byte[] secret = madeOnce(tenant(owner.tenant()), file(id(owner)));
        byte[] nonce = new byte[Sealing.NONCE];
        random.nextBytes(nonce);
        byte[] sealed = Sealing.seal(secret, nonce, bound, ByteBuffer.wrap(key));
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    @Override
    public byte[] unwrap(TenantId tenant, String id, byte[] wrapped, byte[] bound)
            throws IOException, GeneralSecurityException {
        try {
            return Sealing.open(
                    Files.readAllBytes(tenant(tenant).resolve(file(id))),
                    Arrays.copyOf(wrapped, Sealing.NONCE),
                    bound,
                    Arrays.copyOfRange(wrapped, Sealing.NONCE, wrapped.length));
        } catch (NoSuchFileException e) {
            throw new GeneralSecurityException("Expected the key " + id + ", but it was deleted", e);
        }
    }

    @Override
    public boolean delete(TenantId tenant, String id) throws IOException {
        return Files.deleteIfExists(tenant(tenant).resolve(file(id)));
    }

    private Path tenant(TenantId tenant) {
        return root.resolve(tenant.value());
    }

    private static String file(String id) {
        if (!id.matches("[cr][0-9a-f]{32}")) {
            throw new IllegalArgumentException("Expected the id of a key, but got '" + id + "'");
        }
        return id + ".key";
    }

    /** What the file holds; if there is none, from now on a new secret. Nobody ever reads half of one. */
    private byte[] madeOnce(Path directory, String name) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            Private.directory(directory);
            byte[] secret = new byte[BYTES];
            random.nextBytes(secret);
            Path fresh = directory.resolve("." + UUID.randomUUID());
            try {
                try (FileChannel channel = Private.create(fresh)) {
                    channel.write(ByteBuffer.wrap(secret));
                    channel.force(true);
                }
                Files.createLink(file, fresh);
            } catch (FileAlreadyExistsException _) {
                // Somebody else was faster.
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
        return Files.readAllBytes(file);
    }
}
