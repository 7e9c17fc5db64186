package io.cordboard.telephony.sip;

import io.cordboard.routing.line.SipCredentials;
import io.cordboard.telephony.line.Flow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A call that we place.
 *
 * @param callId fixed by who places it, so that placing it twice makes one call
 * @param to the URI that rings, as it was registered
 * @param flow whereto it goes, whatever the URI says
 * @param fromUser who calls, as the phone shows it
 * @param fromName the same for people
 * @param trunk what is different over a trunk; absent for a phone
 * @param path RFC 3327: the proxies before a phone, the first first; it is called by them, as {@code to} says
 */
public record Outgoing(
        String callId,
        String to,
        Flow flow,
        String fromUser,
        String fromName,
        String fromHost,
        String sdp,
        Optional<OverTrunk> trunk,
        List<String> path) {

    public Outgoing {
        path = List.copyOf(path);
    }

    /** To a phone that is reached directly. */
    public Outgoing(
            String callId, String to, Flow flow, String fromUser, String fromName, String fromHost, String sdp) {
        this(callId, to, flow, fromUser, fromName, fromHost, sdp, Optional.empty());
    }

    /** Where no proxy is known. */
    public Outgoing(
            String callId,
            String to,
            Flow flow,
            String fromUser,
            String fromName,
            String fromHost,
            String sdp,
            Optional<OverTrunk> trunk) {
        this(callId, to, flow, fromUser, fromName, fromHost, sdp, trunk, List.of());
    }

    /**
     * Who calls, as carriers are told it.
     *
     * @param asserted the number that we vouch for (RFC 3325); absent, if there is none
     * @param withheld whether only the carrier may know (RFC 3323)
     * @param account how we prove who we are, if we are asked
     * @param silence how long nothing at all may come back
     */
    public record OverTrunk(
            Optional<String> asserted, boolean withheld, Optional<SipCredentials> account, Duration silence) {}
}
