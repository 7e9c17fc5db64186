package io.cordboard.telephony.sip;

import io.cordboard.telephony.line.Flow;

/**
 * A call that we place.
 *
 * @param callId fixed by who places it, so that placing it twice makes one call
 * @param to the URI that rings, as it was registered
 * @param flow whereto it goes, whatever the URI says
 * @param fromUser who calls, as the phone shows it
 * @param fromName the same for people
 */
public record Outgoing(
        String callId, String to, Flow flow, String fromUser, String fromName, String fromHost, String sdp) {}
