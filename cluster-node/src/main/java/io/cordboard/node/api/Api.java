package io.cordboard.node.api;

import io.cordboard.node.api.agent.AgentExplanations;
import io.cordboard.node.api.agent.AgentStates;
import io.cordboard.node.api.agent.Colleagues;
import io.cordboard.node.api.agent.OutsideWorks;
import io.cordboard.node.api.cluster.ClusterStatus;
import io.cordboard.node.api.cluster.Documents;
import io.cordboard.node.api.cluster.Health;
import io.cordboard.node.api.cluster.HealthCheck;
import io.cordboard.node.api.feed.Events;
import io.cordboard.node.api.feed.Feed;
import io.cordboard.node.api.interaction.Explanations;
import io.cordboard.node.api.interaction.InteractionActions;
import io.cordboard.node.api.interaction.InteractionList;
import io.cordboard.node.api.interaction.Interactions;
import io.cordboard.node.api.interaction.Messages;
import io.cordboard.node.api.interaction.Offers;
import io.cordboard.node.api.queue.QueueStates;
import io.cordboard.node.api.queue.Trials;
import io.cordboard.node.api.report.FairnessReports;
import io.cordboard.node.api.security.ApiKeys;
import io.cordboard.node.api.security.Credentials;
import io.cordboard.node.api.security.DemoUsers;
import io.cordboard.node.api.security.Identity;
import io.cordboard.node.api.security.SecuritySettings;
import io.cordboard.node.api.security.SigningKeys;
import io.cordboard.node.api.security.TenantSubjects;
import io.cordboard.node.api.tenant.Classifications;
import io.cordboard.node.api.tenant.Configuration;
import io.cordboard.node.api.tenant.Definitions;
import io.cordboard.node.api.tenant.Flows;
import io.cordboard.node.api.tenant.Keys;
import io.cordboard.node.api.tenant.LineSecrets;
import io.cordboard.node.api.tenant.Policies;
import io.cordboard.node.api.tenant.TenantRegister;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.fairness.Fairness;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.leg.Legs;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.Hindsight;
import io.cordboard.routing.router.TrialReport;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.telephony.sip.SipSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;

/** The API as a whole: what it is made of, which operations it has, and how it is started. */
public final class Api {

    /**
     * What the node's wiring gives the API.
     *
     * @param signingKeys the same on all nodes of the cluster
     */
    public record Parts(
            ActorSystem system,
            Switchboard switchboard,
            Clock clock,
            ApiSettings settings,
            SecuritySettings security,
            SigningKeys signingKeys,
            ApiKeys apiKeys,
            Readings readings) {

        /** A node that has routing and nothing to read from beside it. */
        public Parts(
                ActorSystem system,
                Switchboard switchboard,
                Clock clock,
                ApiSettings settings,
                SecuritySettings security,
                SigningKeys signingKeys,
                ApiKeys apiKeys) {
            this(system, switchboard, clock, settings, security, signingKeys, apiKeys, Readings.none(system));
        }

        public Entities entities() {
            return new Entities(switchboard, settings.commandTimeout());
        }

        /** Where a thread may wait. */
        Executor blocking() {
            return system.dispatchers().lookup("pekko.actor.default-blocking-io-dispatcher");
        }

        public Credentials credentials() {
            return new Credentials(security, signingKeys, apiKeys, new TenantSubjects(entities()), clock, blocking());
        }
    }

    /**
     * What is read beside the entities.
     *
     * @param checks what the node needs beside its cluster, for readiness
     */
    public record Readings(
            History history,
            InteractionList interactions,
            Feed feed,
            Catalogue catalogue,
            Past past,
            List<HealthCheck> checks) {
        public Readings {
            checks = List.copyOf(checks);
        }

        /** Every reader is told that it is unavailable, and any word is a disposition. */
        static Readings none(ActorSystem system) {
            return new Readings(
                    new History((_, _, _) -> Source.failed(unavailable()), system),
                    (_, _, _, _) -> CompletableFuture.failedFuture(unavailable()),
                    Feed.none(),
                    Catalogue.open(),
                    noPast(),
                    List.of());
        }

        private static Past noPast() {
            return new Past() {
                @Override
                public CompletionStage<Optional<Hindsight.OfInteraction>> interaction(InteractionId id, Instant at) {
                    return CompletableFuture.failedFuture(unavailable());
                }

                @Override
                public CompletionStage<Optional<Hindsight.OfInteraction>> interactionBefore(
                        InteractionId id, OfferId offer) {
                    return CompletableFuture.failedFuture(unavailable());
                }

                @Override
                public CompletionStage<TrialReport> trial(QueueId queue, Instant from, Instant to, Duration within) {
                    return CompletableFuture.failedFuture(unavailable());
                }

                @Override
                public CompletionStage<Optional<Hindsight.OfAgent>> agent(AgentId id, Instant at) {
                    return CompletableFuture.failedFuture(unavailable());
                }

                @Override
                public CompletionStage<Fairness> fairness(
                        TenantId tenant, Instant from, Instant until, Optional<QueueId> queue, Optional<Team> team) {
                    return CompletableFuture.failedFuture(unavailable());
                }
            };
        }

        private static ProblemException unavailable() {
            return Problem.of(ProblemCode.UNAVAILABLE, "Expected a node with views, but this one has none")
                    .exception();
        }
    }

    private Api() {}

    /** The table of this package's operations and {@code others}: those of channels, configuration and live updates. */
    @SafeVarargs
    public static Endpoints endpoints(Parts parts, Collection<Endpoint>... others) {
        Entities entities = parts.entities();
        Readings readings = parts.readings();
        var health = new Health(parts.system(), readings.checks());
        var all = new ArrayList<Endpoint>();
        all.addAll(new DemoUsers(parts.security(), parts.signingKeys(), parts.clock()).endpoints());
        all.addAll(Identity.endpoints());
        var legs = new Legs(parts.switchboard(), parts.settings().commandTimeout());
        all.addAll(new Interactions(entities, legs, readings.history(), readings.interactions(), parts.clock())
                .endpoints());
        all.addAll(new InteractionActions(entities, legs, readings.catalogue(), parts.clock()).endpoints());
        all.addAll(new Messages(entities, readings.history()).endpoints());
        all.addAll(new Explanations(entities, readings.history(), readings.past(), parts.clock()).endpoints());
        all.addAll(new Offers(entities).endpoints());
        all.addAll(new AgentStates(entities, readings.catalogue()).endpoints());
        all.addAll(new AgentExplanations(entities, readings.past(), parts.clock()).endpoints());
        all.addAll(new OutsideWorks(entities).endpoints());
        all.addAll(new FairnessReports(readings.past(), parts.clock()).endpoints());
        all.addAll(new Colleagues(entities).endpoints());
        all.addAll(new QueueStates(entities).endpoints());
        all.addAll(new Trials(entities, readings.past(), parts.clock()).endpoints());
        all.addAll(new TenantRegister(entities).endpoints());
        all.addAll(new Definitions(entities).endpoints());
        all.addAll(new Policies(entities).endpoints());
        all.addAll(new Flows(entities).endpoints());
        all.addAll(new Classifications(entities).endpoints());
        all.addAll(new Keys(entities).endpoints());
        var sip = SipSettings.of(parts.system().settings().config());
        all.addAll(new LineSecrets(entities, sip.domain(), sip.registering().tokenLife(), parts.clock()).endpoints());
        all.addAll(new Configuration(entities, parts.blocking()).endpoints());
        all.addAll(new Events(readings.feed(), parts.system(), parts.clock()).endpoints());
        all.addAll(health.endpoints());
        all.addAll(new ClusterStatus(parts.system(), health).endpoints());
        all.addAll(new Documents(Documents.present("openapi.yaml", "asyncapi.yaml")).endpoints());
        for (Collection<Endpoint> other : others) {
            all.addAll(other);
        }
        return Endpoints.of(all);
    }

    public static CompletionStage<ApiServer> start(Parts parts, Endpoints endpoints) {
        return start(parts, endpoints, HttpObserver.NONE);
    }

    public static CompletionStage<ApiServer> start(Parts parts, Endpoints endpoints, HttpObserver observer) {
        return ApiServer.start(parts.system(), parts.settings(), endpoints, parts.credentials(), observer);
    }
}
