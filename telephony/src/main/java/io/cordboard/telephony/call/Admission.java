package io.cordboard.telephony.call;

import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.Legs;
import io.cordboard.routing.leg.Unplaced;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A call that may come in.
 *
 * @param queue where it goes; without one the tenant's classification says
 * @param caller as agents' phones show it
 * @param called the business that was called, as agents' phones show it
 */
record Admission(InteractionId id, Contact contact, Optional<QueueId> queue, Instant at, String caller, String called) {

    TenantId tenant() {
        return id.tenant();
    }

    /** What is reported, and stands for {@link Unplaced} too: the call itself does not care where it goes. */
    LegReport.Arrived arrived() {
        return LegReport.Arrived.inQueue(id, contact, queue.orElse(new QueueId(tenant(), "unplaced")), at);
    }

    CompletionStage<Reply> report(Legs legs) {
        return queue.isPresent()
                ? legs.report(arrived())
                : legs.report(
                        new Unplaced(id, contact, Optional.empty(), Map.of(), Optional.empty(), at, Optional.empty()));
    }
}
