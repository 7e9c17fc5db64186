package io.cordboard.telephony.recording;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * Who holds the keys that recordings' own keys are wrapped by: one for each person, so that deleting it erases what that person said
 * wherever copies of it are.
 */
public interface RecordingKeys {

    /** Whose key: a customer's, or a recording's own, where the customer is not known. */
    record Owner(TenantId tenant, Kind kind, String name) {

        /** What an owner is. */
        public enum Kind {
            CUSTOMER,
            RECORDING
        }

        public static Owner customer(TenantId tenant, String customer) {
            return new Owner(tenant, Kind.CUSTOMER, customer);
        }

        public static Owner recording(InteractionId interaction, RecordingId recording) {
            return new Owner(interaction.tenant(), Kind.RECORDING, interaction.name() + '/' + recording);
        }
    }

    /** What a key is called; tells nothing of its owner. */
    String id(Owner owner) throws IOException;

    /**
     * Wraps a recording's key by the owner's, which is made if there is none.
     *
     * @param bound what it is for; unwrapped for something else it is refused
     */
    byte[] wrap(Owner owner, byte[] key, byte[] bound) throws IOException;

    /** The recording's key. Fails with {@link GeneralSecurityException} if the owner's key is gone or is another. */
    byte[] unwrap(TenantId tenant, String id, byte[] wrapped, byte[] bound)
            throws IOException, GeneralSecurityException;

    /** Makes all that was wrapped by it unreadable, for good. Whether there was one. */
    boolean delete(TenantId tenant, String id) throws IOException;

    /** Files below a directory, which is made with the first. */
    static RecordingKeys files(Path directory) {
        return new FileKeys(directory);
    }
}
