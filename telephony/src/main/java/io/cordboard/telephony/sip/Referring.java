package io.cordboard.telephony.sip;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.ReferToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** The REFERs of one dialog, one at a time, and the subscriptions that they bring (RFC 3515). */
final class Referring {

    /** What is left to be told, and until when that stays so. */
    private static final String ACTIVE = "active;expires=60";

    private static final String OVER = "terminated;reason=noresource";

    /** @param answered whether it has been accepted, so that the peer waits for a NOTIFY */
    private record Open(ServerTransaction transaction, boolean answered) {

        Request request() {
            return transaction.getRequest();
        }

        /** RFC 4488: the peer does not want to be notified. */
        boolean isSilent() {
            return Messages.text(request(), "Refer-Sub").orElse("").startsWith("false");
        }
    }

    private final JainLeg leg;
    private final AtomicReference<@Nullable Open> open = new AtomicReference<>();

    Referring(JainLeg leg) {
        this.leg = leg;
    }

    void asked(Request request, ServerTransaction transaction) {
        int refusal = refusal(request);
        if (refusal != 0) {
            leg.answer(request, transaction, refusal);
        } else if (open.compareAndSet(null, new Open(transaction, false))) {
            leg.tell(new SipSignal.Referred(referral(uri(request))));
        } else {
            leg.answer(request, transaction, Response.REQUEST_PENDING);
        }
    }

    private int refusal(Request request) {
        if (leg.isOver()) {
            return Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST;
        }
        if (request.getHeader(ReferToHeader.NAME) == null) {
            // RFC 3515 §2.4.2
            return Response.BAD_REQUEST;
        }
        return switch (uri(request)) {
            case SipURI sip
            when sip.getMethodParam() != null && !sip.getMethodParam().equalsIgnoreCase(Request.INVITE) ->
                Response.FORBIDDEN;
            case SipURI _, TelURL _ -> 0;
            case null, default -> Response.UNSUPPORTED_URI_SCHEME;
        };
    }

    private static @Nullable URI uri(Request request) {
        return request.getHeader(ReferToHeader.NAME) instanceof ReferToHeader to && to.getAddress() != null
                ? to.getAddress().getURI()
                : null;
    }

    private static Referral referral(@Nullable URI uri) {
        return uri instanceof SipURI sip
                ? new Referral(Messages.unescaped(Messages.user(sip)), sip.getHost(), sip.getHeader("Replaces") != null)
                : new Referral(uri == null ? "" : Messages.user(uri), "", false);
    }

    /** The first word answers the REFER, the second is its end. */
    void answer(int status) {
        Open there = open.get();
        if (there == null) {
            return;
        }
        if (there.answered()) {
            open.set(null);
            tell(there, status, OVER);
        } else if (status != Response.ACCEPTED) {
            open.set(null);
            leg.answer(there.request(), there.transaction(), status);
        } else {
            open.set(there.isSilent() ? null : new Open(there.transaction(), true));
            accept(there);
        }
    }

    private void accept(Open referral) {
        JainLeg.written("202", () -> {
            Response response = leg.desk.messages().response(referral.request(), Response.ACCEPTED);
            response.setHeader(leg.desk.messages().contact(leg.transport));
            if (referral.isSilent()) {
                response.setHeader(leg.desk.messages().header("Refer-Sub", "false"));
            }
            referral.transaction().sendResponse(response);
        });
        if (!referral.isSilent()) {
            // RFC 3515 §2.4.4: one at once.
            tell(referral, Response.TRYING, ACTIVE);
        }
    }

    private void tell(Open referral, int status, String state) {
        Dialog dialog = leg.dialog();
        if (dialog != null) {
            JainLeg.written(
                    "NOTIFY",
                    () -> dialog.sendRequest(leg.desk
                            .provider()
                            .getNewClientTransaction(notification(dialog, referral, status, state))));
        }
    }

    private Request notification(Dialog dialog, Open referral, int status, String state)
            throws SipException, ParseException, InvalidArgumentException {
        Messages messages = leg.desk.messages();
        Request notify = dialog.createRequest(Request.NOTIFY);
        var cseq = (CSeqHeader) referral.request().getHeader(CSeqHeader.NAME);
        notify.setHeader(messages.contact(leg.transport));
        notify.setHeader(messages.header("Event", "refer;id=" + cseq.getSeqNumber()));
        notify.setHeader(messages.header("Subscription-State", state));
        ContentTypeHeader type = messages.headers.createContentTypeHeader("message", "sipfrag");
        type.setParameter("version", "2.0");
        String line = messages.response(referral.request(), status).getReasonPhrase();
        notify.setContent(("SIP/2.0 " + status + ' ' + line + "\r\n").getBytes(StandardCharsets.UTF_8), type);
        return notify;
    }

    /** The dialog is about to be ended by us. */
    void close() {
        answer(Response.REQUEST_TERMINATED);
    }

    /** The dialog is over: nobody is notified any more. */
    void end() {
        Open there = open.getAndSet(null);
        if (there != null && !there.answered()) {
            leg.answer(there.request(), there.transaction(), Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        }
    }
}
