package io.cordboard.node;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.KnownTenants;
import io.cordboard.persistence.journal.DatabaseLoop;
import io.cordboard.persistence.lines.LineTable;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.tenant.AgentSettings;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import io.cordboard.telephony.line.Arrival;
import io.cordboard.telephony.line.LineIndex;
import io.cordboard.telephony.line.Lines;
import io.cordboard.telephony.line.NumberEntry;
import io.cordboard.telephony.line.PhoneAccount;
import io.cordboard.telephony.line.TenantLines;
import io.cordboard.telephony.line.Trunk;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all tenants' configuration says of their lines. Trunks and numbers are followed in the table of lines and kept in an index; a
 * phone is asked of its tenant and remembered for some seconds.
 */
final class ConfiguredLines implements Lines, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredLines.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST_PHONES = 50_000;

    private final Entities entities;
    private final KnownTenants tenants;
    private final LineTable table;
    private final String baseDomain;
    private final Consumer<Arrival.Reason> refused;
    private final Cache<AgentId, Optional<PhoneAccount>> phones = Caffeine.newBuilder()
            .maximumSize(MOST_PHONES)
            .expireAfterWrite(FRESH)
            .build();
    private final KnownLines known;
    private final DatabaseLoop loop;
    private long followed;
    private boolean failing;
    private volatile @Nullable LineIndex index;

    private ConfiguredLines(Entities entities, LineTable table, String baseDomain, Consumer<Arrival.Reason> refused) {
        this.entities = entities;
        this.tenants = new KnownTenants(entities);
        this.table = table;
        this.baseDomain = baseDomain;
        this.refused = refused;
        this.known = new KnownLines(tenant -> tenant + '.' + baseDomain);
        this.loop = DatabaseLoop.start("telephone-lines", this::follow);
    }

    /** {@code refused} is told of each call from outside that is of no trunk. */
    static ConfiguredLines start(
            Entities entities, LineTable table, String baseDomain, Consumer<Arrival.Reason> refused) {
        return new ConfiguredLines(entities, table, baseDomain, refused);
    }

    /** Only the loop's thread comes here. */
    private Duration follow() {
        try {
            Set<TenantId> changed = new HashSet<>();
            followed = table.after(followed, change -> {
                known.apply(change);
                changed.add(change.tenant());
            });
            LineIndex next = index == null ? LineIndex.EMPTY : index;
            for (TenantId tenant : changed) {
                next = next.with(known.of(tenant));
            }
            index = next;
            failing = false;
        } catch (SQLException | RuntimeException e) {
            if (!failing) {
                LOG.warn("Telephone lines are not followed", e);
            }
            failing = true;
        }
        return POLL;
    }

    @Override
    public String baseDomain() {
        return baseDomain;
    }

    @Override
    public CompletionStage<Optional<PhoneAccount>> phone(AgentId agent) {
        Optional<PhoneAccount> remembered = phones.getIfPresent(agent);
        if (remembered != null) {
            return CompletableFuture.completedStage(remembered);
        }
        // Anybody can name any tenant.
        return tenants.exists(agent.tenant())
                .thenCompose(there -> there ? asked(agent) : CompletableFuture.completedStage(Optional.empty()))
                .thenApply(phone -> {
                    phones.put(agent, phone);
                    return phone;
                });
    }

    private CompletionStage<Optional<PhoneAccount>> asked(AgentId agent) {
        return entities.ask(new TenantCommand.LookSipSecret(agent.tenant(), new Ref(Kind.AGENT, agent.name())))
                .thenApply(reply -> switch (reply) {
                    case Reply.Found(_, _, TenantView.SipSecret secret) -> account(agent, secret);
                    case Reply.Refused refused when refused.refusal() == Refusal.NOT_FOUND -> Optional.empty();
                    default -> throw new IllegalStateException("Expected a phone, but got " + reply);
                });
    }

    private Optional<PhoneAccount> account(AgentId agent, TenantView.SipSecret secret) {
        return secret.kept()
                .filter(kept -> kept.credentials().realm().equals(domain(agent.tenant())))
                .filter(_ -> secret.holder().settings() instanceof AgentSettings)
                .map(kept -> {
                    var settings = (AgentSettings) secret.holder().settings();
                    return new PhoneAccount(agent, settings.displayName(), settings.phone(), kept.credentials());
                });
    }

    @Override
    public CompletionStage<Arrival> arrival(InetAddress source, Optional<TenantId> domain, String dialled) {
        return known(lines -> {
            Arrival arrival = lines.arrival(source, domain, dialled);
            if (arrival instanceof Arrival.Refused(var reason)) {
                refused.accept(reason);
            }
            return arrival;
        });
    }

    @Override
    public CompletionStage<Boolean> knows(InetAddress source) {
        return known(lines -> lines.knows(source));
    }

    @Override
    public CompletionStage<Optional<Trunk>> trunk(TenantId tenant, String user, InetAddress source) {
        return known(lines -> lines.of(tenant).flatMap(of -> of.trunk(user, source)));
    }

    @Override
    public CompletionStage<Optional<NumberEntry>> number(TenantId tenant, String dialled) {
        return known(lines -> lines.of(tenant).flatMap(of -> of.number(dialled)));
    }

    @Override
    public CompletionStage<List<Trunk>> trunks(TenantId tenant) {
        return known(lines -> lines.of(tenant).map(TenantLines::trunks).orElse(List.of()));
    }

    @Override
    public CompletionStage<List<Trunk>> trunks() {
        return known(LineIndex::trunks);
    }

    private <T> CompletionStage<T> known(Function<LineIndex, T> answer) {
        LineIndex now = index;
        return now == null
                ? CompletableFuture.failedStage(new IllegalStateException(
                        "Expected to know the telephone lines, but they are still being read"))
                : CompletableFuture.completedStage(answer.apply(now));
    }

    @Override
    public void close() {
        loop.end();
    }
}
