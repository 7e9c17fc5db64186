package io.cordboard.telephony.media.embedded;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** Settings of tests: those of the product, with a few of their own. */
public final class Settings {

    private Settings() {}

    public static MediaSettings with(String changes) {
        Config media = ConfigFactory.parseString(changes).atPath("cordboard.telephony.media");
        return MediaSettings.of(media.withFallback(ConfigFactory.load()));
    }
}
