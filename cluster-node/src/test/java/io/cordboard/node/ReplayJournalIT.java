package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.local.LocalPostgres;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A node routes some dozens of calls; then the time in which it did is replayed from its journal. */
class ReplayJournalIT {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final TenantId ACME = new TenantId("acme");
    private static final QueueId SUPPORT = new QueueId(ACME, "support");
    private static final Skill GERMAN = new Skill("german");
    private static final int CALLS = 60;
    private static final long SEED = 20_261_127;

    private static final Policy FIRST =
            Policy.DEFAULT.with(draft -> draft.offer = new OfferTerms(Duration.ofSeconds(20), 2, false));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void offersAreMadeAgainFromTheJournalAndAnotherPolicyChangesTheFigures() throws IOException {
        Path data = directory.resolve("data");
        worksAndIsReplayed(data, Map.of(), "--data", data.toString());
    }

    @Test
    void journalOfPostgresIsReplayed() throws IOException, InterruptedException {
        try (var server = LocalPostgres.startTemporary()) {
            JournalSettings journal = server.database("postgres", 16);
            var settings = Map.<String, Object>of(
                    "cordboard.persistence.journal.url", journal.url(),
                    "cordboard.persistence.journal.user", journal.user(),
                    "cordboard.persistence.journal.password", journal.password());
            String url = journal.url() + (journal.url().contains("?") ? '&' : '?') + "user=" + journal.user()
                    + "&password=" + journal.password();
            worksAndIsReplayed(directory.resolve("data"), settings, "--database", url);
        }
    }

    private void worksAndIsReplayed(Path data, Map<String, Object> settings, String... where) throws IOException {
        // Given
        Instant from;
        Instant to;
        try (Node node = NodeInTest.start(data, settings)) {
            from = Instant.now().minusSeconds(1);
            new Shop(node).work();
            to = Instant.now().plusSeconds(1);
        }
        Path other = Files.writeString(directory.resolve("german.yaml"), "requirements: {german: 5}\n");
        Path json = directory.resolve("out.json");

        // When
        int exit = replay(where, from, to, "--policy", other.toString(), "--json", json.toString());

        // Then
        assertThat(exit).as(err.toString()).isZero();
        JsonNode report = new ObjectMapper().readTree(Files.readString(json));
        JsonNode decisions = report.path("decisions");
        assertThat(decisions.path("recorded").asInt()).as(out.toString()).isGreaterThanOrEqualTo(CALLS * 4 / 5);
        assertThat(decisions.path("same").asDouble())
                .as(out.toString())
                .isGreaterThanOrEqualTo(0.9 * decisions.path("recorded").asDouble());
        assertThat(decisions.path("causes").fieldNames())
                .toIterable()
                .as(out.toString())
                .isSubsetOf("the same", "news under way");
        JsonNode recorded = report.path("columns").get(0).path("total");
        JsonNode again = report.path("columns").get(1).path("total");
        JsonNode german = report.path("columns").get(2).path("total");
        assertThat(report.path("columns").get(1).path("name").asText()).isEqualTo("as configured");
        assertThat(recorded.path("abandoned").asInt()).isPositive();
        assertThat(again.path("answered").asDouble())
                .isBetween(
                        0.9 * recorded.path("answered").asDouble(),
                        1.1 * recorded.path("answered").asDouble());
        // One of three speaks German: many wait until the end, and those who are answered wait longer.
        assertThat(german.path("answered").asInt())
                .isLessThan(again.path("answered").asInt());
        assertThat(german.path("asaSeconds").asDouble())
                .isGreaterThan(again.path("asaSeconds").asDouble());
        assertThat(out.toString()).contains("policies that changed in that time: 1", "offers recorded: ");
    }

    @Test
    void journalThatAnotherProcessHasOpenOrThatIsNotThereIsRefused() throws IOException {
        Path data = Files.createDirectory(directory.resolve("held"));
        String[] where = {"--data", data.toString()};
        Instant now = Instant.now();
        assertThat(replay(where, now.minusSeconds(1), now)).isEqualTo(2);
        assertThat(err.toString()).contains("Expected a journal, but there is none at");
        try (var file = FileChannel.open(
                        data.resolve("journal.mv.db"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
                var _ = file.lock()) {
            assertThat(replay(where, now.minusSeconds(1), now)).isEqualTo(2);
            assertThat(err.toString()).contains("Expected a journal that no process has open", "stop its node");
        }
    }

    private int replay(String[] where, Instant from, Instant to, String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> arguments =
                new ArrayList<>(List.of("--tenant", "acme", "--from", from.toString(), "--to", to.toString()));
        arguments.addAll(List.of(where));
        arguments.addAll(List.of(more));
        return new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    /** Three agents and their customers. Some decline, some hang up; one agent pauses; the policy changes half-way. */
    private static final class Shop {
        private final Node node;
        private final Random random = new Random(SEED);
        private final List<AgentId> agents = new ArrayList<>();
        private final Map<InteractionId, Instant> patience = new HashMap<>();
        private final Set<InteractionId> declined = new HashSet<>();

        Shop(Node node) {
            this.node = node;
        }

        void work() {
            configure(FIRST, 1);
            agent("anna", Map.of(GERMAN, 7));
            agent("bert", Map.of());
            agent("cleo", Map.of());
            Instant start = Instant.now();
            Instant next = start;
            for (int calls = 0; calls < CALLS || isBusy(); pause()) {
                if (calls < CALLS && !Instant.now().isBefore(next)) {
                    call(calls++);
                    next = next.plusMillis(20 + random.nextInt(140));
                    if (calls == CALLS / 3) {
                        done(new AgentCommand.BecomeNotReady(agents.get(1), "break"));
                    } else if (calls == CALLS / 2) {
                        done(new AgentCommand.BecomeReady(agents.get(1)));
                        configure(FIRST.with(draft -> draft.strategy = new Strategy.FewestContacts()), 2);
                    }
                }
                hangUp();
            }
        }

        private void configure(Policy policy, int version) {
            done(new QueueCommand.Configure(SUPPORT, "Support", "standard", policy, version, version));
        }

        private void agent(String name, Map<Skill, Integer> skills) {
            AgentId id = new AgentId(ACME, name);
            done(new AgentCommand.Configure(
                    id,
                    new AgentProfile(
                            name, Optional.empty(), Set.of(), skills, Capacity.DEFAULT, Duration.ofSeconds(5), true),
                    1));
            done(new AgentCommand.SignIn(id));
            done(new AgentCommand.BecomeReady(id));
            agents.add(id);
        }

        private void call(int number) {
            InteractionId id = new InteractionId(ACME, "call-" + number);
            Instant now = Instant.now();
            var contact =
                    new Contact(Medium.VOICE, Optional.empty(), Optional.empty(), Optional.empty(), Attributes.NONE);
            var place = new Place(
                    SUPPORT,
                    random.nextInt(3),
                    now,
                    now,
                    number % 7 == 3 ? Map.of(GERMAN, 5) : Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of());
            done(new InteractionCommand.Open(id, contact, place, Optional.empty()));
            if (number % 6 == 5) {
                patience.put(id, now.plusMillis(150));
            }
        }

        private void hangUp() {
            patience.entrySet().removeIf(each -> {
                boolean over = !Instant.now().isBefore(each.getValue());
                if (over) {
                    ask(new InteractionCommand.End(each.getKey(), Party.CUSTOMER));
                }
                return over;
            });
        }

        /** Each agent does what is next; whether there was anything. */
        private boolean isBusy() {
            boolean busy = !patience.isEmpty();
            for (AgentId agent : agents) {
                AgentView view = (AgentView) ((Reply.Found) ask(new AgentCommand.Show(agent))).view();
                for (AgentView.Work work : view.work()) {
                    busy = true;
                    act(agent, work);
                }
            }
            return busy;
        }

        private void act(AgentId agent, AgentView.Work work) {
            InteractionId id = work.interaction();
            int number = Integer.parseInt(id.name().substring("call-".length()));
            if (work.phase() == AgentView.Work.Phase.HANDLING) {
                if (work.since().plusMillis(150 + number * 37 % 400).isBefore(Instant.now())) {
                    ask(new InteractionCommand.End(id, Party.agent(agent)));
                }
            } else if (number % 11 == 10 && declined.add(id)) {
                ask(new InteractionCommand.EndOffer(id, work.offer(), agent, OfferOutcome.REJECTED, Optional.empty()));
            } else if (work.since().plusMillis(30).isBefore(Instant.now())) {
                ask(new InteractionCommand.Accept(id, work.offer(), agent));
            }
        }

        private void pause() {
            isBusy();
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }

        private Reply ask(Command command) {
            return node.switchboard().ask(command, ANSWER).toCompletableFuture().join();
        }

        private void done(Command command) {
            assertThat(ask(command)).isInstanceOf(Reply.Done.class);
        }
    }
}
