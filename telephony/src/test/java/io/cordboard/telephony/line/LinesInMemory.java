package io.cordboard.telephony.line;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.tenant.TenantId;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Lines as a test says. */
public final class LinesInMemory implements Lines {

    private final Map<AgentId, PhoneAccount> phones = new ConcurrentHashMap<>();
    private volatile LineIndex index = LineIndex.EMPTY;

    public LinesInMemory has(PhoneAccount phone) {
        phones.put(phone.agent(), phone);
        return this;
    }

    /** These are the trunks and numbers of the tenant from now on. */
    public LinesInMemory has(TenantId tenant, List<Trunk> trunks, List<NumberEntry> numbers) {
        index = index.with(new TenantLines(tenant, trunks, numbers));
        return this;
    }

    @Override
    public String baseDomain() {
        return "sip.localhost";
    }

    @Override
    public CompletionStage<Optional<PhoneAccount>> phone(AgentId agent) {
        return CompletableFuture.completedStage(Optional.ofNullable(phones.get(agent)));
    }

    @Override
    public CompletionStage<Arrival> arrival(InetAddress source, Optional<TenantId> domain, String dialled) {
        return CompletableFuture.completedStage(index.arrival(source, domain, dialled));
    }

    @Override
    public CompletionStage<Boolean> knows(InetAddress source) {
        return CompletableFuture.completedStage(index.knows(source));
    }

    @Override
    public CompletionStage<Optional<Trunk>> trunk(TenantId tenant, String user, InetAddress source) {
        return CompletableFuture.completedStage(index.of(tenant).flatMap(lines -> lines.trunk(user, source)));
    }

    @Override
    public CompletionStage<Optional<NumberEntry>> number(TenantId tenant, String dialled) {
        return CompletableFuture.completedStage(index.of(tenant).flatMap(lines -> lines.number(dialled)));
    }

    @Override
    public CompletionStage<List<Trunk>> trunks(TenantId tenant) {
        return CompletableFuture.completedStage(
                index.of(tenant).map(TenantLines::trunks).orElse(List.of()));
    }

    @Override
    public CompletionStage<List<Trunk>> trunks() {
        return CompletableFuture.completedStage(index.trunks());
    }
}
