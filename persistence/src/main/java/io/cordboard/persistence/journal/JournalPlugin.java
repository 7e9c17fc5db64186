package io.cordboard.persistence.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configuration that makes Pekko's journal, snapshot store and read journal use the database of a {@link JournalSettings}.
 *
 * <p>It lies over an application's configuration ({@code JournalPlugin.config(settings).withFallback(application)}) and not
 * in {@code reference.conf}: it changes keys that Pekko's own {@code reference.conf} sets, and which of two such files wins
 * depends on the class path. What does not depend on the settings, and why it is as it is, stands in
 * {@code journal-plugin.conf} beside this class.
 */
public final class JournalPlugin {

    /** How long somebody waits for a connection: longer only if the database is away, since threads and connections pair up. */
    static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);

    /** How long a connection may take to show that it is alive. */
    static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(1);

    private static final String DB = "pekko-persistence-jdbc.shared-databases.slick.db.";

    private JournalPlugin() {}

    public static Config config(JournalSettings settings) {
        var slick = new LinkedHashMap<String, Object>();
        slick.put("pekko-persistence-jdbc.shared-databases.slick.profile", profileOf(settings.kind()));
        slick.put(DB + "driver", driverOf(settings.kind()));
        slick.put(DB + "url", settings.url());
        slick.put(DB + "user", settings.user());
        slick.put(DB + "password", settings.password());
        // A thread without a connection waits while holding up those behind it, so there are as many of one as of the
        // other.
        slick.put(DB + "numThreads", settings.poolSize());
        slick.put(DB + "maxConnections", settings.poolSize());
        slick.put(DB + "minConnections", Math.min(4, settings.poolSize()));
        slick.put(DB + "connectionTimeout", CONNECTION_TIMEOUT.toMillis());
        slick.put(DB + "validationTimeout", VALIDATION_TIMEOUT.toMillis());
        slick.put(DB + "properties", driverProperties(settings));
        return ConfigFactory.parseMap(slick, "journal settings")
                .withFallback(ConfigFactory.parseResources(JournalPlugin.class, "journal-plugin.conf"));
    }

    /** What the driver is told beside the URL, for the journal's pool and our own alike. */
    static Map<String, String> driverProperties(JournalSettings settings) {
        return switch (settings.kind()) {
            case H2 -> Map.of();
            case POSTGRES -> {
                var properties = new HashMap<String, String>();
                properties.put("ApplicationName", "cordboard");
                // One INSERT of many rows instead of many: what makes a batch of the journal cheap.
                properties.put("reWriteBatchedInserts", "true");
                // A server that has stopped answering (not one that has closed) is given up after these seconds. The
                // server's own limits below are shorter, so that a statement that is merely slow ends with its reason.
                properties.put("connectTimeout", "3");
                properties.put("loginTimeout", "3");
                properties.put("socketTimeout", "6");
                properties.put("cancelSignalTimeout", "2");
                properties.put("tcpKeepAlive", "true");
                properties.put(
                        "options",
                        "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000");
                yield Map.copyOf(properties);
            }
        };
    }

    private static String profileOf(JournalSettings.Kind kind) {
        return switch (kind) {
            case H2 -> "slick.jdbc.H2Profile$";
            case POSTGRES -> "slick.jdbc.PostgresProfile$";
        };
    }

    private static String driverOf(JournalSettings.Kind kind) {
        return switch (kind) {
            case H2 -> "org.h2.Driver";
            case POSTGRES -> "org.postgresql.Driver";
        };
    }
}
