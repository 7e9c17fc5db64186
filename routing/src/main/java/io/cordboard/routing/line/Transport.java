package io.cordboard.routing.line;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How signalling travels, in the words of a SIP URI's transport parameter. */
public enum Transport {
    UDP(false),
    TCP(true),
    TLS(true),
    WS(true),
    WSS(true);

    private final boolean connected;

    Transport(boolean connected) {
        this.connected = connected;
    }

    /** Whether the other side can only be reached through the connection that it has made. */
    public boolean connected() {
        return connected;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Transport of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
