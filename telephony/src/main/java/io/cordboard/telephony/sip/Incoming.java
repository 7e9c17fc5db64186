package io.cordboard.telephony.sip;

import javax.sip.Dialog;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** A request that has come in. Its transaction is made once, and only if it is needed. */
final class Incoming {

    private final SipProvider provider;
    private final RequestEvent event;
    private @Nullable ServerTransaction transaction;

    Incoming(SipProvider provider, RequestEvent event) {
        this.provider = provider;
        this.event = event;
        this.transaction = event.getServerTransaction();
    }

    Request request() {
        return event.getRequest();
    }

    @Nullable
    Dialog dialog() {
        return event.getDialog();
    }

    /** That of the INVITE, if this is the CANCEL of one that is there. */
    @Nullable
    ServerTransaction known() {
        return transaction;
    }

    ServerTransaction transaction() throws SipException {
        ServerTransaction there = transaction;
        if (there == null) {
            there = provider.getNewServerTransaction(event.getRequest());
            transaction = there;
        }
        return there;
    }

    void answer(Response response) throws SipException, javax.sip.InvalidArgumentException {
        transaction().sendResponse(response);
    }
}
