package io.cordboard.ops.replay;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a log says of a call. A column is found by these names if no mapping names it; case, spaces and underscores do not count. */
public enum TraceField {
    ARRIVAL("arrival|arrivaltime|arrived|arrivedat"),
    QUEUE("queue|type|queuename"),
    PRIORITY("priority"),
    WAIT("wait|waitseconds|waittime|waits"),
    OUTCOME("outcome"),
    START("start|servicestart|answeredat"),
    END("end|serviceend|endedat"),
    AGENT("agent|agentname|agentid");

    private final Pattern names;

    TraceField(String names) {
        this.names = Pattern.compile(names);
    }

    /** As a mapping names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TraceField> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    boolean isNamed(String header) {
        return names.matcher(header.toLowerCase(Locale.ROOT).replaceAll("[ _-]", ""))
                .matches();
    }
}
