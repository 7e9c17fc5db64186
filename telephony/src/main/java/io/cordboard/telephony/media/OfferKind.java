package io.cordboard.telephony.media;

/** How media travels that is offered. */
public enum OfferKind {
    /** RTP/AVP: telephones and trunks. */
    PLAIN,
    /** ICE and DTLS-SRTP (RFC 8827): browsers. */
    WEBRTC
}
