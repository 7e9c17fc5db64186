package io.cordboard.routing.tenant;

import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.classification.Classification;
import io.cordboard.routing.classification.Outcome;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.line.NumberPattern;
import io.cordboard.routing.line.Outbound;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.line.SourceRange;
import io.cordboard.routing.line.Transport;
import io.cordboard.routing.line.TrunkPeer;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A tenant for tests: what it is made of, and how commands change it. */
final class Shop {

    static final TenantId SHOP = new TenantId("shop");
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final String BY = "admin";
    static final String HASH = "0123456789abcdef".repeat(4);
    static final Policy GERMAN = Policy.DEFAULT.with(draft -> draft.requirements = Map.of(new Skill("german"), 3));

    private Shop() {}

    static Policy overflowingTo(String queue) {
        return Policy.DEFAULT.with(draft -> draft.overflow =
                new Overflow(List.of(new Overflow.WaitOver(Duration.ofMinutes(5), new Destination.ToQueue(queue)))));
    }

    static Named skill(String name) {
        return Named.of(name, new SkillSettings("Knows " + name));
    }

    static Named team(String name) {
        return Named.of(name, new TeamSettings("Team " + name));
    }

    static Named disposition(String name) {
        return Named.of(name, new DispositionSettings("Ended " + name));
    }

    static Named reason(String name) {
        return Named.of(name, new ReasonSettings("Away for " + name));
    }

    static Named queue(String name, String policy, Optional<Integer> pinned, String... dispositions) {
        return Named.of(
                name, new QueueSettings("Queue " + name, policy, pinned, Set.of(dispositions), Optional.empty()));
    }

    /** A queue in which another policy is tried. */
    static Named trying(String name, String policy, TrialChoice trial) {
        return Named.of(
                name,
                new QueueSettings(
                        "Queue " + name, policy, Optional.empty(), Set.of(), Optional.empty(), Optional.of(trial)));
    }

    static Named agent(String name) {
        return agent(name, Optional.empty(), Set.of(), Map.of(), Optional.empty());
    }

    static Named agent(
            String name,
            Optional<String> team,
            Set<String> queues,
            Map<Skill, Integer> skills,
            Optional<String> subject) {
        return Named.of(
                name,
                new AgentSettings(
                        "Agent " + name,
                        team.map(Team::new),
                        queues,
                        skills,
                        Capacity.DEFAULT,
                        AgentSettings.DEFAULT_GRACE,
                        false,
                        subject));
    }

    /** One with a user, unless that is empty, and with sources. */
    static Named trunk(String name, String user, String... sources) {
        return Named.of(
                name,
                new TrunkSettings(
                        "Trunk " + name,
                        List.of(new TrunkPeer("sip.carrier.example", 5060, Transport.UDP, 0, 0)),
                        Stream.of(sources).map(SourceRange::of).collect(Collectors.toSet()),
                        user.isEmpty() ? Optional.empty() : Optional.of(user),
                        TrunkSettings.DEFAULT_CODECS,
                        TrunkSettings.DEFAULT_CHANNELS,
                        List.of(),
                        List.of(),
                        TrunkSettings.DEFAULT_KEEP_ALIVE,
                        Outbound.CLOSED));
    }

    /** One whose calls go to a queue, or, if that is empty, wherever the classification says. */
    static Named number(String name, String number, String queue) {
        return Named.of(
                name,
                new NumberSettings(
                        new NumberPattern(number),
                        "Number " + name,
                        queue.isEmpty() ? Optional.empty() : Optional.of(queue),
                        Attributes.NONE));
    }

    static TenantCommand define(Named named) {
        return new TenantCommand.Define(SHOP, named, Optional.empty(), BY);
    }

    static TenantCommand remove(Kind kind, String name) {
        return new TenantCommand.Remove(SHOP, new Ref(kind, name), Optional.empty(), BY);
    }

    static TenantCommand publish(String policy, Policy document) {
        return new TenantCommand.PublishPolicy(SHOP, policy, document, Optional.empty(), BY);
    }

    static TenantCommand classify(Outcome otherwise, Classification.Rule... rules) {
        return new TenantCommand.PublishClassification(
                SHOP, new Classification(List.of(rules), otherwise), Optional.empty(), BY);
    }

    static TenantCommand imported(TenantDocument document) {
        return new TenantCommand.Import(SHOP, document, Optional.empty(), BY);
    }

    static TenantCommand issue(String key, ApiKey.Role role, Optional<String> agent) {
        return new TenantCommand.IssueKey(SHOP, key, role, "A key", agent, HASH, BY);
    }

    static TenantCommand secret(Kind kind, String name, String secret) {
        return new TenantCommand.SetSipSecret(
                SHOP, new Ref(kind, name), SipCredentials.of(name, "shop.sip.example", secret), BY);
    }

    /** The tenant once it has accepted these commands. */
    static Founded after(TenantCommand... commands) {
        return after(founded(), commands);
    }

    static Founded after(Founded state, TenantCommand... commands) {
        Founded now = state;
        for (TenantCommand command : commands) {
            now = switch (now.decide(command, NOW)) {
                case Decision.Accepted<TenantEvent>(var events) -> applied(now, events);
                case Decision.Refused<TenantEvent>(var refusal, var message) ->
                    throw new AssertionError(command + " was refused: " + refusal + ' ' + message);
                case Decision.Shown<TenantEvent> shown -> throw new AssertionError("Not a change: " + shown);
            };
        }
        return now;
    }

    static Founded founded() {
        return Founded.by(new TenantEvent.Created(SHOP, "Shop", NOW));
    }

    static Founded applied(Founded state, List<TenantEvent> events) {
        Founded now = state;
        for (TenantEvent event : events) {
            now = now.apply(event);
        }
        return now;
    }

    /** A shop with one of each. */
    static Founded furnished() {
        return after(
                define(skill("german")),
                define(team("first")),
                define(disposition("solved")),
                define(reason("lunch")),
                publish("standard", GERMAN),
                define(queue("support", "standard", Optional.empty(), "solved")),
                define(agent(
                        "alice",
                        Optional.of("first"),
                        Set.of("support"),
                        Map.of(new Skill("german"), 7),
                        Optional.of("alice@idp"))));
    }

    static TenantView view(Founded state, TenantCommand question) {
        return switch (state.decide(question, NOW)) {
            case Decision.Shown<TenantEvent>(var view) -> (TenantView) view;
            case Decision.Accepted<TenantEvent> accepted -> throw new AssertionError("Not an answer: " + accepted);
            case Decision.Refused<TenantEvent> refused -> throw new AssertionError("Not an answer: " + refused);
        };
    }

    static TenantDocument document(Founded state) {
        return ((TenantView.Exported) view(state, new TenantCommand.Export(SHOP))).document();
    }
}
