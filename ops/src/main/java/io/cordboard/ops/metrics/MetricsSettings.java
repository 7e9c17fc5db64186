package io.cordboard.ops.metrics;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Where metrics are served and how much is kept; {@code cordboard.ops.metrics} in reference.conf says why each is as it is.
 *
 * @param port empty for one next to the API's
 * @param maxSeries of one metric
 * @param shortAbandon an abandoned wait below this is short
 */
public record MetricsSettings(
        boolean enabled, String host, OptionalInt port, Duration tick, int maxSeries, Duration shortAbandon) {

    public MetricsSettings {
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65_535)) {
            throw new IllegalArgumentException(
                    "Expected a port for metrics of 1 to 65535, or auto, but got " + port.getAsInt());
        }
        if (tick.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("Expected a tick of at least 1 s, but got " + tick);
        }
        if (maxSeries < 1) {
            throw new IllegalArgumentException("Expected at least 1 series, but got " + maxSeries);
        }
    }

    /** Reads {@code cordboard.ops.metrics}. */
    public static MetricsSettings of(Config config) {
        Config metrics = config.getConfig("cordboard.ops.metrics");
        return new MetricsSettings(
                metrics.getBoolean("enabled"),
                metrics.getString("host"),
                port(metrics),
                metrics.getDuration("tick"),
                metrics.getInt("max-series"),
                metrics.getDuration("short-abandon"));
    }

    private static OptionalInt port(Config metrics) {
        String port = metrics.getString("port");
        try {
            return port.equals("auto") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
        } catch (NumberFormatException e) {
            throw new ConfigException.BadValue(
                    metrics.getValue("port").origin(), "port", "Expected a port or auto, but got '" + port + "'", e);
        }
    }
}
