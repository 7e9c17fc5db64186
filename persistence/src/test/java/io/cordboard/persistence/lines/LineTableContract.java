package io.cordboard.persistence.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.tail.JournalRow;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.entity.Stored;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.line.NumberPattern;
import io.cordboard.routing.line.Outbound;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.line.SourceRange;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Named;
import io.cordboard.routing.tenant.NumberSettings;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.SkillSettings;
import io.cordboard.routing.tenant.TenantEvent;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TrunkSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the table of lines is on every database. */
interface LineTableContract {

    TenantId ACME = new TenantId("acme");
    Ref CARRIER = new Ref(Kind.TRUNK, "carrier");
    Ref MAIN = new Ref(Kind.NUMBER, "main");
    SipCredentials SECRET = SipCredentials.of("carrier", "acme.sip.localhost", "secret");
    Instant T = Instant.parse("2026-11-27T10:00:00Z");

    JournalSettings emptyDatabase();

    @Test
    default void whoFollowsHearsOfWhatHasChangedSince() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var table = new LineTable(database.readers());
            apply(database, 10, configured(List.of(trunk("192.0.2.1"), number("100"), skill()), List.of()));
            List<LineChange> first = new ArrayList<>();

            long followed = table.after(0, first::add);

            assertThat(followed).isEqualTo(10);
            assertThat(first)
                    .containsExactlyInAnyOrder(
                            new LineChange.Settings(ACME, CARRIER, Optional.of(trunk("192.0.2.1"))),
                            new LineChange.Settings(ACME, MAIN, Optional.of(number("100"))));

            apply(database, 12, configured(List.of(trunk("192.0.2.2")), List.of(MAIN)));
            List<LineChange> second = new ArrayList<>();

            assertThat(table.after(followed, second::add)).isEqualTo(12);
            assertThat(second)
                    .containsExactlyInAnyOrder(
                            new LineChange.Settings(ACME, CARRIER, Optional.of(trunk("192.0.2.2"))),
                            new LineChange.Settings(ACME, MAIN, Optional.empty()));
            assertThat(table.after(12, _ -> {
                        throw new AssertionError("Nothing has changed");
                    }))
                    .isEqualTo(12);
        }
    }

    @Test
    default void secretOfATrunkIsToldAndGoesWithTheTrunk() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var table = new LineTable(database.readers());
            apply(
                    database,
                    1,
                    configured(List.of(trunk("192.0.2.1")), List.of()),
                    new TenantEvent.SipSecretSet(CARRIER, SECRET, "ada", T),
                    new TenantEvent.SipSecretSet(new Ref(Kind.AGENT, "alice"), SECRET, "ada", T));
            List<LineChange> there = new ArrayList<>();
            table.after(1, there::add);
            assertThat(there).containsExactly(new LineChange.Secret(ACME, "carrier", Optional.of(SECRET)));

            apply(database, 4, new TenantEvent.SipSecretRemoved(CARRIER, "ada", T));
            apply(database, 5, new TenantEvent.SipSecretSet(CARRIER, SECRET, "ada", T));
            apply(database, 6, configured(List.of(), List.of(CARRIER)));
            List<LineChange> gone = new ArrayList<>();
            table.after(3, gone::add);

            assertThat(gone)
                    .containsExactlyInAnyOrder(
                            new LineChange.Settings(ACME, CARRIER, Optional.empty()),
                            new LineChange.Secret(ACME, "carrier", Optional.empty()));
        }
    }

    private static TenantEvent configured(List<Named> defined, List<Ref> removed) {
        return new TenantEvent.Configured(defined, removed, "ada", T);
    }

    private static Named trunk(String source) {
        return Named.of(
                "carrier",
                new TrunkSettings(
                        "Carrier",
                        List.of(),
                        Set.of(SourceRange.of(source)),
                        Optional.of("carrier"),
                        TrunkSettings.DEFAULT_CODECS,
                        TrunkSettings.DEFAULT_CHANNELS,
                        List.of(),
                        List.of(),
                        TrunkSettings.DEFAULT_KEEP_ALIVE,
                        Outbound.CLOSED));
    }

    private static Named number(String number) {
        return Named.of(
                "main", new NumberSettings(new NumberPattern(number), "Main", Optional.of("support"), Attributes.NONE));
    }

    private static Named skill() {
        return Named.of("german", new SkillSettings(""));
    }

    private static void apply(JournalDatabase database, long first, TenantEvent... events) throws Exception {
        List<JournalRow> rows = new ArrayList<>();
        for (TenantEvent event : events) {
            String name = Objects.requireNonNull(event.getClass().getAnnotation(Stored.class))
                    .value();
            byte[] payload = EventJson.mapper().writeValueAsBytes(event);
            rows.add(new JournalRow(first + rows.size(), "tenant|acme", first + rows.size(), name, payload, 0));
        }
        rows.add(new JournalRow(first + rows.size(), "interaction|acme/1", 1, "interaction-opened", new byte[0], 0));
        try (var transaction = database.readers().getConnection()) {
            transaction.setAutoCommit(false);
            LineTable.projection().apply(transaction, rows);
            transaction.commit();
        }
    }
}
