package io.cordboard.telephony.call;

import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.Legs;
import io.cordboard.routing.leg.Unplaced;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.telephony.guide.Published;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A call that may come in.
 *
 * @param queue where it goes; with neither this nor a flow the tenant's classification says
 * @param flow what guides its caller first
 * @param caller as agents' phones show it
 * @param called the business that was called, as agents' phones show it
 */
record Admission(
        InteractionId id,
        Contact contact,
        Optional<QueueId> queue,
        Optional<Published> flow,
        Instant at,
        String caller,
        String called) {

    TenantId tenant() {
        return id.tenant();
    }

    /** The number that was called. */
    Optional<String> number() {
        return Optional.of(contact.attributes().json().path("called").asText()).filter(called -> !called.isEmpty());
    }

    /** What is reported, and stands for {@link Unplaced} too: the call itself does not care where it goes. */
    LegReport.Arrived arrived() {
        if (flow.isPresent()) {
            var person = new QueueId(tenant(), flow.get().flow().help().queue());
            return LegReport.Arrived.guided(id, contact, flow.get().guide(), person, at);
        }
        return LegReport.Arrived.inQueue(id, contact, queue.orElse(new QueueId(tenant(), "unplaced")), at);
    }

    CompletionStage<Reply> report(Legs legs) {
        return queue.isPresent() || flow.isPresent()
                ? legs.report(arrived())
                : legs.report(
                        new Unplaced(id, contact, Optional.empty(), Map.of(), Optional.empty(), at, Optional.empty()));
    }
}
