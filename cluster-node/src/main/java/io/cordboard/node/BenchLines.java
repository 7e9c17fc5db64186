package io.cordboard.node;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.line.NumberPattern;
import io.cordboard.routing.line.Outbound;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.line.SourceRange;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.NumberSettings;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TrunkSettings;
import io.cordboard.telephony.line.KnownHere;
import io.cordboard.telephony.line.LineIndex;
import io.cordboard.telephony.line.NumberEntry;
import io.cordboard.telephony.line.PhoneAccount;
import io.cordboard.telephony.line.TenantLines;
import io.cordboard.telephony.line.Trunk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lines of a benchmark: one trunk from this machine, every number of which is a queue's, and a phone for each agent. */
final class BenchLines extends KnownHere {

    private final Map<AgentId, PhoneAccount> phones;
    private final LineIndex index;

    BenchLines(QueueId queue, List<AgentId> agents) {
        TenantId tenant = queue.tenant();
        phones = agents.stream()
                .map(agent -> new PhoneAccount(
                        agent, agent.name(), true, SipCredentials.of(agent.name(), domain(tenant), agent.name())))
                .collect(Collectors.toMap(PhoneAccount::agent, Function.identity()));
        var trunk = new TrunkSettings(
                "Carrier",
                List.of(),
                Set.of(SourceRange.of("127.0.0.0/8")),
                Optional.empty(),
                TrunkSettings.DEFAULT_CODECS,
                10_000,
                List.of(),
                List.of(),
                TrunkSettings.DEFAULT_KEEP_ALIVE,
                Outbound.CLOSED);
        var number = new NumberSettings(new NumberPattern("*"), "Bench", Optional.of(queue.name()), Attributes.NONE);
        index = LineIndex.EMPTY.with(new TenantLines(
                tenant,
                List.of(new Trunk(tenant, "carrier", trunk, Optional.empty())),
                List.of(new NumberEntry(tenant, "all", number))));
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
