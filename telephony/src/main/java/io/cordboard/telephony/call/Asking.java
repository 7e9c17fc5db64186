package io.cordboard.telephony.call;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.telephony.sip.SipSignal.Refused;
import java.util.Optional;
import java.util.Set;

/**
 * An agent who is asked by telephone, or talks: a phone of theirs has answered or some ring.
 *
 * @param ringing the phones that do, by number
 * @param rang those of them that have said so
 * @param talking the phone that has answered
 * @param joined whether it hears the customer
 * @param held whether the agent has put the customer on hold
 * @param failure the best that can be said of the phones that did not answer
 */
record Asking(
        OfferId offer,
        AgentId agent,
        Set<Integer> ringing,
        Set<Integer> rang,
        Optional<Integer> talking,
        boolean joined,
        boolean held,
        Optional<Failure> failure) {

    /** Why a phone did not answer, the one that says most of the agent last (ADR 0010, voice). */
    enum Failure {
        UNREACHABLE,
        NO_ANSWER,
        BUSY,
        DECLINED
    }

    static Asking of(OfferId offer, AgentId agent) {
        return new Asking(offer, agent, Set.of(), Set.of(), Optional.empty(), false, false, Optional.empty());
    }

    static Failure failure(Refused refused, boolean rang) {
        return switch (refused.status()) {
            case 486, 600 -> Failure.BUSY;
            case 603, 403 -> Failure.DECLINED;
            case 408 -> Failure.NO_ANSWER;
            case 480 -> rang ? Failure.NO_ANSWER : Failure.UNREACHABLE;
            default -> Failure.UNREACHABLE;
        };
    }

    /** What is reported of a phone that did not answer. */
    LegReport report(io.cordboard.routing.interaction.InteractionId call, Failure as, String why) {
        return switch (as) {
            case UNREACHABLE -> new LegReport.Unreachable(call, offer, agent, Optional.of(why));
            case NO_ANSWER -> new LegReport.NoAnswer(call, offer, agent);
            case BUSY -> new LegReport.Busy(call, offer, agent);
            case DECLINED -> new LegReport.Declined(call, offer, agent, Optional.of(why));
        };
    }

    PhoneKey phone(int contact) {
        return new PhoneKey(offer, contact);
    }

    boolean talks(PhoneKey phone) {
        return talking.filter(contact -> contact == phone.contact()).isPresent();
    }

    Asking ringing(Set<Integer> phones) {
        return new Asking(offer, agent, phones, rang, talking, joined, held, failure);
    }

    Asking rang(int contact) {
        return new Asking(offer, agent, ringing, plus(rang, contact), talking, joined, held, failure);
    }

    Asking without(int contact, Failure because) {
        var fewer = new java.util.HashSet<>(ringing);
        fewer.remove(contact);
        Failure best = failure.filter(known -> known.compareTo(because) > 0).orElse(because);
        return new Asking(offer, agent, Set.copyOf(fewer), rang, talking, joined, held, Optional.of(best));
    }

    Asking answered(int contact) {
        return new Asking(offer, agent, Set.of(), rang, Optional.of(contact), false, false, failure);
    }

    Asking joined(boolean hold) {
        return new Asking(offer, agent, ringing, rang, talking, true, hold, failure);
    }

    private static Set<Integer> plus(Set<Integer> set, int one) {
        var more = new java.util.HashSet<>(set);
        more.add(one);
        return Set.copyOf(more);
    }
}
