package io.cordboard.node.live;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Connection;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.RestAfter;
import io.cordboard.routing.policy.WrapUp;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A tenant of its own for a test: a queue, agents with desktops, customers. */
final class Stage {

    private static final AtomicInteger TENANTS = new AtomicInteger();

    final LiveNode node;
    final TenantId tenant = new TenantId("t" + TENANTS.incrementAndGet());
    final QueueId queue = new QueueId(tenant, "support");
    private final AtomicInteger chats = new AtomicInteger();
    private final AtomicInteger words = new AtomicInteger();

    /** {@code grace}: how long an agent's offers outlive the desktop; {@code keep}: the same for answered work. */
    Stage(LiveNode node, Duration grace, Duration keep) {
        this(node, grace, keep, RestAfter.NOTHING);
    }

    private Stage(LiveNode node, Duration grace, Duration keep, RestAfter rest) {
        this.node = node;
        Policy policy = Policy.DEFAULT.with(draft -> {
            draft.offer = new OfferTerms(Duration.ofSeconds(60), 0, false, rest);
            draft.wrapUp = new WrapUp(WrapUp.Mode.OPTIONAL, Duration.ofSeconds(60));
            draft.connection = new Connection(grace, keep, Connection.Then.REQUEUE);
        });
        node.done(new QueueCommand.Configure(queue, "Support", "standard", policy, 1, 1));
    }

    Stage(LiveNode node) {
        this(node, Duration.ofSeconds(30), Duration.ofMinutes(5));
    }

    /** Who declines rests for so long. */
    static Stage withRest(LiveNode node, Duration rest) {
        return new Stage(
                node,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                new RestAfter(rest, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    AgentId agent(String name, Duration grace) {
        var id = new AgentId(tenant, name);
        node.done(new AgentCommand.Configure(
                id, new AgentProfile(name, Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, grace, false), 1));
        return id;
    }

    /** The token of an agent who exists. */
    String token(String agent) {
        agent(agent, Duration.ofSeconds(30));
        return tenant.value() + '/' + agent + "/agent";
    }

    String supervisor() {
        return tenant.value() + "/sue/supervisor";
    }

    /** A page of this agent, signed in and ready. */
    Page ready(LiveNode on, String agent) {
        Page page = Page.start(on, token(agent));
        page.frame("level", "agent");
        page.ordered("sign-in", "");
        page.ordered("ready", "");
        return page;
    }

    /** A customer comes; returns the stream of the chat. */
    String customer() {
        return "interaction/" + chat().name();
    }

    InteractionId chat() {
        var id = new InteractionId(tenant, "c" + chats.incrementAndGet());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        node.done(new InteractionCommand.Open(
                id,
                new Contact(Medium.CHAT, Optional.of("customer-1"), Optional.of("Help"), Optional.empty(), Map.of()),
                new Place(queue, 0, now, now, Map.of(), Optional.empty(), Optional.empty(), Set.of()),
                Optional.empty()));
        return id;
    }

    InteractionId id(String stream) {
        return new InteractionId(tenant, stream.substring("interaction/".length()));
    }

    void says(String stream, String text) {
        node.done(new InteractionCommand.Say(id(stream), "w" + words.incrementAndGet(), Party.CUSTOMER, text));
    }

    void leaves(String stream) {
        node.done(new InteractionCommand.End(id(stream), Party.CUSTOMER));
    }

    /** The agent ends the wrap-up elsewhere, over HTTP for example. */
    void wrapsUp(String stream, String agent) {
        node.done(new InteractionCommand.WrapUp(
                id(stream), Party.agent(new AgentId(tenant, agent)), Optional.of("solved"), Optional.empty()));
    }

    InteractionView view(String stream) {
        return (InteractionView) ((Reply.Found) node.ask(new InteractionCommand.Show(id(stream)))).view();
    }

    AgentView view(AgentId agent) {
        return (AgentView) ((Reply.Found) node.ask(new AgentCommand.Show(agent))).view();
    }

    /** The offer of this interaction, once the interaction has confirmed it to the page. */
    static String offer(Page page, String stream) {
        return page.await(f -> f.path("stream").asText().equals(stream)
                        && (f.path("event").asText().equals("offer-made")
                                || !f.path("data")
                                        .path("interaction")
                                        .path("offers")
                                        .isEmpty()))
                .path("data")
                .findPath("offer")
                .asText();
    }

    /** The page answers; the interaction is in hand. */
    static void accept(Page page, String stream) {
        page.ordered("accept", "{\"offer\":\"" + offer(page, stream) + "\"}");
        page.event(stream, "interaction-assigned");
        page.event("agent", "offer-won");
    }

    static String name(String stream) {
        return stream.substring("interaction/".length());
    }
}
