package io.cordboard.telephony.guide;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/** The settings of flows on this node, from {@code cordboard.telephony.flow}; {@code reference.conf} says what each is for. */
public record GuideSettings(Path recordings, Path spoken, String espeak, Set<String> lookUpHosts) {

    public GuideSettings {
        lookUpHosts = Set.copyOf(lookUpHosts);
    }

    /** Reads {@code cordboard.telephony.flow} of the whole configuration; what is not absolute is below {@code data}. */
    public static GuideSettings of(Config config, Path data) {
        Config flow = config.getConfig("cordboard.telephony.flow");
        return new GuideSettings(
                data.resolve(flow.getString("recordings")),
                data.resolve(flow.getString("spoken")),
                flow.getString("espeak"),
                Set.copyOf(flow.getStringList("look-up-hosts")));
    }

    public SpokenVoices voices(Clock clock) {
        return new SpokenVoices(recordings, spoken, espeak, clock);
    }

    public LookUps lookUps() {
        return new LookUps(lookUpHosts);
    }
}
