package io.cordboard.telephony.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.io.IOException;
import java.util.Set;
import javax.sip.SipStack;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Turns floods away before anything is kept for them. */
final class Valve implements SIPMessageValve {

    /** They end what is there, so they make room. */
    private static final Set<String> FREEING = Set.of(Request.ACK, Request.BYE, Request.CANCEL, Request.PRACK);

    private final Sources sources;
    private final Set<String> exempt;
    private final SipObserver observer;

    Valve(Sources sources, Set<String> exempt, SipObserver observer) {
        this.sources = sources;
        this.exempt = exempt;
        this.observer = observer;
    }

    @Override
    public boolean processRequest(SIPRequest request, MessageChannel channel) {
        String source = channel.getPeerAddress();
        if (FREEING.contains(request.getMethod()) || exempt.contains(source)) {
            return true;
        }
        return switch (sources.of(source)) {
            case TAKE -> true;
            case TELL -> {
                tell(request, channel);
                yield false;
            }
            case DROP -> {
                observer.flooded();
                yield false;
            }
        };
    }

    private void tell(SIPRequest request, MessageChannel channel) {
        observer.refused(request.getMethod(), Response.SERVICE_UNAVAILABLE);
        SIPResponse response = request.createResponse(Response.SERVICE_UNAVAILABLE);
        response.setHeader(Messages.retryAfter(1));
        try {
            channel.sendMessage(response);
        } catch (IOException e) {
            // Who floods and cannot be told is not told.
            observer.flooded();
        }
    }

    @Override
    public boolean processResponse(Response response, MessageChannel channel) {
        String source = channel.getPeerAddress();
        if (exempt.contains(source) || sources.of(source) == Sources.Verdict.TAKE) {
            return true;
        }
        observer.flooded();
        return false;
    }

    @Override
    public void init(SipStack stack) {
        // Nothing of the stack is needed.
    }

    @Override
    public void destroy() {
        // Nothing is held.
    }
}
