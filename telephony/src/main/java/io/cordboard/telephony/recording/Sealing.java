package io.cordboard.telephony.recording;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM. */
final class Sealing {

    static final int KEY = 32;
    static final int NONCE = 12;
    static final int TAG = 16;

    private Sealing() {}

    /** A nonce must be used once only with a key. */
    static byte[] seal(byte[] key, byte[] nonce, byte[] bound, ByteBuffer plain) {
        try {
            byte[] sealed = new byte[plain.remaining() + TAG];
            cipher(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(plain, ByteBuffer.wrap(sealed));
            return sealed;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Fails if a bit of it, or of what it is bound to, is another. */
    static byte[] open(byte[] key, byte[] nonce, byte[] bound, byte[] sealed) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, key, nonce, bound).doFinal(sealed);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }
}
