package io.cordboard.telephony.call;

import io.cordboard.routing.interaction.OfferId;

/** One of an agent's phones that ring for an offer, the preferred first. */
record PhoneKey(OfferId offer, int contact) {

    /** Fixed by the offer, so that whoever rings for it again makes no second call (RFC 3261 §8.1.1.4). */
    String callId() {
        return offer.value() + "-" + contact;
    }
}
