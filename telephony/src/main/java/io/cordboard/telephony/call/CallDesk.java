package io.cordboard.telephony.call;

import io.cordboard.routing.leg.Legs;
import io.cordboard.telephony.guide.Guides;
import io.cordboard.telephony.line.Lines;
import io.cordboard.telephony.line.Locations;
import io.cordboard.telephony.media.MediaServer;
import io.cordboard.telephony.recording.Recordings;
import io.cordboard.telephony.sip.Outgoing;
import io.cordboard.telephony.sip.SipLeg;
import io.cordboard.telephony.sip.SipSignal;
import java.time.Clock;
import java.util.function.Consumer;

/** What the calls of a node share. */
record CallDesk(
        Legs legs,
        CallSettings settings,
        Lines lines,
        Locations locations,
        MediaServer media,
        Recordings recordings,
        Placing placing,
        Outside outside,
        Channels channels,
        Guides guides,
        CallObserver observer,
        Clock clock) {

    /** Places a call to a phone. */
    @FunctionalInterface
    interface Placing {
        SipLeg call(Outgoing call, Consumer<SipSignal> ears);
    }
}
