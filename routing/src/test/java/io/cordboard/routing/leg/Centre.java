package io.cordboard.routing.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.classification.Classification;
import io.cordboard.routing.classification.Outcome;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.Interactions;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.Named;
import io.cordboard.routing.tenant.QueueSettings;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A tenant with queues and agents on a node of real entities, as tests of media need it. What agents do, tests do for them:
 * they are ready, but serve a queue that nobody uses, so the router proposes nothing of its own accord.
 */
public final class Centre {

    private static final AtomicInteger TENANTS = new AtomicInteger();

    private final OneNode node;
    private final TenantId tenant;
    private final AtomicInteger offers = new AtomicInteger();

    /** A tenant of its own. */
    public Centre(OneNode node) {
        this.node = node;
        this.tenant = new TenantId("leg-" + TENANTS.incrementAndGet());
        queue("support");
        queue("sales");
    }

    public TenantId tenant() {
        return tenant;
    }

    public QueueId queue() {
        return new QueueId(tenant, "support");
    }

    public QueueId otherQueue() {
        return new QueueId(tenant, "sales");
    }

    private void queue(String name) {
        done(new QueueCommand.Configure(new QueueId(tenant, name), name, "standard", Policy.DEFAULT, 1, 1));
    }

    /** From now on, whoever names no queue goes to {@link #otherQueue()}. */
    public void classify() {
        String by = "admin";
        var sales = new QueueSettings("Sales", "standard", Optional.empty(), Set.of(), Optional.empty());
        done(new TenantCommand.Create(tenant, "Shop"));
        done(new TenantCommand.PublishPolicy(tenant, "standard", Policy.DEFAULT, Optional.empty(), by));
        done(new TenantCommand.Define(tenant, Named.of("sales", sales), Optional.empty(), by));
        done(new TenantCommand.PublishClassification(
                tenant, new Classification(List.of(), Outcome.to("sales")), Optional.empty(), by));
    }

    /** An agent whom customers know as {@code displayName}, and nobody outside may know as {@code login}. */
    public AgentId agent(String login, String displayName) {
        var agent = new AgentId(tenant, login);
        done(new AgentCommand.Configure(
                agent,
                new AgentProfile(
                        displayName,
                        Optional.empty(),
                        Set.of(new QueueId(tenant, "nobody")),
                        Map.of(),
                        Capacity.DEFAULT,
                        Duration.ofSeconds(5),
                        true),
                1));
        done(new AgentCommand.SignIn(agent));
        done(new AgentCommand.BecomeReady(agent));
        return agent;
    }

    public OfferId offer(InteractionId interaction, AgentId agent) {
        return offer(interaction, agent, 1);
    }

    /** @param simultaneous how many agents may be asked at once */
    public OfferId offer(InteractionId interaction, AgentId agent, int simultaneous) {
        OfferId offer = OfferId.of(interaction, "t" + offers.incrementAndGet());
        Terms like = Terms.DEFAULT;
        var terms = new Terms(
                like.deadline(),
                like.misses(),
                like.autoAccept(),
                simultaneous,
                like.wrapUp(),
                like.keep(),
                like.then(),
                like.namedFor());
        done(new AgentCommand.Reserve(
                agent,
                offer,
                interaction,
                queue(),
                view(interaction).contact().medium(),
                terms,
                Instant.now().plusSeconds(60),
                1,
                0,
                "secret-reason"));
        await().until(() -> view(interaction).offers().stream()
                .anyMatch(open -> open.offer().equals(offer)));
        return offer;
    }

    public OfferId take(InteractionId interaction, AgentId agent) {
        OfferId offer = offer(interaction, agent);
        done(new InteractionCommand.Accept(interaction, offer, agent));
        return offer;
    }

    public void say(InteractionId interaction, AgentId agent, String id, String text) {
        done(new InteractionCommand.Say(interaction, id, Party.agent(agent), text));
    }

    public void end(InteractionId interaction, AgentId agent) {
        done(new InteractionCommand.End(interaction, Party.agent(agent)));
    }

    public void wrapUp(InteractionId interaction, AgentId agent, String disposition, String notes) {
        done(new InteractionCommand.WrapUp(
                interaction, Party.agent(agent), Optional.of(disposition), Optional.of(notes)));
    }

    public InteractionView view(InteractionId interaction) {
        return (InteractionView) ((Reply.Found) node.ask(new InteractionCommand.Show(interaction))).view();
    }

    public boolean exists(InteractionId interaction) {
        return node.ask(new InteractionCommand.Show(interaction)) instanceof Reply.Found;
    }

    /** Ends the interaction's entity as a crash of its node does. */
    public void crash(InteractionId interaction) {
        node.crash(Interactions.type(), interaction.toString());
    }

    public void done(Command command) {
        assertThat(node.ask(command)).isInstanceOf(Reply.Done.class);
    }
}
