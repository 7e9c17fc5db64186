package io.cordboard.ops.metrics;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.net.BindException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import kamon.Kamon;
import kamon.module.Module;
import kamon.prometheus.PrometheusReporter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one node counts, and the port where Prometheus reads it.
 *
 * <p>Kamon counts once for the whole process: several nodes in one process, as tests start them, show the same numbers.
 */
public final class Metrics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
    private static final AtomicBoolean KAMON_STARTED = new AtomicBoolean();
    private static final String SERVER = "kamon.prometheus.embedded-server.";
    private static final int BESIDE_API = 1_000;
    private static final int TRIES = 20;

    private final MetricsSettings settings;
    private final Config kamon;
    private final List<Runnable> samples = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService sampler;
    private Module.@Nullable Registration registration;
    private OptionalInt port = OptionalInt.empty();

    private Metrics(MetricsSettings settings, Config kamon) {
        this.settings = settings;
        this.kamon = kamon;
    }

    /** Begins to count, if that is wanted; nothing listens before {@link #serve}. */
    public static Metrics start(Config application) {
        MetricsSettings settings = MetricsSettings.of(application);
        Config kamon = ConfigFactory.defaultOverrides()
                .withFallback(ConfigFactory.parseResources(Metrics.class.getClassLoader(), "cordboard-kamon.conf"))
                .withValue(
                        "kamon.metric.tick-interval",
                        ConfigValueFactory.fromAnyRef(settings.tick().toMillis() + "ms"))
                .withFallback(application)
                .resolve();
        if (settings.enabled() && KAMON_STARTED.compareAndSet(false, true)) {
            Kamon.initWithoutAttaching(kamon);
        }
        return new Metrics(settings, kamon);
    }

    public MetricsSettings settings() {
        return settings;
    }

    /** Has {@code sample} run at every tick, to set gauges to what is true then. */
    public void sample(Runnable sample) {
        samples.add(sample);
    }

    /**
     * Listens, and begins to sample.
     *
     * @throws IllegalStateException if a port was asked for by number and is taken
     */
    public void serve(int apiPort) {
        if (!settings.enabled()) {
            return;
        }
        PrometheusReporter reporter =
                settings.port().isPresent() ? listen(settings.port().getAsInt()) : beside(apiPort);
        if (reporter == null) {
            return;
        }
        registration = Kamon.addReporter("prometheus-" + port.orElse(0), reporter);
        sampler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("metrics").factory());
        // Twice a tick, so that what is put together is never much older than that.
        long every = settings.tick().toMillis() / 2;
        var _ = sampler.scheduleAtFixedRate(this::sampleAll, 0, every, TimeUnit.MILLISECONDS);
        LOG.info("Metrics are at http://{}:{}/metrics", settings.host(), port.orElse(0));
    }

    private PrometheusReporter listen(int fixed) {
        try {
            return reporter(fixed);
        } catch (BindException e) {
            throw new IllegalStateException(
                    "Expected " + settings.host() + ':' + fixed + " to be free for metrics, but it is taken", e);
        }
    }

    private @Nullable PrometheusReporter beside(int apiPort) {
        int first = apiPort + BESIDE_API + TRIES <= 65_535 ? apiPort + BESIDE_API : apiPort - BESIDE_API - TRIES;
        for (int candidate = first; candidate < first + TRIES; candidate++) {
            try {
                return reporter(candidate);
            } catch (BindException _) {
                LOG.debug("Port {} is taken", candidate);
            }
        }
        LOG.error("No metrics are served: ports {} to {} are taken", first, first + TRIES - 1);
        return null;
    }

    private PrometheusReporter reporter(int at) throws BindException {
        Config config = ConfigFactory.empty()
                .withValue(SERVER + "hostname", ConfigValueFactory.fromAnyRef(settings.host()))
                .withValue(SERVER + "port", ConfigValueFactory.fromAnyRef(at))
                .withFallback(kamon);
        // Scala declares no exceptions, so the compiler does not know of this one.
        try {
            var reporter = new PrometheusReporter(PrometheusReporter.DefaultConfigPath(), config);
            port = OptionalInt.of(at);
            return reporter;
        } catch (Exception e) {
            if (e instanceof BindException taken) {
                throw taken;
            }
            throw e;
        }
    }

    private void sampleAll() {
        for (Runnable sample : samples) {
            try {
                sample.run();
            } catch (RuntimeException e) {
                LOG.warn("A metric could not be read", e);
            }
        }
    }

    /** Where it is served; empty while it is not. */
    public OptionalInt port() {
        return port;
    }

    @Override
    public void close() {
        if (sampler != null) {
            sampler.shutdownNow();
        }
        if (registration != null) {
            registration.cancel();
        }
        port = OptionalInt.empty();
    }
}
