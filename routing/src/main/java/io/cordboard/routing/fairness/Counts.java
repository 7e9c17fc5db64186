package io.cordboard.routing.fairness;

import java.time.Duration;

/**
 * What happened to contacts and offers in a time. All of it adds up over times that follow each other, save {@code longest}, which
 * compares contacts of one time.
 *
 * @param offers that were made
 * @param accepted offers that ended so, as the agent's own events say; and so on
 * @param answered contacts that became an agent's, as the contacts' own events say
 * @param skilled of these, those that asked for a skill themselves when they were answered
 * @param transferred contacts that were sent elsewhere while the agent had them, by whomever
 * @param finished contacts whose work ended, wrap-up included
 * @param longest of these, those whose handling was longer than that of four fifths of those finished in the queue
 * @param talk time with a contact from winning it until its customer had gone; contacts in hand at once count each
 * @param wrapUp time of work after that
 */
public record Counts(
        long offers,
        long accepted,
        long rejected,
        long busy,
        long missed,
        long unreachable,
        long rescinded,
        long answered,
        long skilled,
        long transferred,
        long finished,
        long longest,
        Duration talk,
        Duration wrapUp) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO);

    public Counts plus(Counts more) {
        return new Counts(
                offers + more.offers,
                accepted + more.accepted,
                rejected + more.rejected,
                busy + more.busy,
                missed + more.missed,
                unreachable + more.unreachable,
                rescinded + more.rescinded,
                answered + more.answered,
                skilled + more.skilled,
                transferred + more.transferred,
                finished + more.finished,
                longest + more.longest,
                talk.plus(more.talk),
                wrapUp.plus(more.wrapUp));
    }

    /** Talk and wrap-up. */
    public Duration handling() {
        return talk.plus(wrapUp);
    }
}
