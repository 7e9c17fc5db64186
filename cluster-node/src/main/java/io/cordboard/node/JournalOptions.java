package io.cordboard.node;

import com.typesafe.config.ConfigFactory;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.routing.tenant.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which time of which tenant of which journal is replayed. */
final class JournalOptions {

    @Option(names = "--from", paramLabel = "TIME", description = "From here on, instead of --trace: of the journal.")
    private @Nullable OffsetDateTime from;

    @Option(names = "--to", paramLabel = "TIME", description = "Until then.")
    private @Nullable OffsetDateTime to;

    @Option(names = "--tenant", description = "Whose time it is.")
    private @Nullable String tenant;

    @Option(names = "--database", paramLabel = "URL", description = "The journal, if not the one that up would take.")
    private @Nullable String database;

    @Option(names = "--data", paramLabel = "DIR", description = "Where the journal's files are (./data).")
    private @Nullable Path data;

    /** Whether any of them was given. */
    boolean isGiven() {
        return Stream.of(from, to, tenant, database, data).anyMatch(each -> each != null);
    }

    Instant from() {
        return need("--from", from).toInstant();
    }

    Instant to() {
        return need("--to", to).toInstant();
    }

    TenantId tenant() {
        return new TenantId(need("--tenant", tenant));
    }

    private static <T> T need(String option, @Nullable T value) {
        return Optional.ofNullable(value)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected --from, --to and --tenant for the journal, but got no " + option));
    }

    /** As a node finds it: by configuration, environment and defaults. */
    JournalSettings journal() {
        Map<String, Object> said = new HashMap<>();
        if (database != null) {
            said.put("cordboard.persistence.journal.url", database);
        }
        if (data != null) {
            said.put("cordboard.persistence.journal.url", database == null ? "" : database);
            said.put("cordboard.persistence.journal.data-dir", data.toString());
        }
        return JournalSettings.of(ConfigFactory.parseMap(said, "the command line")
                .withFallback(ConfigFactory.load())
                .resolve());
    }
}
