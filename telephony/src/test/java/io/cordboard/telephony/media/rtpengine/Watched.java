package io.cordboard.telephony.media.rtpengine;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a pool of tests tells of itself, and its settings. */
final class Watched implements RtpengineObserver {

    final Map<String, Boolean> healthy = new ConcurrentHashMap<>();
    final Map<String, Integer> parties = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** Those of the product, with a few of the test's own. */
    static RtpengineSettings settings(String changes) {
        return RtpengineSettings.of(ConfigFactory.parseString(changes)
                .atPath("cordboard.telephony.media.rtpengine")
                .withFallback(ConfigFactory.load()));
    }

    @Override
    public void healthy(String node, boolean now) {
        healthy.put(node, now);
    }

    @Override
    public void asked(String node, String command, String outcome, Duration took) {
        asked.add(node + ' ' + command + ' ' + outcome);
    }

    @Override
    public void parties(String node, int now) {
        parties.put(node, now);
    }

    long count(String node, String command, String outcome) {
        return asked.stream()
                .filter((node + ' ' + command + ' ' + outcome)::equals)
                .count();
    }
}
