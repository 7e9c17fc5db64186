package io.cordboard.persistence.journal;

import com.typesafe.config.Config;
import java.nio.file.Path;

/**
 * Which database holds the journal, and how many connections the journal may have to it.
 *
 * @param url the JDBC URL, complete for H2; for PostgreSQL without the driver properties that {@link JournalPlugin} sets
 * @param poolSize connections of Pekko's journal and snapshot store; {@link JournalDatabase} takes
 *     {@value JournalDatabase#OWN_CONNECTIONS} more
 */
public record JournalSettings(Kind kind, String url, String user, String password, int poolSize) {

    /** The databases there is a schema for. */
    public enum Kind {
        /** A file of this process: one node, nothing to install. Survives the end of the process, not of the power. */
        H2,
        /** A server that many nodes share, and that has every commit on disk. */
        POSTGRES
    }

    private static final int MAX_POOL_SIZE = 200;

    public JournalSettings {
        if (poolSize < 2 || poolSize > MAX_POOL_SIZE) {
            throw new IllegalArgumentException(
                    "Expected a journal pool size of 2 to " + MAX_POOL_SIZE + ", but got " + poolSize);
        }
        var scheme = schemeOf(kind);
        if (!url.startsWith(scheme)) {
            throw new IllegalArgumentException(
                    "Expected a journal URL that starts with " + scheme + ", but got '" + url + "'");
        }
    }

    /** Reads {@code cordboard.persistence.journal}; without a URL the journal is an H2 file in the data directory. */
    public static JournalSettings of(Config config) {
        var journal = config.getConfig("cordboard.persistence.journal");
        var url = journal.getString("url");
        var poolSize = journal.getInt("pool-size");
        if (url.isBlank()) {
            return h2(Path.of(journal.getString("data-dir")), poolSize);
        }
        return new JournalSettings(
                kindOf(url), url, journal.getString("user"), journal.getString("password"), poolSize);
    }

    /** An H2 file in {@code dataDirectory}, which is made if it is not there. */
    public static JournalSettings h2(Path dataDirectory, int poolSize) {
        var file = dataDirectory.toAbsolutePath().normalize().resolve("journal").toString();
        if (file.indexOf(';') >= 0) {
            throw new IllegalArgumentException(
                    "Expected a data directory without ';', but got '" + dataDirectory + "'");
        }
        return new JournalSettings(Kind.H2, H2Url.of(file), "cordboard", "", poolSize);
    }

    public static JournalSettings postgres(String url, String user, String password, int poolSize) {
        return new JournalSettings(Kind.POSTGRES, url, user, password, poolSize);
    }

    private static Kind kindOf(String url) {
        for (var kind : Kind.values()) {
            if (url.startsWith(schemeOf(kind))) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "Expected a journal URL that starts with jdbc:postgresql: or jdbc:h2:, but got '" + url + "'");
    }

    private static String schemeOf(Kind kind) {
        return switch (kind) {
            case H2 -> "jdbc:h2:";
            case POSTGRES -> "jdbc:postgresql:";
        };
    }

    /** The URL without its parameters, among which there may be a password. */
    public String place() {
        return url.split("[?;]", 2)[0];
    }

    /** Without any password, for logs. */
    @Override
    public String toString() {
        return "JournalSettings[" + place() + ", user=" + user + ", poolSize=" + poolSize + ']';
    }
}
