package io.cordboard.node;

import io.cordboard.node.api.Entities;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Guide;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import io.cordboard.telephony.guide.Flows;
import io.cordboard.telephony.guide.Published;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The flows that callers are guided by, as their tenants publish them. */
record TenantFlows(Entities entities) implements Flows {

    @Override
    public CompletionStage<Optional<Published>> current(TenantId tenant, String flow) {
        return entities.ask(new TenantCommand.LookFlow(tenant, flow, Optional.empty()))
                .thenApply(reply -> switch (reply) {
                    case Reply.Found(_, _, TenantView.FlowText(var name, var version, _)) ->
                        Optional.of(new Published(new Guide(name, version.version()), version.document()));
                    case Reply.Refused refused when refused.refusal() == Refusal.NOT_FOUND -> Optional.empty();
                    case Reply.Found _, Reply.Refused _, Reply.Done _ ->
                        throw new IllegalStateException(
                                "Expected flow " + flow + " of " + tenant + ", but got " + reply);
                });
    }
}
