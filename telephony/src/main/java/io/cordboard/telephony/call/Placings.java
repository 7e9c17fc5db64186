package io.cordboard.telephony.call;

import io.cordboard.telephony.sip.Outgoing;
import io.cordboard.telephony.sip.SipLeg;
import io.cordboard.telephony.sip.SipNode;
import io.cordboard.telephony.sip.SipSignal;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Places calls by the stack, which is started after whoever takes its calls. */
final class Placings implements CallDesk.Placing {

    private final CompletableFuture<SipNode> sip = new CompletableFuture<>();

    void by(SipNode node) {
        sip.complete(node);
    }

    @Override
    public SipLeg call(Outgoing call, Consumer<SipSignal> ears) {
        return sip.join().call(call, ears);
    }
}
