package io.cordboard.node;

import io.cordboard.node.api.cluster.HealthCheck;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.tenant.DirectoryCommand;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Named;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantDocument;
import io.cordboard.routing.tenant.TenantDocumentCodec.Reading;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import io.cordboard.routing.tenant.TenantYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tenant to try things with: made once, then left to whoever changes it. */
final class DemoTenant {

    static final TenantId ID = new TenantId("demo");

    private static final Logger LOG = LoggerFactory.getLogger(DemoTenant.class);
    private static final String DOCUMENT = "/demo-tenant.yaml";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE = 200;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private DemoTenant() {}

    /** Until it is there, a node that makes it is not ready: its users would be refused. */
    static HealthCheck check(BooleanSupplier isThere) {
        return new HealthCheck(
                "demo",
                () -> CompletableFuture.completedFuture(
                        isThere.getAsBoolean() ? Optional.empty() : Optional.of("the demo tenant is being made")));
    }

    /** Creates it if it is not there, and fills it if it is empty; returns once its agents can sign in. */
    static void ensure(Switchboard switchboard, DemoAgents agents, String sipDomain) {
        ensure(switchboard, ID, document());
        agents.settings()
                .forEach((name, settings) -> done(
                        switchboard,
                        new TenantCommand.Define(
                                ID, new Named(new Ref(Kind.AGENT, name), settings), Optional.empty(), "cordboard")));
        phones(switchboard, ID.value() + '.' + sipDomain);
        awaitDelivery(switchboard);
    }

    /** Each agent who has no phone for this realm has one, whose secret is the agent's name like the password. */
    private static void phones(Switchboard switchboard, String realm) {
        Optional<String> after = Optional.empty();
        do {
            var page = (TenantView.Items) found(switchboard, new TenantCommand.Browse(ID, Kind.AGENT, after, PAGE))
                    .view();
            for (TenantView.Item item : page.items()) {
                Ref agent = item.named().ref();
                var there = (TenantView.SipSecret) found(switchboard, new TenantCommand.LookSipSecret(ID, agent))
                        .view();
                if (there.kept()
                        .filter(kept -> kept.credentials().realm().equals(realm))
                        .isEmpty()) {
                    var credentials = SipCredentials.of(agent.name(), realm, agent.name());
                    done(switchboard, new TenantCommand.SetSipSecret(ID, agent, credentials, "cordboard"));
                }
            }
            after = page.next();
        } while (after.isPresent());
    }

    /** The same with another tenant. */
    static void ensure(Switchboard switchboard, TenantId tenant, TenantDocument document) {
        done(switchboard, new DirectoryCommand.Register(tenant, "Demo", "cordboard"));
        var summary = (TenantView.Summary)
                found(switchboard, new TenantCommand.Show(tenant)).view();
        if (summary.counts().getOrDefault(Kind.AGENT, 0) == 0) {
            done(switchboard, new TenantCommand.Import(tenant, document, Optional.empty(), "cordboard"));
            LOG.info("Tenant {} is there", tenant);
        }
    }

    /** An agent is somebody once the agent's entity knows what the tenant says of them. */
    private static void awaitDelivery(Switchboard switchboard) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (((TenantView.Summary)
                                found(switchboard, new TenantCommand.Show(ID)).view())
                        .undelivered()
                > 0) {
            if (Instant.now().isAfter(giveUp)) {
                throw new IllegalStateException(
                        "Expected the demo tenant's agents and queues to hear of it, but they did not");
            }
            pause();
        }
    }

    private static TenantDocument document() {
        try (var yaml = TenantYaml.class.getResourceAsStream(DOCUMENT)) {
            if (yaml == null) {
                throw new IllegalStateException("Expected " + DOCUMENT + " on the class path, but it is not there");
            }
            return switch (TenantYaml.read(new String(yaml.readAllBytes(), StandardCharsets.UTF_8))) {
                case Reading.Accepted(var document) -> document;
                case Reading.Refused(var problems) ->
                    throw new IllegalStateException("Expected a good " + DOCUMENT + ", but " + problems);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void done(Switchboard switchboard, Command command) {
        Reply reply = ask(switchboard, command);
        if (!(reply instanceof Reply.Done)) {
            throw new IllegalStateException("Expected the demo tenant to be made, but " + reply);
        }
    }

    private static Reply.Found found(Switchboard switchboard, Command command) {
        if (ask(switchboard, command) instanceof Reply.Found found) {
            return found;
        }
        throw new IllegalStateException("Expected an answer to " + command);
    }

    /** The first answers of a cluster that forms may take a while, and a tenant that was just registered is on its way. */
    private static Reply ask(Switchboard switchboard, Command command) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (true) {
            Reply reply = switchboard
                    .ask(command, ANSWER_WITHIN)
                    .toCompletableFuture()
                    .join();
            boolean later = reply instanceof Reply.Refused(_, var refusal, _)
                    && switch (refusal) {
                        case UNAVAILABLE, OVERLOADED, NOT_FOUND -> true;
                        default -> false;
                    };
            if (!later || Instant.now().isAfter(giveUp)) {
                return reply;
            }
            pause();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }
}
