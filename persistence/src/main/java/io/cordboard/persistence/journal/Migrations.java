package io.cordboard.persistence.journal;

import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a database to the tables this version needs, from any older version or from nothing.
 *
 * <p>Running it again changes nothing. Nodes that start together take turns: under PostgreSQL's advisory lock; on H2, whose file
 * one JVM has for itself, under one of the JVM, for what Flyway locks there are the rows of a table that is still empty.
 */
final class Migrations {

    private static final Object ON_H2 = new Object();

    private Migrations() {}

    /** Returns how many migrations were applied: 0 where the tables were up to date. */
    static int run(JournalSettings settings) {
        return switch (settings.kind()) {
            case POSTGRES -> migrate(settings);
            case H2 -> {
                synchronized (ON_H2) {
                    yield migrate(settings);
                }
            }
        };
    }

    private static int migrate(JournalSettings settings) {
        var kind = settings.kind().name().toLowerCase(Locale.ROOT);
        try {
            return Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(settings.url(), settings.user(), settings.password())
                    .locations("classpath:io/cordboard/persistence/migrations/" + kind)
                    .failOnMissingLocations(true)
                    .cleanDisabled(true)
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayException e) {
            throw new IllegalStateException(
                    "Expected to bring " + settings + " to this version's tables, but could not", e);
        }
    }
}
