package io.cordboard.telephony.recording;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a recording is called where it is kept: nothing in it tells who called. Two that share a {@code group} are of one interaction.
 *
 * @param group 32 hexadecimal digits
 */
public record RecordingName(TenantId tenant, String group, RecordingId recording) {

    public RecordingName {
        if (!group.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("Expected 32 hexadecimal digits, but got '" + group + "'");
        }
    }

    public static RecordingName of(InteractionId interaction, RecordingId recording) {
        return new RecordingName(interaction.tenant(), group(interaction), recording);
    }

    private static String group(InteractionId interaction) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(interaction.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return tenant + "/" + group + '-' + recording;
    }
}
