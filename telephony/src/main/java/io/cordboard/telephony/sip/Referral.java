package io.cordboard.telephony.sip;

/**
 * Whereto a peer sends the other side of its call (RFC 3515 Refer-To).
 *
 * @param user the user part, without escapes, or a telephone number
 * @param host the host part; empty for a telephone number
 * @param replaces whether it is to take the place of another dialog there (RFC 3891)
 */
public record Referral(String user, String host, boolean replaces) {}
