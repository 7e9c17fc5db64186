package io.cordboard.telephony.call;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.LocalName;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.telephony.call.Destination.Nowhere;
import io.cordboard.telephony.call.Destination.Routed;
import io.cordboard.telephony.guide.Dialled;
import io.cordboard.telephony.line.Lines;
import io.cordboard.telephony.sip.Referral;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** What the addresses mean to which agents' phones send their customers: an agent, a number of the tenant, or a queue by name. */
final class Destinations {

    /** No agent has such a name. */
    private static final String QUEUE = "queue=";

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9*#]+");

    private final CallDesk desk;
    private final InteractionId call;

    Destinations(CallDesk desk, InteractionId call) {
        this.desk = desk;
        this.call = call;
    }

    CompletionStage<Destination> of(Referral to) {
        if (to.replaces()) {
            // The phone has one dialog with us, and none that could be replaced.
            return nowhere(603);
        }
        Lines lines = desk.lines();
        TenantId tenant = call.tenant();
        if (!to.host().isEmpty() && !to.host().equalsIgnoreCase(lines.domain(tenant))) {
            return nowhere(403);
        }
        String user = to.user();
        if (user.startsWith(QUEUE)) {
            String name = user.substring(QUEUE.length());
            return LocalName.isOne(name) ? queue(new QueueId(tenant, name)) : nowhere(404);
        }
        if (to.host().isEmpty() || !LocalName.isOne(user)) {
            return number(user);
        }
        AgentId agent = new AgentId(tenant, user);
        return lines.phone(agent).thenCompose(phone -> phone.isPresent() ? through(agent) : number(user));
    }

    /** The way to an agent is through the queue in which the call is. */
    private CompletionStage<Destination> through(AgentId agent) {
        return desk.legs()
                .show(call)
                .thenApply(reply -> reply instanceof Reply.Found(_, _, InteractionView view)
                                && view.queue().isPresent()
                        ? new Routed(view.queue().get(), Optional.of(agent))
                        : new Nowhere(503));
    }

    private CompletionStage<Destination> queue(QueueId queue) {
        return desk.legs()
                .has(queue)
                .thenApply(there -> there ? new Routed(queue, Optional.empty()) : new Nowhere(404));
    }

    private CompletionStage<Destination> number(String dialled) {
        if (!NUMBER.matcher(dialled).matches()) {
            return nowhere(404);
        }
        return desk.lines()
                .number(call.tenant(), dialled)
                .thenApply(number -> number.isPresent()
                        ? number.flatMap(entry -> entry.settings().queue())
                                .<Destination>map(
                                        queue -> new Routed(new QueueId(call.tenant(), queue), Optional.empty()))
                                .orElseGet(() -> new Nowhere(403))
                        : Dialled.number(dialled)
                                .<Destination>map(Destination.Outside::new)
                                .orElseGet(() -> new Nowhere(404)));
    }

    private static CompletionStage<Destination> nowhere(int status) {
        return CompletableFuture.completedStage(new Nowhere(status));
    }
}
