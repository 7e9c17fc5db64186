package io.cordboard.telephony.call;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.LegRequest;
import io.cordboard.telephony.call.Asking.Failure;
import io.cordboard.telephony.call.Call.Line;
import io.cordboard.telephony.sip.SipSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rules of a call: one step of it. Used once. */
final class Turn {

    private final Call before;
    private final Map<OfferId, Asking> asked;
    private final List<Deed> deeds = new ArrayList<>();
    private Line line;
    private Optional<OfferId> served;
    private Optional<OfferId> party;
    private Optional<Call.Listener> listener;
    private Optional<Call.Outer> outer;
    private boolean guided;
    private boolean held;
    private int reports;
    private boolean admitted;

    Turn(Call before) {
        this.before = before;
        this.asked = new HashMap<>(before.asked());
        this.line = before.line();
        this.served = before.served();
        this.listener = before.listener();
        this.outer = before.outer();
        this.guided = before.guided();
        this.party = before.party();
        this.held = before.held();
        this.reports = before.reports();
        this.admitted = before.admitted();
    }

    Call.Step take(Happening happening) {
        switch (happening) {
            case Happening.Asked(var request) -> asked(request);
            case Happening.Reported(var report, var refusal) -> reported(report, refusal);
            case Happening.Guided(var report) -> {
                if (line != Line.GONE) {
                    report(report);
                }
            }
            case Happening.Customer(var signal) -> customer(signal);
            case Happening.Phone(var phone, var signal) -> phone(phone, signal);
            case Happening.Pressed(var phone, var digit) -> pressed(phone, digit);
            case Happening.Rung(var offer, var phones) -> rung(offer, phones);
            case Happening.NotRung(var offer) -> notRung(offer);
            case Happening.Silent(var phone) -> silent(phone);
            case Happening.HeardAgain(var phone) -> {
                if (phone.isEmpty() && line == Line.UP) {
                    deeds.add(new Deed.Presence(true));
                }
            }
            case Happening.Unheard(var phone, var status) -> unheard(phone, status);
            case Happening.Overdue(var offer, var limit) -> overdue(offer, limit);
            case Happening.Unrecorded(var recording, var why) ->
                report(new LegReport.RecordingFailed(before.id(), recording, why));
            case Happening.Destined(var phone, var to) -> destined(phone, to);
            case Happening.Forsaken _ -> forsaken();
        }
        var after = new Call(before.id(), line, asked, served, party, listener, outer, guided, held, reports, admitted);
        Scene scene = Scene.of(after);
        if (line != Line.GONE && !scene.equals(Scene.of(before))) {
            deeds.add(new Deed.Sound(scene));
        }
        if (line == Line.UP && happening instanceof Happening.Asked(LegRequest.Wait _)) {
            deeds.add(new Deed.Attend());
        }
        if (line == Line.GONE && reports == 0 && asked.isEmpty()) {
            deeds.add(new Deed.Finish());
        }
        return new Call.Step(after, List.copyOf(deeds));
    }

    /** Nobody can be told any more: everything ends here. */
    private void forsaken() {
        letGo(503, true);
        reports = 0;
    }

    private void report(LegReport report) {
        reports++;
        deeds.add(new Deed.Report(report));
    }

    // What routing says

    private void asked(LegRequest request) {
        switch (request) {
            case LegRequest.Wait _ -> {
                served = Optional.empty();
                guided = false;
                held = false;
                dropOuter();
                if (line == Line.INVITED) {
                    line = Line.UP;
                    deeds.add(new Deed.AnswerCustomer());
                }
            }
            case LegRequest.GuideBy r -> {
                if (line == Line.INVITED) {
                    line = Line.UP;
                    deeds.add(new Deed.AnswerCustomer());
                }
                if (line == Line.UP) {
                    guided = true;
                    deeds.add(new Deed.Guide(r.guide()));
                }
            }
            case LegRequest.Ring r -> {
                if (line != Line.GONE && !asked.containsKey(r.offer())) {
                    ring(Asking.of(r.offer(), r.agent()));
                }
            }
            case LegRequest.StopRinging r -> drop(r.offer());
            case LegRequest.Connect r -> {
                served = Optional.of(r.offer());
                party = party.filter(offer -> !offer.equals(r.offer()));
                take(r.offer(), r.agent());
            }
            case LegRequest.Join r -> {
                party = Optional.of(r.offer());
                take(r.offer(), r.agent());
            }
            case LegRequest.Listen r -> {
                listener = Optional.of(new Call.Listener(r.offer(), r.mode()));
                take(r.offer(), r.agent());
            }
            case LegRequest.Part r -> {
                party = party.filter(offer -> !offer.equals(r.offer()));
                listener = listener.filter(by -> !by.offer().equals(r.offer()));
                drop(r.offer());
            }
            case LegRequest.Detach r -> {
                served = Optional.empty();
                if (reports > 0) {
                    // Heard of before the answer to the report, perhaps, that the phone has sent the caller elsewhere.
                    answerReferral(r.offer(), 200);
                }
                drop(r.offer());
            }
            case LegRequest.Disconnect r -> {
                served = Optional.empty();
                letGo(status(r.reason()), false);
            }
            case LegRequest.Dial r -> {
                if (line == Line.UP) {
                    guided = false;
                    held = false;
                    outer = Optional.of(new Call.Outer(r.call(), false));
                    deeds.add(new Deed.Dial(r.call(), r.number(), r.callerId()));
                    deeds.add(new Deed.Limited(r.call(), Deed.Limit.RING));
                }
            }
            case LegRequest.Hold _ -> held = true;
            case LegRequest.Resume _ -> resume();
            case LegRequest.Press(var digits) -> {
                if (line == Line.UP) {
                    deeds.add(new Deed.Press(Optional.empty(), digits));
                }
            }
            // Nothing is told between two pieces of music yet.
            case LegRequest.Announce _ -> {}
            case LegRequest.Recording r -> deeds.add(new Deed.Recording(r));
            // Words, for those who read.
            case LegRequest.Show _, LegRequest.ShowDelivered _, LegRequest.ShowTyping _ -> {}
        }
    }

    /** The agent is in the call. */
    private void take(OfferId offer, AgentId agent) {
        Asking asking = asked.get(offer);
        if (line == Line.GONE) {
            return;
        }
        if (asking == null) {
            // Taken on the desktop, and no phone rings: it does now.
            ring(Asking.of(offer, agent));
        } else {
            join(asking);
        }
    }

    private boolean isTaken(OfferId offer) {
        return served.filter(offer::equals).isPresent()
                || party.filter(offer::equals).isPresent()
                || listens(offer);
    }

    private boolean listens(OfferId offer) {
        return listener.filter(by -> by.offer().equals(offer)).isPresent();
    }

    /** A phone that holds by itself takes back by itself. */
    private void resume() {
        held = false;
        served.map(asked::get)
                .filter(Asking::held)
                .ifPresent(owner -> report(new LegReport.Held(before.id(), owner.agent())));
    }

    private void ring(Asking asking) {
        asked.put(asking.offer(), asking);
        deeds.add(new Deed.Ring(asking.offer(), asking.agent(), isTaken(asking.offer())));
        deeds.add(new Deed.Limited(asking.offer(), Deed.Limit.RING));
    }

    private void join(Asking asking) {
        asking.talking().ifPresent(contact -> {
            asked.put(asking.offer(), asking.joined(asking.held()));
        });
    }

    private static int status(Optional<CloseReason> reason) {
        // RFC 3261 §21.4.18: the callee is there, but not to be had now; 603 would keep a carrier from trying
        // elsewhere.
        return reason.filter(CloseReason.ABANDONED::equals).isPresent() ? 487 : 480;
    }

    private void reported(LegReport report, Optional<Refusal> refusal) {
        reports = Math.max(0, reports - 1);
        switch (report) {
            case LegReport.Arrived _ -> {
                admitted = refusal.isEmpty();
                if (refusal.isPresent()) {
                    boolean again = refusal.get() == Refusal.OVERLOADED || refusal.get() == Refusal.UNAVAILABLE;
                    letGo(again ? 503 : 480, again);
                    if (refusal.get() == Refusal.UNAVAILABLE) {
                        // It may have been recorded all the same.
                        report(new LegReport.Left(before.id(), Party.CUSTOMER));
                    }
                } else if (line == Line.GONE) {
                    report(new LegReport.Left(before.id(), Party.CUSTOMER));
                }
            }
            case LegReport.Answered r -> {
                if (refusal.isPresent() && !isTaken(r.offer())) {
                    drop(r.offer());
                }
            }
            case LegReport.Left _, LegReport.AgentDropped _, LegReport.Led _, LegReport.OutsideEnded _ -> {
                if (refusal.filter(Refusal.UNAVAILABLE::equals).isPresent()
                        || refusal.filter(Refusal.OVERLOADED::equals).isPresent()) {
                    // Tried often enough: who has gone would be thought to be there, and the other wait for them; and
                    // whom a flow has led on would hear nothing.
                    forsaken();
                }
            }
            case LegReport.Transferred _, LegReport.HandedOver _, LegReport.SentOutside _ ->
                served.ifPresent(
                        offer -> answerReferral(offer, refusal.map(Turn::status).orElse(200)));
            default -> {}
        }
    }

    private static int status(Refusal refusal) {
        return switch (refusal) {
            case UNAVAILABLE, OVERLOADED -> 503;
            case INVALID -> 404;
            default -> 480;
        };
    }

    // What the customer's phone says

    private void customer(SipSignal signal) {
        switch (signal) {
            case SipSignal.HungUp _, SipSignal.Lost _ -> gone();
            case SipSignal.Offered(var sdp) -> deeds.add(new Deed.Agree(Optional.empty(), sdp));
            case SipSignal.Acknowledged(var sdp) ->
                sdp.ifPresent(answer -> deeds.add(new Deed.DescribeCustomer(answer)));
            case SipSignal.Pressed(var digit) -> pressed(Optional.empty(), digit);
            case SipSignal.Referred _ -> deeds.add(new Deed.AnswerReferral(Optional.empty(), 403));
            case SipSignal.Ringing _, SipSignal.Answered _, SipSignal.Refused _ -> {}
        }
    }

    private void gone() {
        if (line == Line.GONE) {
            return;
        }
        line = Line.GONE;
        dropAll();
        if (admitted) {
            report(new LegReport.Left(before.id(), Party.CUSTOMER));
        }
    }

    private void letGo(int status, boolean again) {
        dropAll();
        switch (line) {
            case INVITED -> deeds.add(new Deed.RefuseCustomer(status, again));
            case UP -> deeds.add(new Deed.HangUpCustomer());
            case GONE -> {}
        }
        line = Line.GONE;
    }

    private void dropAll() {
        dropOuter();
        Set.copyOf(asked.keySet()).forEach(this::drop);
    }

    /** Lets go of all phones of an offer. */
    private void drop(OfferId offer) {
        Asking asking = asked.remove(offer);
        if (asking != null) {
            asking.ringing().stream().sorted().forEach(contact -> deeds.add(new Deed.HangUp(asking.phone(contact))));
            asking.talking().ifPresent(contact -> deeds.add(new Deed.HangUp(asking.phone(contact))));
        }
    }

    // What becomes of who is outside

    private void dropOuter() {
        outer.ifPresent(there -> deeds.add(new Deed.HangUp(there.phone())));
        outer = Optional.empty();
    }

    private boolean isOuter(PhoneKey phone) {
        return outer.map(Call.Outer::phone).filter(phone::equals).isPresent();
    }

    private void outer(PhoneKey phone, SipSignal signal) {
        switch (signal) {
            case SipSignal.Answered(var sdp) -> {
                outer = Optional.of(new Call.Outer(phone.offer(), true));
                deeds.add(new Deed.Describe(phone, sdp));
                report(new LegReport.OutsideAnswered(before.id(), phone.offer()));
            }
            case SipSignal.Refused refused -> outerOver(TrunkCall.why(refused));
            case SipSignal.HungUp _ -> outerOver("hung-up");
            case SipSignal.Lost(var why) -> outerOver(why);
            case SipSignal.Offered(var sdp) -> deeds.add(new Deed.Agree(Optional.of(phone), sdp));
            case SipSignal.Referred _ -> deeds.add(new Deed.AnswerReferral(Optional.of(phone), 403));
            case SipSignal.Pressed(var digit) -> pressed(Optional.of(phone), digit);
            case SipSignal.Ringing _, SipSignal.Acknowledged _ -> {}
        }
    }

    private void outerOver(String why) {
        outer.ifPresent(there -> {
            if (there.talking()) {
                // Again: without it, it would seem that nobody had answered.
                report(new LegReport.OutsideAnswered(before.id(), there.call()));
            }
            report(new LegReport.OutsideEnded(before.id(), there.call(), why));
        });
        dropOuter();
    }

    // What agents' phones say

    private void rung(OfferId offer, int phones) {
        Asking asking = asked.get(offer);
        if (asking == null) {
            IntStream.range(0, phones).forEach(contact -> deeds.add(new Deed.HangUp(new PhoneKey(offer, contact))));
        } else if (phones == 0) {
            fail(asking, Failure.UNREACHABLE, "no-registration");
        } else {
            asked.put(
                    offer, asking.ringing(IntStream.range(0, phones).boxed().collect(Collectors.toUnmodifiableSet())));
        }
    }

    private void notRung(OfferId offer) {
        Asking asking = asked.remove(offer);
        if (asking != null && isTaken(offer)) {
            ring(asking);
        }
    }

    private void phone(PhoneKey phone, SipSignal signal) {
        if (isOuter(phone)) {
            outer(phone, signal);
            return;
        }
        Asking asking = asked.get(phone.offer());
        if (asking == null || !asking.ringing().contains(phone.contact()) && !asking.talks(phone)) {
            if (signal instanceof SipSignal.Answered) {
                deeds.add(new Deed.HangUp(phone));
            }
            return;
        }
        switch (signal) {
            case SipSignal.Ringing _ -> asked.put(phone.offer(), asking.rang(phone.contact()));
            case SipSignal.Answered(var sdp) -> answered(asking, phone, sdp);
            case SipSignal.Refused refused -> {
                boolean rang = asking.rang().contains(phone.contact());
                missed(asking, phone, Asking.failure(refused, rang), "sip-" + refused.status());
            }
            case SipSignal.HungUp _, SipSignal.Lost _ -> ended(asking, phone, signal instanceof SipSignal.Lost);
            case SipSignal.Offered(var sdp) -> offered(asking, phone, sdp);
            case SipSignal.Pressed(var digit) -> pressed(Optional.of(phone), digit);
            case SipSignal.Referred(var to) ->
                deeds.add(
                        owns(asking)
                                ? new Deed.LookUp(phone, asking.agent(), to)
                                : new Deed.AnswerReferral(Optional.of(phone), 403));
            case SipSignal.Acknowledged _ -> {}
        }
    }

    private boolean owns(Asking asking) {
        return asking.joined() && served.filter(asking.offer()::equals).isPresent();
    }

    /** Whom the owner consults already has the caller at once. */
    private void destined(PhoneKey phone, Destination to) {
        Asking asking = asked.get(phone.offer());
        if (asking == null || !asking.talks(phone)) {
            return;
        }
        switch (to) {
            case Destination.Nowhere(var status) -> deeds.add(new Deed.AnswerReferral(Optional.of(phone), status));
            case Destination.Routed _ when !owns(asking) -> deeds.add(new Deed.AnswerReferral(Optional.of(phone), 403));
            case Destination.Outside _
            when !owns(asking) -> deeds.add(new Deed.AnswerReferral(Optional.of(phone), 403));
            case Destination.Outside(var number) -> {
                deeds.add(new Deed.AnswerReferral(Optional.of(phone), 202));
                report(new LegReport.SentOutside(before.id(), Party.agent(asking.agent()), number));
            }
            case Destination.Routed(var queue, var agent) -> {
                deeds.add(new Deed.AnswerReferral(Optional.of(phone), 202));
                boolean consulted = party.map(asked::get)
                        .filter(there -> there.joined()
                                && agent.filter(there.agent()::equals).isPresent())
                        .isPresent();
                report(
                        consulted
                                ? new LegReport.HandedOver(before.id(), asking.agent())
                                : new LegReport.Transferred(before.id(), asking.agent(), queue, agent));
            }
        }
    }

    private void answerReferral(OfferId offer, int status) {
        Asking asking = asked.get(offer);
        if (asking != null) {
            asking.talking()
                    .ifPresent(
                            contact -> deeds.add(new Deed.AnswerReferral(Optional.of(asking.phone(contact)), status)));
        }
    }

    private void answered(Asking asking, PhoneKey phone, String sdp) {
        asking.ringing().stream()
                .filter(contact -> contact != phone.contact())
                .sorted()
                .forEach(contact -> deeds.add(new Deed.HangUp(asking.phone(contact))));
        Asking talking = asking.answered(phone.contact());
        asked.put(phone.offer(), talking);
        deeds.add(new Deed.Describe(phone, sdp));
        boolean taken = isTaken(phone.offer());
        if (taken) {
            join(talking);
        }
        if (!taken || listens(phone.offer())) {
            report(new LegReport.Answered(before.id(), phone.offer(), asking.agent()));
        }
        if (!taken) {
            deeds.add(new Deed.Limited(phone.offer(), Deed.Limit.JOIN));
        }
    }

    private void missed(Asking asking, PhoneKey phone, Failure because, String why) {
        deeds.add(new Deed.HangUp(phone));
        Asking fewer = asking.without(phone.contact(), because);
        if (fewer.ringing().isEmpty()) {
            fail(fewer, fewer.failure().orElse(because), why);
        } else {
            asked.put(phone.offer(), fewer);
        }
    }

    /** No phone of the offer is left. */
    private void fail(Asking asking, Failure because, String why) {
        asked.remove(asking.offer());
        report(
                isTaken(asking.offer()) && !listens(asking.offer())
                        ? new LegReport.AgentDropped(before.id(), asking.offer(), asking.agent())
                        : asking.report(before.id(), because, why));
    }

    private void ended(Asking asking, PhoneKey phone, boolean lost) {
        if (asking.ringing().contains(phone.contact())) {
            // It has never answered, so the others ring on.
            missed(asking, phone, Failure.UNREACHABLE, "lost");
            return;
        }
        deeds.add(new Deed.HangUp(phone));
        asked.remove(asking.offer());
        report(
                asking.joined() && !lost
                        ? new LegReport.Left(before.id(), Party.agent(asking.agent()))
                        : new LegReport.AgentDropped(before.id(), asking.offer(), asking.agent()));
    }

    private void offered(Asking asking, PhoneKey phone, String sdp) {
        deeds.add(new Deed.Agree(Optional.of(phone), sdp));
        boolean hold = Hold.asked(sdp);
        if (asking.joined() && hold != asking.held()) {
            asked.put(asking.offer(), asking.joined(hold));
            if (served.filter(asking.offer()::equals).isPresent()) {
                report(
                        hold
                                ? new LegReport.Held(before.id(), asking.agent())
                                : new LegReport.Resumed(before.id(), asking.agent()));
            }
        }
    }

    /** What the owner presses is for the customer; keys of the customer are for a flow, or for who is outside. */
    private void pressed(Optional<PhoneKey> phone, char digit) {
        if (phone.isEmpty() && served.isEmpty() && outer.isEmpty() && line == Line.UP) {
            deeds.add(new Deed.Key(digit));
        }
        outer.filter(Call.Outer::talking).map(Call.Outer::phone).ifPresent(there -> {
            if (phone.isEmpty()) {
                deeds.add(new Deed.Press(Optional.of(there), String.valueOf(digit)));
            } else if (phone.get().equals(there)) {
                deeds.add(new Deed.Press(Optional.empty(), String.valueOf(digit)));
            }
        });
        boolean owners = phone.filter(key -> served.filter(key.offer()::equals).isPresent())
                .map(key -> asked.get(key.offer()))
                .filter(Asking::joined)
                .isPresent();
        if (owners && !held && line == Line.UP) {
            deeds.add(new Deed.Press(Optional.empty(), String.valueOf(digit)));
        }
    }

    // What goes wrong

    private void silent(Optional<PhoneKey> phone) {
        if (phone.isEmpty()) {
            if (line == Line.UP) {
                deeds.add(new Deed.Presence(false));
            }
        } else if (isOuter(phone.get())) {
            outerOver("silent");
        } else {
            Asking asking = asked.get(phone.get().offer());
            if (asking != null && asking.talks(phone.get()) && !asking.held()) {
                ended(asking, phone.get(), true);
            }
        }
    }

    private void unheard(Optional<PhoneKey> phone, int status) {
        if (phone.isPresent() && isOuter(phone.get())) {
            outerOver("sip-" + status);
        } else if (phone.isPresent()) {
            Asking asking = asked.get(phone.get().offer());
            if (asking != null && asking.talks(phone.get())) {
                ended(asking, phone.get(), true);
            } else if (asking != null && asking.ringing().contains(phone.get().contact())) {
                missed(asking, phone.get(), Failure.UNREACHABLE, "sip-" + status);
            }
        } else if (line != Line.GONE) {
            boolean there = admitted;
            letGo(status, status == 503);
            if (there) {
                report(new LegReport.Left(before.id(), Party.CUSTOMER));
            }
        }
    }

    private void overdue(OfferId offer, Deed.Limit limit) {
        if (outer.filter(there -> there.call().equals(offer) && !there.talking())
                .isPresent()) {
            outerOver("no-answer");
        }
        Asking asking = asked.get(offer);
        if (asking == null) {
            return;
        }
        switch (limit) {
            case RING -> {
                if (asking.talking().isEmpty()) {
                    asking.ringing().forEach(contact -> deeds.add(new Deed.HangUp(asking.phone(contact))));
                    fail(asking, Failure.NO_ANSWER, "no-answer");
                }
            }
            case JOIN -> {
                if (!asking.joined()) {
                    asking.talking().ifPresent(contact -> ended(asking, asking.phone(contact), true));
                }
            }
        }
    }
}
