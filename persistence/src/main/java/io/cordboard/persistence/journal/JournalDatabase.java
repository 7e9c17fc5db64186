package io.cordboard.persistence.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * The journal's database as everybody but Pekko's journal sees it: migrated, with pools of its own, so that readers and the
 * journal never wait for each other's connections.
 */
public final class JournalDatabase implements AutoCloseable {

    static final int READERS = 6;
    static final int KEEPERS = 2;

    /** Connections beside the journal's own pool. */
    public static final int OWN_CONNECTIONS = READERS + KEEPERS;

    private final JournalSettings settings;
    private final HikariDataSource readers;
    private final HikariDataSource keepers;

    private JournalDatabase(JournalSettings settings, HikariDataSource readers, HikariDataSource keepers) {
        this.settings = settings;
        this.readers = readers;
        this.keepers = keepers;
    }

    /** Migrates the database and opens the pools. Fails where the database cannot be reached. */
    public static JournalDatabase open(JournalSettings settings) {
        Migrations.run(settings);
        return new JournalDatabase(settings, pool(settings, "readers", READERS), pool(settings, "keepers", KEEPERS));
    }

    public JournalSettings settings() {
        return settings;
    }

    /** For views, projections and the tail. */
    public DataSource readers() {
        return readers;
    }

    /** For what must get a connection when all readers are busy: ownership and health. */
    public DataSource keepers() {
        return keepers;
    }

    @Override
    public void close() {
        readers.close();
        keepers.close();
    }

    private static HikariDataSource pool(JournalSettings settings, String name, int size) {
        var config = new HikariConfig();
        config.setPoolName("cordboard-" + name);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setDataSourceProperties(driverProperties(settings));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(JournalPlugin.CONNECTION_TIMEOUT.toMillis());
        config.setValidationTimeout(JournalPlugin.VALIDATION_TIMEOUT.toMillis());
        // A database that is away at the start is a failure of the first query, not of the node's wiring.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static Properties driverProperties(JournalSettings settings) {
        var properties = new Properties();
        properties.putAll(JournalPlugin.driverProperties(settings));
        return properties;
    }
}
