package io.cordboard.telephony.line;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.tenant.TenantId;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where telephony learns what each tenant says of its telephone lines. A stage fails if that cannot be told now (503). Trunks and
 * numbers are at hand: their stages are completed as a rule, and nothing is looked up elsewhere for a call.
 */
public interface Lines {

    /** What follows the name of a tenant in its SIP domain: tenant {@code demo} is {@code demo.sip.localhost}. */
    String baseDomain();

    /** The domain of a tenant, which is the realm of its credentials too. */
    default String domain(TenantId tenant) {
        return tenant.value() + '.' + baseDomain();
    }

    /** The tenant of a domain, whether there is such a tenant or not; empty if the domain is not below the base. */
    default Optional<TenantId> tenantOf(String domain) {
        String end = '.' + baseDomain();
        if (!domain.regionMatches(true, domain.length() - end.length(), end, 0, end.length())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TenantId(domain.substring(0, domain.length() - end.length())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Empty if there is no such agent, or the agent has no phone secret for this realm. */
    CompletionStage<Optional<PhoneAccount>> phone(AgentId agent);

    /**
     * Whose a call is. The trunk is found by its source; where trunks of several tenants have the same, the domain that was called
     * decides, and else who alone has the number.
     *
     * @param source whence it came, of the last hop
     * @param domain whose domain was called (Request-URI), where it is one of a tenant
     * @param dialled the number as it came
     */
    CompletionStage<Arrival> arrival(InetAddress source, Optional<TenantId> domain, String dialled);

    /** Whether any trunk has calls from there. */
    CompletionStage<Boolean> knows(InetAddress source);

    /** The trunk whose other end is this digest user, if calls of it may come from there. The credentials are still to be verified. */
    CompletionStage<Optional<Trunk>> trunk(TenantId tenant, String user, InetAddress source);

    /** The number of the tenant that fits best. {@code dialled} is as the trunk's rules have written it. */
    CompletionStage<Optional<NumberEntry>> number(TenantId tenant, String dialled);

    /** The trunks over which a tenant can call, by name. */
    CompletionStage<List<Trunk>> trunks(TenantId tenant);

    /** The trunks of all tenants, whose peers are to be kept alive. */
    CompletionStage<List<Trunk>> trunks();
}
