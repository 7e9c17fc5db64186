package io.cordboard.telephony.media.embedded;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What offer and answer have agreed with a party.
 *
 * @param types the codecs by payload type, the one to send in first
 * @param eventType the payload type of telephone events, or -1
 * @param ownEventType what we had offered for them, and so take, too (RFC 3264 §5.1)
 * @param framesEach how many frames of 20 ms we put into a packet
 * @param remote where the party says that it takes RTP
 * @param remoteControl where it takes RTCP
 * @param mux whether RTCP shares RTP's port (RFC 5761)
 * @param send whether the party takes what we would send
 * @param receive whether the party may send
 */
record Agreed(
        List<Type> types,
        int eventType,
        int ownEventType,
        int framesEach,
        InetSocketAddress remote,
        InetSocketAddress remoteControl,
        boolean mux,
        boolean send,
        boolean receive) {

    record Type(int number, Codec codec) {}

    Agreed {
        types = List.copyOf(types);
    }

    /** With one payload type of telephone events for both directions. */
    Agreed(
            List<Type> types,
            int eventType,
            int framesEach,
            InetSocketAddress remote,
            InetSocketAddress remoteControl,
            boolean mux,
            boolean send,
            boolean receive) {
        this(types, eventType, eventType, framesEach, remote, remoteControl, mux, send, receive);
    }

    Agreed afterOfferOfEvents(int offered) {
        return new Agreed(types, eventType, offered, framesEach, remote, remoteControl, mux, send, receive);
    }

    boolean isEvent(int type) {
        return eventType >= 0 && (type == eventType || type == ownEventType);
    }
}
