package io.cordboard.routing.tenant;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an administrator says of one thing of a tenant. Stored and sent as the JSON that {@link SettingsCodec} reads and
 * writes; the name is not part of it. A policy is not among them: it has versions.
 */
public sealed interface Settings
        permits SkillSettings,
                TeamSettings,
                DispositionSettings,
                ReasonSettings,
                QueueSettings,
                AgentSettings,
                TrunkSettings,
                NumberSettings,
                FlowSettings {

    Kind kind();

    /** What must exist for these settings to hold. */
    default SortedSet<Ref> references() {
        return new TreeSet<>();
    }

    /** The whole of it, every part written out. */
    @JsonValue
    default JsonNode toJson() {
        return SettingsCodec.write(this);
    }

    /** About how many characters it takes when written, so that a list of them can be cut to a size. */
    default int size() {
        return 200;
    }

    /** {@code value} if it is not blank and has at most {@code most} characters, none of them a control character. */
    static String text(String what, String value, int most) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    "Expected " + what + " of 1 to " + most + " characters, but it is blank");
        }
        return textOrNone(what, value, most);
    }

    /** The same, but may be empty. */
    static String textOrNone(String what, String value, int most) {
        if (value.length() > most) {
            throw new IllegalArgumentException(
                    "Expected " + what + " of at most " + most + " characters, but got " + value.length());
        }
        if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            throw new IllegalArgumentException("Expected " + what + " without control characters, but it has some");
        }
        return value;
    }
}
