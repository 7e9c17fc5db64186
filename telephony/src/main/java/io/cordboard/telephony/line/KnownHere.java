package io.cordboard.telephony.line;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.tenant.TenantId;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lines that are all known here. */
public abstract class KnownHere implements Lines {

    /** The trunks and numbers. */
    protected abstract LineIndex index();

    protected abstract Map<AgentId, PhoneAccount> phones();

    @Override
    public String baseDomain() {
        return "sip.localhost";
    }

    @Override
    public CompletionStage<Optional<PhoneAccount>> phone(AgentId agent) {
        return CompletableFuture.completedStage(Optional.ofNullable(phones().get(agent)));
    }

    @Override
    public CompletionStage<Arrival> arrival(InetAddress source, Optional<TenantId> domain, String dialled) {
        return CompletableFuture.completedStage(index().arrival(source, domain, dialled));
    }

    @Override
    public CompletionStage<Boolean> knows(InetAddress source) {
        return CompletableFuture.completedStage(index().knows(source));
    }

    @Override
    public CompletionStage<Optional<Trunk>> trunk(TenantId tenant, String user, InetAddress source) {
        return CompletableFuture.completedStage(index().of(tenant).flatMap(lines -> lines.trunk(user, source)));
    }

    @Override
    public CompletionStage<Optional<NumberEntry>> number(TenantId tenant, String dialled) {
        return CompletableFuture.completedStage(index().of(tenant).flatMap(lines -> lines.number(dialled)));
    }

    @Override
    public CompletionStage<List<Trunk>> trunks(TenantId tenant) {
        return CompletableFuture.completedStage(
                index().of(tenant).map(TenantLines::trunks).orElse(List.of()));
    }

    @Override
    public CompletionStage<List<Trunk>> trunks() {
        return CompletableFuture.completedStage(index().trunks());
    }
}
