package io.cordboard.routing.tenant;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Snapshot;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.tenant.TenantEvent.ClassificationPublished;
import io.cordboard.routing.tenant.TenantEvent.Configured;
import io.cordboard.routing.tenant.TenantEvent.Created;
import io.cordboard.routing.tenant.TenantEvent.Delivered;
import io.cordboard.routing.tenant.TenantEvent.KeyIssued;
import io.cordboard.routing.tenant.TenantEvent.KeyRevoked;
import io.cordboard.routing.tenant.TenantEvent.PolicyPublished;
import io.cordboard.routing.tenant.TenantEvent.PolicyRemoved;
import io.cordboard.routing.tenant.TenantEvent.Renamed;
import io.cordboard.routing.tenant.TenantEvent.SipSecretRemoved;
import io.cordboard.routing.tenant.TenantEvent.SipSecretSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A tenant that exists.
 *
 * @param seq how many events there have been; the number of the last one
 * @param renamed the number of the event that last named it
 * @param changed the number of the event that last changed what its document says; keys and deliveries do not
 */
record Founded(
        TenantId tenant,
        String displayName,
        Instant created,
        long seq,
        long renamed,
        long changed,
        Catalogue catalogue,
        Keys keys,
        SipSecrets secrets,
        Delivery delivery)
        implements TenantState {

    static Founded by(Created e) {
        return new Founded(
                e.tenant(),
                e.displayName(),
                e.at(),
                1,
                1,
                1,
                Catalogue.EMPTY,
                Keys.NONE,
                SipSecrets.NONE,
                Delivery.NONE);
    }

    @Override
    public Decision<TenantEvent> decide(TenantCommand command, Instant now) {
        return switch (command) {
            case TenantCommand.Create _, TenantCommand.Wake _, TenantCommand.Watch _ -> unchanged();
            case TenantCommand.Rename c -> rename(c, now);
            case TenantCommand.Define c -> define(c, now);
            case TenantCommand.Remove c -> remove(c, now);
            case TenantCommand.PublishPolicy c -> publish(c, now);
            case TenantCommand.PublishClassification c -> publish(c, now);
            case TenantCommand.IssueKey c -> issue(c, now);
            case TenantCommand.RevokeKey c ->
                keys.find(c.key())
                        .filter(ApiKey::live)
                        .<Decision<TenantEvent>>map(_ -> accept(new KeyRevoked(c.key(), c.by(), now)))
                        .orElseGet(Decision::unchanged);
            case TenantCommand.SetSipSecret c -> secrets.decide(catalogue, c, now);
            case TenantCommand.RemoveSipSecret c -> secrets.decide(c, now);
            case TenantCommand.Import c -> imported(c, now);
            case TenantCommand.Plan c ->
                switch (new ImportPlan(this, c.document(), "", now).make()) {
                    case ImportPlan.Made(var events) -> new Decision.Shown<>(Views.planned(events));
                    case ImportPlan.Wrong(var message) -> refuse(Refusal.INVALID, message);
                };
            case TenantCommand.Show _,
                    TenantCommand.Export _,
                    TenantCommand.Look _,
                    TenantCommand.Browse _,
                    TenantCommand.FindAgent _,
                    TenantCommand.LookPolicy _,
                    TenantCommand.BrowsePolicies _,
                    TenantCommand.BrowseVersions _,
                    TenantCommand.LookFlow _,
                    TenantCommand.BrowseFlowVersions _,
                    TenantCommand.LookClassification _,
                    TenantCommand.Classify _,
                    TenantCommand.LookKey _,
                    TenantCommand.LookSipSecret _,
                    TenantCommand.BrowseKeys _ -> Views.of(this, command);
        };
    }

    private Decision<TenantEvent> rename(TenantCommand.Rename c, Instant now) {
        if (c.displayName().equals(displayName)) {
            return unchanged();
        }
        return Checks.displayName(c.displayName())
                .map(wrong -> new Checks.Objection(Refusal.INVALID, wrong))
                .or(() -> Checks.seen("the tenant's name", renamed, c.expected()))
                .<Decision<TenantEvent>>map(Founded::refused)
                .orElseGet(() -> accept(new Renamed(c.displayName(), c.by(), now)));
    }

    private Decision<TenantEvent> define(TenantCommand.Define c, Instant now) {
        Ref ref = c.named().ref();
        if (catalogue
                .find(ref)
                .filter(entry -> entry.settings().equals(c.named().settings()))
                .isPresent()) {
            return unchanged();
        }
        return Checks.seen(ref.toString(), catalogue.revision(ref), c.expected())
                .or(() -> Checks.define(catalogue, c.named()))
                .<Decision<TenantEvent>>map(Founded::refused)
                .orElseGet(() -> accept(new Configured(List.of(c.named()), List.of(), c.by(), now)));
    }

    private Decision<TenantEvent> remove(TenantCommand.Remove c, Instant now) {
        if (!catalogue.has(c.target())) {
            return unchanged();
        }
        return Checks.seen(c.target().toString(), catalogue.revision(c.target()), c.expected())
                .or(() -> Checks.remove(catalogue, c.target()))
                .<Decision<TenantEvent>>map(Founded::refused)
                .orElseGet(() -> {
                    List<TenantEvent> events = new ArrayList<>(revoked(c.target(), c.by(), now));
                    events.add(
                            c.target().kind() == Kind.POLICY
                                    ? new PolicyRemoved(c.target().name(), c.by(), now)
                                    : new Configured(List.of(), List.of(c.target()), c.by(), now));
                    return accept(events);
                });
    }

    /** A key that speaks for an agent goes with the agent. */
    private List<TenantEvent> revoked(Ref gone, String by, Instant now) {
        return gone.kind() == Kind.AGENT
                ? keys.of(gone.name()).stream()
                        .sorted()
                        .<TenantEvent>map(key -> new KeyRevoked(key, by, now))
                        .toList()
                : List.of();
    }

    private Decision<TenantEvent> publish(TenantCommand.PublishPolicy c, Instant now) {
        PolicyLine line = catalogue.line(c.policy());
        if (line.latest()
                .filter(latest -> latest.document().equals(c.document()))
                .isPresent()) {
            return unchanged();
        }
        Ref ref = new Ref(Kind.POLICY, c.policy());
        return Checks.seen(ref.toString(), catalogue.revision(ref), c.expected())
                .or(() -> Checks.publish(catalogue, ref, c.document()))
                .<Decision<TenantEvent>>map(Founded::refused)
                .orElseGet(() -> accept(new PolicyPublished(
                        c.policy(),
                        line.last() + 1,
                        c.document(),
                        line.surplus(catalogue.pinned(c.policy())),
                        c.by(),
                        now)));
    }

    private Decision<TenantEvent> publish(TenantCommand.PublishClassification c, Instant now) {
        Optional<ClassificationVersion> latest = catalogue.classification().latest();
        if (latest.filter(version -> version.document().equals(c.document())).isPresent()) {
            return unchanged();
        }
        long revision = latest.map(ClassificationVersion::revision).orElse(0L);
        return Checks.seen("the classification", revision, c.expected())
                .or(() -> Checks.publish(catalogue, c.document()))
                .<Decision<TenantEvent>>map(Founded::refused)
                .orElseGet(() -> accept(
                        new ClassificationPublished(catalogue.classification().last() + 1, c.document(), c.by(), now)));
    }

    private Decision<TenantEvent> issue(TenantCommand.IssueKey c, Instant now) {
        ApiKey key;
        try {
            key = new ApiKey(c.key(), c.role(), c.label(), c.agent(), c.hash(), c.by(), now, Optional.empty());
        } catch (IllegalArgumentException wrong) {
            return refuse(Refusal.INVALID, String.valueOf(wrong.getMessage()));
        }
        Optional<ApiKey> known = keys.find(c.key());
        if (known.isPresent()) {
            return known.get().hash().equals(c.hash())
                    ? unchanged()
                    : refuse(Refusal.ALREADY_EXISTS, "Expected a new key id, but there is a key '" + c.key() + "'");
        }
        if (c.agent()
                .filter(agent -> !catalogue.has(new Ref(Kind.AGENT, agent)))
                .isPresent()) {
            return refuse(Refusal.INVALID, "Expected agent '" + c.agent().get() + "' to be there, but it is not");
        }
        if (keys.live() >= Keys.LIVE) {
            return refuse(Refusal.LIMIT, "Expected at most " + Keys.LIVE + " keys in use, but there are so many");
        }
        return accept(new KeyIssued(key, keys.surplus(), now));
    }

    private Decision<TenantEvent> imported(TenantCommand.Import c, Instant now) {
        return switch (new ImportPlan(this, c.document(), c.by(), now).make()) {
            case ImportPlan.Made(var events) when events.isEmpty() -> unchanged();
            case ImportPlan.Made(var events) ->
                Checks.seen("the tenant", changed, c.expected())
                        .<Decision<TenantEvent>>map(Founded::refused)
                        .orElseGet(() -> accept(events));
            case ImportPlan.Wrong(var message) -> refuse(Refusal.INVALID, message);
        };
    }

    private static Decision<TenantEvent> refused(Checks.Objection objection) {
        return refuse(objection.refusal(), objection.message());
    }

    @Override
    public Founded apply(TenantEvent event) {
        long number = seq + 1;
        return switch (event) {
            case Created _ -> with(number, catalogue, delivery);
            case Renamed e ->
                new Founded(
                        tenant, e.displayName(), created, number, number, number, catalogue, keys, secrets, delivery);
            case Configured e -> configured(e, number);
            case PolicyPublished e -> published(e, number);
            case PolicyRemoved e ->
                with(
                        number,
                        catalogue.with(e.policy(), catalogue.line(e.policy()).removed()),
                        delivery);
            case ClassificationPublished e ->
                with(
                        number,
                        catalogue.with(catalogue
                                .classification()
                                .plus(new ClassificationVersion(e.version(), e.document(), e.by(), e.at(), number))),
                        delivery);
            case KeyIssued e -> with(number, keys.issued(e.key(), e.forgotten()));
            case KeyRevoked e -> with(number, keys.revoked(e));
            case SipSecretSet e -> with(number, secrets.with(e));
            case SipSecretRemoved e -> with(number, secrets.without(List.of(e.holder())));
            case Delivered e -> with(number, delivery.minus(e.agents(), e.queues()));
        };
    }

    private Founded configured(Configured e, long number) {
        Catalogue configured = catalogue;
        Delivery owed = delivery;
        for (Named named : e.defined()) {
            configured = configured.defined(named, number);
            if (named.settings() instanceof FlowSettings(var flow)) {
                String name = named.ref().name();
                var version = new FlowVersion(Math.toIntExact(number), flow, e.by(), e.at());
                configured = configured.with(name, catalogue.flow(name).plus(version));
            }
            owed = told(named.ref().kind()) ? owed.plus(named.ref(), number) : owed;
        }
        for (Ref ref : e.removed()) {
            configured = configured.removed(ref);
            owed = told(ref.kind()) ? owed.plus(ref, number) : owed;
        }
        return new Founded(
                tenant,
                displayName,
                created,
                number,
                renamed,
                number,
                configured,
                keys,
                secrets.without(e.removed()),
                owed);
    }

    private Founded published(PolicyPublished e, long number) {
        var version = new PolicyVersion(e.version(), e.document(), e.by(), e.at(), number);
        Catalogue configured =
                catalogue.with(e.policy(), catalogue.line(e.policy()).plus(version, e.forgotten()));
        Delivery owed = delivery;
        for (var queue : configured.queues().toList()) {
            if (queue.settings().deciding().stream().anyMatch(choice -> choice.followsLatestOf(e.policy()))) {
                owed = owed.plus(new Ref(Kind.QUEUE, queue.name()), number);
            }
        }
        return with(number, configured, owed);
    }

    private static boolean told(Kind kind) {
        return kind == Kind.AGENT || kind == Kind.QUEUE;
    }

    private Founded with(long number, Catalogue newCatalogue, Delivery newDelivery) {
        return new Founded(
                tenant, displayName, created, number, renamed, number, newCatalogue, keys, secrets, newDelivery);
    }

    private Founded with(long number, Keys newKeys) {
        return new Founded(
                tenant, displayName, created, number, renamed, changed, catalogue, newKeys, secrets, delivery);
    }

    private Founded with(long number, SipSecrets newSecrets) {
        return new Founded(
                tenant, displayName, created, number, renamed, changed, catalogue, keys, newSecrets, delivery);
    }

    private Founded with(long number, Delivery newDelivery) {
        return new Founded(
                tenant, displayName, created, number, renamed, changed, catalogue, keys, secrets, newDelivery);
    }

    @Override
    public List<Command> debts() {
        return delivery.commands(tenant, catalogue);
    }

    @Override
    public List<TenantEvent> settled(Instant now) {
        Set<String> agents = delivery.window(Kind.AGENT);
        Set<String> queues = delivery.window(Kind.QUEUE);
        return agents.isEmpty() && queues.isEmpty() ? List.of() : List.of(new Delivered(agents, queues, now));
    }

    /** One agent or queue that cannot be reached must not keep the others from what is new. */
    @Override
    public List<TenantEvent> settledInPart(List<Command> answered, Instant now) {
        Set<String> agents = new TreeSet<>();
        Set<String> queues = new TreeSet<>();
        for (Command each : answered) {
            switch (each) {
                case AgentCommand agent -> agents.add(agent.agent().name());
                case QueueCommand queue -> queues.add(queue.queue().name());
                default -> {}
            }
        }
        return answered.isEmpty() ? List.of() : List.of(new Delivered(agents, queues, now));
    }

    @Override
    public boolean dormant() {
        return delivery.open().isEmpty();
    }

    @Override
    public Snapshot snapshot() {
        return TenantSnapshot.of(this);
    }
}
