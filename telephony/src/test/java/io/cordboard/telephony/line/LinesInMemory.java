package io.cordboard.telephony.line;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lines as a test says. */
public final class LinesInMemory extends KnownHere {

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
    protected LineIndex index() {
        return index;
    }

    @Override
    protected Map<AgentId, PhoneAccount> phones() {
        return phones;
    }
}
