package io.cordboard.telephony.call;

import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.line.Transport;
import io.cordboard.telephony.line.Binding;
import io.cordboard.telephony.line.PhoneAccount;
import io.cordboard.telephony.sip.Outgoing;
import io.cordboard.telephony.sip.SipLeg;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;

/** The agents' phones of one call. Used by one actor, which is told what becomes of them. */
final class Phones {

    /** The description with which a phone is to be called is there. */
    record Offered(PhoneKey phone, Binding binding, String sdp) {}

    private record Found(Optional<PhoneAccount> account, List<Binding> bindings) {}

    private final CallDesk desk;
    private final Admission call;
    private final Parties parties;
    private final ActorRef actor;
    private final Map<PhoneKey, SipLeg> legs = new HashMap<>();

    Phones(CallDesk desk, Admission call, Parties parties, ActorRef actor) {
        this.desk = desk;
        this.call = call;
        this.parties = parties;
        this.actor = actor;
    }

    Optional<SipLeg> leg(PhoneKey phone) {
        return Optional.ofNullable(legs.get(phone));
    }

    void ring(Deed.Ring ring) {
        desk.lines()
                .phone(ring.agent())
                .thenCombine(desk.locations().of(ring.agent()), Found::new)
                .whenComplete((found, failure) -> {
                    if (failure != null) {
                        tell(new Happening.Rung(ring.offer(), 0));
                    } else if (!ring.taken()
                            && found.account()
                                    .filter(account -> !account.rung())
                                    .isPresent()) {
                        tell(new Happening.NotRung(ring.offer()));
                    } else {
                        // Whose secret was taken away has no phone any more, whatever is still registered.
                        ring(ring.offer(), found.account().isPresent() ? reachable(found.bindings()) : List.of());
                    }
                });
    }

    /** A phone behind a connection is reached by the node that has the connection, and by no other. */
    private List<Binding> reachable(List<Binding> bindings) {
        return bindings.stream()
                .filter(binding -> binding.flow().connection().isEmpty()
                        || binding.flow().node().equals(desk.locations().node()))
                .limit(desk.settings().phonesPerOffer())
                .toList();
    }

    private void ring(OfferId offer, List<Binding> bindings) {
        desk.observer().rung(call.tenant(), bindings.isEmpty() ? "no-registration" : "rung");
        tell(new Happening.Rung(offer, bindings.size()));
        for (int i = 0; i < bindings.size(); i++) {
            tell(new Offering(new PhoneKey(offer, i), bindings.get(i)));
        }
    }

    /** A phone to be offered a description; handled by the actor, who owns the room. */
    record Offering(PhoneKey phone, Binding binding) {}

    void offer(Offering offering) {
        Transport transport = offering.binding().flow().transport();
        parties.offer(offering.phone(), transport).whenComplete((sdp, failure) -> {
            if (failure == null) {
                tell(new Offered(offering.phone(), offering.binding(), sdp));
            } else {
                tell(new Happening.Unheard(Optional.of(offering.phone()), Parties.status(failure)));
            }
        });
    }

    /** @param wanted whether it is still to ring */
    void offered(Offered offered, boolean wanted) {
        PhoneKey phone = offered.phone();
        if (!wanted) {
            parties.remove(phone);
            return;
        }
        var outgoing = new Outgoing(
                phone.callId(),
                offered.binding().contact(),
                offered.binding().flow(),
                call.caller(),
                call.called(),
                desk.lines().domain(call.tenant()),
                offered.sdp(),
                Optional.empty(),
                offered.binding().path());
        legs.put(phone, desk.placing().call(outgoing, signal -> tell(new Happening.Phone(phone, signal))));
    }

    /** The description with which a number outside is to be called is there. */
    record Dialled(Deed.Dial dial, String sdp) {}

    void dial(Deed.Dial dial) {
        parties.offer(dial.phone(), Transport.UDP).whenComplete((sdp, failure) -> {
            if (failure == null) {
                tell(new Dialled(dial, sdp));
            } else {
                tell(new Happening.Unheard(Optional.of(dial.phone()), Parties.status(failure)));
            }
        });
    }

    /** @param wanted whether the number is still to be called */
    void dialled(Dialled dialled, boolean wanted) {
        Deed.Dial dial = dialled.dial();
        PhoneKey phone = dial.phone();
        if (!wanted) {
            parties.remove(phone);
            return;
        }
        // Who calls is the business that was called, unless somebody has said otherwise.
        var order = new Outside.Order(
                call.tenant(),
                dial.number(),
                dial.callerId().or(call::number),
                call.called(),
                phone.callId(),
                dialled.sdp());
        legs.put(phone, desk.outside().call(order, signal -> tell(new Happening.Phone(phone, signal))));
    }

    void hangUp(PhoneKey phone) {
        SipLeg leg = legs.remove(phone);
        if (leg != null) {
            leg.hangUp();
        }
        parties.remove(phone);
    }

    void close() {
        legs.values().forEach(SipLeg::hangUp);
        legs.clear();
    }

    private void tell(Object message) {
        actor.tell(message, ActorRef.noSender());
    }
}
