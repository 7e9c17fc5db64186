package io.cordboard.node.live;

import io.cordboard.node.api.Caller;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.node.api.ProblemException;
import io.cordboard.node.api.Role;
import io.cordboard.node.api.Wording;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Which command a client's order is: the same as over HTTP, within the caller's tenant and on the caller's behalf. */
final class Deeds {

    private final Caller caller;
    private final TenantId tenant;
    private final Predicate<InteractionId> carried;

    /** {@code carried}: what the caller, as an agent, has in hand. */
    Deeds(Caller caller, TenantId tenant, Predicate<InteractionId> carried) {
        this.caller = caller;
        this.tenant = tenant;
        this.carried = carried;
    }

    /** Fails with a problem where the caller may not, or names what cannot be. */
    Command command(ClientFrame.Deed deed) {
        return switch (deed) {
            case ClientFrame.SignIn _ -> new AgentCommand.SignIn(agent());
            case ClientFrame.SignOut f ->
                new AgentCommand.SignOut(
                        agent(),
                        f.data().flatMap(ClientFrame.SignOut.Data::reason).orElse("signed-out"));
            case ClientFrame.Ready _ -> new AgentCommand.BecomeReady(agent());
            case ClientFrame.NotReady f ->
                new AgentCommand.BecomeNotReady(agent(), f.data().reason());
            case ClientFrame.Accept f -> {
                OfferId offer = offer(f.data().offer());
                yield new InteractionCommand.Accept(offer.interaction(tenant), offer, agent());
            }
            case ClientFrame.Reject f -> {
                OfferId offer = offer(f.data().offer());
                yield new InteractionCommand.EndOffer(
                        offer.interaction(tenant),
                        offer,
                        agent(),
                        OfferOutcome.REJECTED,
                        f.data().reason().map(Deeds::rejection));
            }
            case ClientFrame.Say f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.Say(
                        on, messageId(f.data().messageId()), party(on), f.data().text());
            }
            case ClientFrame.Delivered f -> {
                InteractionId on = interaction(f.data().interaction());
                requireCarried(on);
                yield new InteractionCommand.Deliver(on, messageId(f.data().messageId()));
            }
            case ClientFrame.Typing f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.Typing(on, party(on), f.data().typing());
            }
            case ClientFrame.End f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.End(on, party(on));
            }
            case ClientFrame.WrapUp f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.WrapUp(
                        on, party(on), f.data().disposition(), f.data().notes());
            }
            case ClientFrame.Transfer f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.Transfer(
                        on,
                        party(on),
                        Problem.valueAt(
                                "/data/queue",
                                () -> new QueueId(tenant, f.data().queue())),
                        Problem.valueAt("/data/agent", () -> f.data().agent().map(name -> new AgentId(tenant, name))));
            }
            case ClientFrame.Requeue f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.Requeue(on, party(on));
            }
            case ClientFrame.Hold f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.Hold(on, party(on));
            }
            case ClientFrame.Unhold f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.Resume(on, party(on));
            }
            case ClientFrame.Consult f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.Consult(
                        on,
                        Problem.valueAt(
                                "/data/agent",
                                () -> new AgentId(tenant, f.data().agent())),
                        party(on));
            }
            case ClientFrame.EndConsult f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.EndConsult(on, party(on));
            }
            case ClientFrame.Conference f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.Confer(on, party(on));
            }
            case ClientFrame.HandOver f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.HandOver(on, party(on));
            }
            case ClientFrame.Monitor f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.Monitor(on, listener(), f.data().mode(), party(on));
            }
            case ClientFrame.EndMonitor f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.EndMonitor(on, party(on));
            }
            case ClientFrame.Digits f -> {
                InteractionId on = interaction(f.data().interaction());
                yield new InteractionCommand.SendDigits(
                        on, UUID.randomUUID().toString(), f.data().digits(), party(on));
            }
        };
    }

    /** As whom the caller acts: as its agent on what they carry, else as a supervisor if they are one. */
    private Party party(InteractionId on) {
        if (caller.agent().isPresent() && caller.is(Role.AGENT) && carried.test(on)) {
            return Party.agent(caller.agent().get());
        }
        return supervises(caller) ? Party.supervisor(caller.subject()) : Party.agent(agent());
    }

    private void requireCarried(InteractionId on) {
        if (!carried.test(on)) {
            throw Problem.of(ProblemCode.NOT_HELD, "Expected an interaction that the caller handles")
                    .exception();
        }
    }

    /** Who a supervisor is as an agent: listening needs a phone. */
    private AgentId listener() {
        if (!supervises(caller)) {
            throw forbidden();
        }
        return caller.agent()
                .orElseThrow(
                        () -> Problem.invalid("", "Expected a supervisor who is an agent, too, and so may have a phone")
                                .exception());
    }

    private AgentId agent() {
        return caller.agent().filter(_ -> caller.is(Role.AGENT)).orElseThrow(Deeds::forbidden);
    }

    /** Whether the caller sees the tenant at work. */
    static boolean supervises(Caller caller) {
        return caller.isAny(Role.SUPERVISOR, Role.ADMIN);
    }

    static ProblemException forbidden() {
        return Problem.of(ProblemCode.FORBIDDEN, "Expected a caller with a role that may do this")
                .exception();
    }

    private OfferId offer(String text) {
        return known(() -> {
            var offer = new OfferId(text);
            var _ = offer.interaction(tenant);
            return offer;
        });
    }

    private InteractionId interaction(String name) {
        return known(() -> new InteractionId(tenant, name));
    }

    private static String messageId(String id) {
        return Problem.valueAt("/data/messageId", () -> Wording.requireMessageId(id));
    }

    private static String rejection(String reason) {
        return Problem.valueAt("/data/reason", () -> Wording.requireRejection(reason));
    }

    /** What cannot be an id is as absent as what is not there. */
    private static <T> T known(Supplier<T> id) {
        try {
            return id.get();
        } catch (IllegalArgumentException e) {
            throw Problem.notFound().exception();
        }
    }
}
