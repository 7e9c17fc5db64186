package io.cordboard.telephony.sip;

import java.util.Optional;

/**
 * Who calls whom, as an INVITE says it.
 *
 * @param callId with {@code fromTag} what tells this call from all others
 * @param from the user part of From
 * @param asserted the user part of the identity that the sender vouches for (RFC 3325), to be believed of trusted senders only
 * @param anonymous whether the caller wants not to be shown (RFC 3323)
 * @param dialled the user part of the Request-URI
 * @param host the host part of the Request-URI
 * @param sdp the caller's offer; empty if the caller wants ours
 */
public record Invite(
        String callId,
        String fromTag,
        String from,
        Optional<String> asserted,
        boolean anonymous,
        String dialled,
        String host,
        Source source,
        Optional<String> sdp) {}
