package io.cordboard.persistence.past;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.tail.JournalTail;
import io.cordboard.persistence.tail.Scribe;
import io.cordboard.persistence.view.InteractionList;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Agents;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.entity.Stored;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Interactions;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Queues;
import io.cordboard.routing.tenant.AgentSettings;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Named;
import io.cordboard.routing.tenant.QueueSettings;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantEvent;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.Tenants;
import io.cordboard.routing.tenant.TrialChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes a tenant's days into a journal, event by event. */
final class Chronicle implements AutoCloseable {

    static final TenantId ACME = new TenantId("acme");
    static final QueueId SALES = new QueueId(ACME, "sales");

    private static final ObjectMapper JSON = EventJson.mapper();

    private final JournalDatabase database;
    private final Scribe scribe;
    private final Map<String, Long> numbers = new HashMap<>();
    private int offers;

    /** All that was written, in its order. */
    final List<Written> written = new ArrayList<>();

    /** An event of an entity. */
    record Written(String persistenceId, Event event) {}

    Chronicle(JournalDatabase database) throws SQLException {
        this.database = database;
        this.scribe = new Scribe(database.readers());
    }

    static AgentId agent(String name) {
        return new AgentId(ACME, name);
    }

    static InteractionId interaction(String name) {
        return new InteractionId(ACME, name);
    }

    void tenant(Instant at, String... agents) throws SQLException {
        write(Tenants.type().persistenceId(ACME.value()), new TenantEvent.Created(ACME, "Acme", at));
        policy(1, Policy.DEFAULT, at);
        defined(Named.of("sales", new QueueSettings("Sales", "p", Optional.empty(), Set.of(), Optional.empty())), at);
        for (String agent : agents) {
            profile(agent, Map.of(), at);
        }
    }

    void policy(int version, Policy policy, Instant at) throws SQLException {
        write(
                Tenants.type().persistenceId(ACME.value()),
                new TenantEvent.PolicyPublished("p", version, policy, Set.of(), "test", at));
    }

    /** From now on the queue gives half of its traffic to this policy. */
    void shares(Policy tried, Instant at) throws SQLException {
        write(
                Tenants.type().persistenceId(ACME.value()),
                new TenantEvent.PolicyPublished("new", 1, tried, Set.of(), "test", at));
        var half = new TrialChoice("new", Optional.empty(), 50);
        defined(
                Named.of(
                        "sales",
                        new QueueSettings(
                                "Sales", "p", Optional.empty(), Set.of(), Optional.empty(), Optional.of(half))),
                at);
    }

    void profile(String agent, Map<Skill, Integer> skills, Instant at) throws SQLException {
        var settings = new AgentSettings(
                agent,
                Optional.empty(),
                Set.of(),
                skills,
                Capacity.DEFAULT,
                Duration.ofSeconds(5),
                true,
                Optional.empty());
        defined(Named.of(agent, settings), at);
        AgentProfile profile = settings.profile(ACME);
        agent(agent, new AgentEvent.Configured(profile, 1, at));
    }

    void removed(String agent, Instant at) throws SQLException {
        write(
                Tenants.type().persistenceId(ACME.value()),
                new TenantEvent.Configured(List.of(), List.of(new Ref(Kind.AGENT, agent)), "test", at));
        agent(agent, new AgentEvent.Removed(2, at));
    }

    private void defined(Named named, Instant at) throws SQLException {
        write(
                Tenants.type().persistenceId(ACME.value()),
                new TenantEvent.Configured(List.of(named), List.<Ref>of(), "test", at));
    }

    void agent(String agent, AgentEvent event) throws SQLException {
        write(Agents.type().persistenceId(agent(agent).toString()), event);
    }

    void comes(String agent, Instant at) throws SQLException {
        agent(agent, new AgentEvent.SignedIn(at));
        agent(agent, new AgentEvent.BecameReady(at));
    }

    void goes(String agent, Instant at) throws SQLException {
        agent(agent, new AgentEvent.SignedOut("home", at));
    }

    /** The agent's own four events of a contact that took {@code time}. */
    void serves(String agent, Instant at, Duration time) throws SQLException {
        OfferId offer = new OfferId("x." + offers++);
        agent(agent, reserved(offer, interaction("x"), at));
        agent(agent, new AgentEvent.Won(offer, at.plusSeconds(2)));
        agent(agent, new AgentEvent.Wrapping(offer, at.plus(time).plusSeconds(60), at.plus(time)));
        agent(
                agent,
                new AgentEvent.Finished(offer, Optional.empty(), at.plus(time).plusSeconds(1)));
    }

    static AgentEvent.Reserved reserved(OfferId offer, InteractionId interaction, Instant at) {
        return new AgentEvent.Reserved(
                offer, interaction, SALES, Medium.TASK, Terms.DEFAULT, at.plusSeconds(20), 1, 0, "longest-idle", at);
    }

    void opened(String interaction, Instant at) throws SQLException {
        opened(interaction, Map.of(), at);
    }

    void opened(String interaction, Map<Skill, Integer> skills, Instant at) throws SQLException {
        interaction(
                interaction,
                new InteractionEvent.Opened(
                        new Contact(Medium.TASK, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                        new Place(SALES, 0, at, at, skills, Optional.empty(), Optional.empty(), Set.of()),
                        Optional.empty(),
                        at));
    }

    void enqueued(String interaction, QueueId queue, Instant at) throws SQLException {
        enqueued(interaction, queue, Optional.empty(), at);
    }

    void enqueued(String interaction, QueueId queue, Optional<Arm> arm, Instant at) throws SQLException {
        enqueued(interaction, queue, arm, at, at);
    }

    /** Told so late, and maybe not for the first time. */
    void enqueued(String interaction, QueueId queue, Optional<Arm> arm, Instant came, Instant at) throws SQLException {
        write(
                Queues.type().persistenceId(queue.toString()),
                new QueueEvent.Enqueued(
                        interaction(interaction),
                        Medium.TASK,
                        new Place(queue, 0, came, came, Map.of(), Optional.empty(), Optional.empty(), Set.of()).in(arm),
                        at));
    }

    void interaction(String interaction, InteractionEvent event) throws SQLException {
        write(Interactions.type().persistenceId(interaction(interaction).toString()), event);
    }

    private void write(String persistenceId, Event event) throws SQLException {
        written.add(new Written(persistenceId, event));
        try {
            scribe.write(
                    persistenceId,
                    numbers.merge(persistenceId, 1L, Long::sum),
                    event.getClass().getAnnotation(Stored.class).value(),
                    JSON.writeValueAsBytes(event),
                    event.at().toEpochMilli() + 5);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits, and brings the list of interactions up to date. */
    void recorded() throws SQLException {
        scribe.commit();
        var tail = new JournalTail(database);
        var rows = tail.read(0, Integer.MAX_VALUE).rows();
        try (var connection = database.readers().getConnection()) {
            InteractionList.projection().apply(connection, rows);
        }
    }

    @Override
    public void close() throws SQLException {
        scribe.close();
    }
}
