package io.cordboard.routing.tenant;

import static io.cordboard.routing.tenant.Shop.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.classification.Outcome;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is asked of a tenant, in whatever order. */
class TenantPropertyTest {

    private static final String[] NAMES = {"a", "b", "c"};

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void replayOfTheEventsEqualsTheLiveState(@ForAll("commands") List<TenantCommand> commands) {
        Run run = run(commands);

        assertThat(applied(founded(), run.events())).isEqualTo(run.state());
        assertThat(run.state().seq()).isEqualTo(1 + run.events().size());
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void referencesHoldAfterEveryCommand(@ForAll("commands") List<TenantCommand> commands) {
        Founded state = founded();
        for (TenantCommand command : commands) {
            state = applied(state, events(state, command));

            assertThat(References.problems(state.catalogue(), 10)).isEmpty();
        }
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void commandCarriedOutIsCarriedOutOnce(@ForAll("commands") List<TenantCommand> commands) {
        Founded state = founded();
        for (TenantCommand command : commands) {
            Decision<TenantEvent> decision = state.decide(command, NOW);
            if (decision instanceof Decision.Accepted<TenantEvent>(var events)) {
                state = applied(state, events);
                assertThat(state.decide(command, NOW)).isEqualTo(Decision.unchanged());
            }
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void exportImportedAnywhereIsTheSameTenant(@ForAll("commands") List<TenantCommand> commands) {
        Founded state = run(commands).state();
        TenantDocument exported = document(state);

        TenantDocument read = TenantYaml.read(TenantYaml.write(exported)).orThrow();

        assertThat(read).isEqualTo(exported);
        assertThat(events(state, imported(read))).isEmpty();
        assertThat(document(after(founded(), imported(read)))).isEqualTo(exported);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void importMakesAnyTenantWhatTheDocumentSays(
            @ForAll("commands") List<TenantCommand> one, @ForAll("commands") List<TenantCommand> other) {
        Founded state = run(one).state();
        TenantDocument wanted = document(run(other).state());

        if (state.decide(imported(wanted), NOW) instanceof Decision.Accepted<TenantEvent>(var events)) {
            TenantDocument made = document(applied(state, events));

            assertThat(made.settings()).isEqualTo(wanted.settings());
            wanted.classification()
                    .ifPresent(said -> assertThat(made.classification()).contains(said));
            assertThat(made.policies().orElseThrow().keySet())
                    .isEqualTo(wanted.policies().orElseThrow().keySet());
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void snapshotAndEventsSurviveJson(@ForAll("commands") List<TenantCommand> commands) throws Exception {
        Run run = run(commands);
        var json = EventJson.mapper();

        var snapshot = json.readValue(json.writeValueAsBytes(run.state().snapshot()), TenantSnapshot.class);
        assertThat(snapshot.state()).isEqualTo(run.state());
        for (TenantEvent event : run.events()) {
            assertThat(json.readValue(json.writeValueAsBytes(event), event.getClass()))
                    .isEqualTo(event);
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void everyAgentAndQueueHeardTheLastWord(@ForAll("commands") List<TenantCommand> commands) {
        Founded state = founded();
        var heard = new HashMap<Ref, Command>();
        for (TenantCommand command : commands) {
            state = applied(state, events(state, command));
            if (state.seq() % 3 == 0) {
                state.debts().forEach(debt -> heard.put(recipient(debt), debt));
                state = applied(state, state.settled(NOW));
            }
        }
        state.debts().forEach(debt -> heard.put(recipient(debt), debt));

        Catalogue catalogue = state.catalogue();
        for (String name : NAMES) {
            var agent = catalogue.find(new Ref(Kind.AGENT, name));
            assertThat(
                            heard.get(new Ref(Kind.AGENT, name)) instanceof AgentCommand.Configure c
                                    ? Optional.of(c.profile())
                                    : Optional.empty())
                    .isEqualTo(agent.map(entry -> ((AgentSettings) entry.settings()).profile(SHOP)));
            var queue = catalogue.queue(name);
            assertThat(
                            heard.get(new Ref(Kind.QUEUE, name)) instanceof QueueCommand.Configure c
                                    ? Optional.of(c.policy())
                                    : Optional.empty())
                    .isEqualTo(queue.flatMap(entry -> catalogue.ruling(entry.settings()))
                            .map(PolicyVersion::document));
        }
    }

    /** An agent and a queue may bear the same name. */
    private static Ref recipient(Command debt) {
        return switch (debt) {
            case AgentCommand c -> new Ref(Kind.AGENT, c.agent().name());
            case QueueCommand c -> new Ref(Kind.QUEUE, c.queue().name());
            default -> throw new AssertionError("Expected word to an agent or a queue, but got " + debt);
        };
    }

    private record Run(Founded state, List<TenantEvent> events) {}

    private static Run run(List<TenantCommand> commands) {
        Founded state = founded();
        List<TenantEvent> events = new ArrayList<>();
        for (TenantCommand command : commands) {
            List<TenantEvent> more = events(state, command);
            state = applied(state, more);
            events.addAll(more);
        }
        return new Run(state, events);
    }

    private static List<TenantEvent> events(Founded state, TenantCommand command) {
        return state.decide(command, NOW) instanceof Decision.Accepted<TenantEvent>(var events) ? events : List.of();
    }

    @Provide
    Arbitrary<List<TenantCommand>> commands() {
        Arbitrary<String> name = Arbitraries.of(NAMES);
        Arbitrary<Kind> kind = Arbitraries.of(Kind.class);
        Arbitrary<TenantCommand> command = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(10, named().map(Shop::define)),
                net.jqwik.api.Tuple.of(3, Combinators.combine(kind, name).as(Shop::remove)),
                net.jqwik.api.Tuple.of(4, Combinators.combine(name, policy()).as(Shop::publish)),
                net.jqwik.api.Tuple.of(2, name.map(queue -> Shop.classify(Outcome.to(queue)))),
                net.jqwik.api.Tuple.of(
                        1, text().map(text -> new TenantCommand.Rename(SHOP, text, Optional.empty(), BY))),
                net.jqwik.api.Tuple.of(
                        1, name.map(agent -> issue("key-" + agent, ApiKey.Role.AGENT, Optional.of(agent)))),
                net.jqwik.api.Tuple.of(1, name.map(agent -> new TenantCommand.RevokeKey(SHOP, "key-" + agent, BY))),
                net.jqwik.api.Tuple.of(
                        2,
                        Combinators.combine(Arbitraries.of(Kind.AGENT, Kind.TRUNK), name, Arbitraries.of("x", "y"))
                                .as(Shop::secret)),
                net.jqwik.api.Tuple.of(
                        1, name.map(agent -> new TenantCommand.RemoveSipSecret(SHOP, new Ref(Kind.AGENT, agent), BY))));
        return command.list().ofMaxSize(40);
    }

    private static Arbitrary<Named> named() {
        Arbitrary<String> name = Arbitraries.of(NAMES);
        Arbitrary<Settings> settings = Arbitraries.oneOf(
                text().map(SkillSettings::new),
                text().map(TeamSettings::new),
                text().map(DispositionSettings::new),
                text().map(ReasonSettings::new),
                queue(),
                agent(),
                trunk(),
                number());
        return Combinators.combine(name, settings).as(Named::of);
    }

    private static Arbitrary<Settings> queue() {
        return Combinators.combine(
                        text(),
                        Arbitraries.of(NAMES),
                        Arbitraries.integers().between(1, 3).optional(),
                        Arbitraries.of(NAMES).set().ofMaxSize(2),
                        text().optional())
                .as(QueueSettings::new);
    }

    private static Arbitrary<Settings> trunk() {
        return Combinators.combine(
                        Arbitraries.of("", "a", "d", "e"),
                        Arbitraries.of("192.0.2.0/28", "192.0.2.4", "198.51.100.0/24", "2001:db8:0:0:0:0:0:0/32"))
                .as((user, source) -> Shop.trunk("any", user, source).settings());
    }

    private static Arbitrary<Settings> number() {
        return Combinators.combine(Arbitraries.of("100", "+49301", "+4930*", "*"), Arbitraries.of("", "a", "b"))
                .as((number, queue) -> Shop.number("any", number, queue).settings());
    }

    private static Arbitrary<Settings> agent() {
        Arbitrary<String> name = Arbitraries.of(NAMES);
        Arbitrary<Capacity> capacity = Arbitraries.maps(
                        Arbitraries.of(Medium.CHAT, Medium.VOICE, new Medium("e-mail")),
                        Combinators.combine(
                                        Arbitraries.integers().between(0, 1_000),
                                        Arbitraries.integers().between(0, 9),
                                        Arbitraries.of(true, false),
                                        Arbitraries.of("fax", "video")
                                                .map(Medium::new)
                                                .set()
                                                .optional())
                                .as(Capacity.Share::new))
                .map(media -> new Capacity(100, media));
        return Combinators.combine(
                        text(),
                        name.map(Team::new).optional(),
                        name.set().ofMaxSize(2),
                        Arbitraries.maps(
                                name.map(Skill::new), Arbitraries.integers().between(0, 10)),
                        capacity,
                        Arbitraries.longs().between(0, 600_000).map(Duration::ofMillis),
                        Arbitraries.of(true, false),
                        text().optional(0.3))
                .as(AgentSettings::new);
    }

    private static Arbitrary<Policy> policy() {
        return Arbitraries.oneOf(
                Arbitraries.of(NAMES).map(Shop::overflowingTo),
                Arbitraries.of(NAMES)
                        .map(skill -> Policy.DEFAULT.with(draft -> draft.requirements = Map.of(new Skill(skill), 1))),
                Arbitraries.integers()
                        .between(1, 3)
                        .map(offers -> Policy.DEFAULT.with(draft -> draft.simultaneousOffers = offers)));
    }

    /** Texts that a careless writer of YAML would turn into something else. */
    private static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "no",
                                ".5",
                                "+1",
                                "-1",
                                "0b1",
                                ".inf",
                                "-.inf",
                                ".nan",
                                "12e03",
                                "0o7",
                                "010",
                                "1__0",
                                "1.",
                                "-",
                                "--",
                                "...",
                                "---",
                                "y",
                                "N",
                                "1:2",
                                "1:2:3",
                                "NULL",
                                "a #b",
                                "a:",
                                "2026-11-21T10:00:00Z",
                                "On",
                                "~",
                                "null",
                                "1_000",
                                "0x1F",
                                "12:30",
                                "1e3",
                                "- a",
                                "a: b",
                                "#c",
                                "*d",
                                "&e",
                                "!f",
                                "a\nb\n",
                                " a",
                                "a ",
                                "a\n\n  b",
                                "\t",
                                "'",
                                "\"",
                                "%",
                                "@",
                                "`",
                                "2026-11-21",
                                "=",
                                "<<",
                                "\u2028",
                                "\uFEFF",
                                "\u0085",
                                "e\u0301",
                                "\uD83D\uDE00",
                                "[a, b]",
                                "{",
                                "|",
                                ">",
                                "?",
                                "true"),
                        Arbitraries.strings()
                                .withChars("ab :-#'\"\n\t{}[],&*!|>%@`\\\u00e9\u4e2d")
                                .ofMinLength(1)
                                .ofMaxLength(20),
                        Arbitraries.strings().ofMinLength(1).ofMaxLength(10))
                .filter(TenantPropertyTest::allowed);
    }

    private static boolean allowed(String text) {
        try {
            new TeamSettings(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
