package io.cordboard.telephony.sip;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.RequireHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what comes in to whom it concerns, and answers what concerns nobody. */
final class Traffic implements SipListenerExt {

    /** Who keeps agents' registrations. */
    @FunctionalInterface
    interface Registering {
        void register(Request request, ServerTransaction transaction);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);

    private final Desk desk;
    private final Flows flows;
    private final SipHandler handler;
    private final Registering registering;
    private volatile boolean closing;

    Traffic(Desk desk, Flows flows, SipHandler handler, Registering registering) {
        this.desk = desk;
        this.flows = flows;
        this.handler = handler;
        this.registering = registering;
    }

    /** From now on nobody new is let in. */
    void close() {
        closing = true;
    }

    @Override
    public void processRequest(RequestEvent received) {
        var event = new Incoming(desk.provider(), received);
        Request request = event.request();
        try {
            take(event, request);
        } catch (TransactionAlreadyExistsException e) {
            LOG.debug("Repeated: {}", request.getMethod());
        } catch (TransactionUnavailableException e) {
            // Something that each request must have is missing.
            refuse(event, Response.BAD_REQUEST);
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.warn("A {} could not be dealt with", request.getMethod(), e);
            refuse(event, Response.SERVER_INTERNAL_ERROR);
        }
    }

    private void take(Incoming event, Request request) throws SipException, ParseException, InvalidArgumentException {
        Optional<JainLeg> leg = leg(event.dialog());
        if (leg.isPresent()) {
            flows.learn(request);
        }
        switch (request.getMethod()) {
            case Request.ACK -> leg.ifPresent(known -> known.acknowledged(request));
            case Request.CANCEL -> cancel(event, request, leg);
            case Request.INVITE -> {
                if (leg.isPresent()) {
                    leg.get().asked(request, event.transaction());
                } else {
                    invite(event, request);
                }
            }
            case Request.REGISTER -> {
                if (required(event, request)) {
                    registering.register(request, event.transaction());
                }
            }
            case Request.OPTIONS -> {
                if (leg.isEmpty()) {
                    options(event, request);
                } else {
                    leg.get().asked(request, event.transaction());
                }
            }
            case Request.BYE, Request.UPDATE, Request.INFO, Request.PRACK, Request.REFER -> {
                if (leg.isPresent()) {
                    leg.get().asked(request, event.transaction());
                } else {
                    refuse(event, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
                }
            }
            // RFC 3261 §8.2.1: known, but not done here.
            case Request.SUBSCRIBE, Request.NOTIFY, Request.MESSAGE, Request.PUBLISH ->
                refuse(event, Response.METHOD_NOT_ALLOWED);
            default -> refuse(event, Response.NOT_IMPLEMENTED);
        }
    }

    private void invite(Incoming event, Request request) throws SipException, ParseException, InvalidArgumentException {
        var to = (ToHeader) request.getHeader(ToHeader.NAME);
        if (to.getTag() != null) {
            refuse(event, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        int refusal = refusal(request);
        if (refusal != 0) {
            refuse(event, refusal);
            return;
        }
        if (!required(event, request)) {
            return;
        }
        ServerTransaction transaction = event.transaction();
        Source source = Messages.source(request);
        var leg = new IncomingLeg(desk, source.transport(), transaction);
        if (SessionTimer.isTooShort(desk, request)) {
            leg.refuseTooShort();
            return;
        }
        if (!JainLeg.written(
                "100", () -> transaction.sendResponse(desk.messages().response(request, Response.TRYING)))) {
            // Whoever has called has gone with the connection.
            leg.hangUp();
            return;
        }
        try {
            handler.invited(Messages.invite(request), leg);
        } catch (RuntimeException e) {
            LOG.warn("An INVITE could not be dealt with", e);
            leg.refuse(Response.SERVER_INTERNAL_ERROR, Optional.empty());
        }
    }

    /** With which status an INVITE is refused at first sight; 0 for none. */
    private int refusal(Request request) {
        if (closing) {
            return Response.SERVICE_UNAVAILABLE;
        }
        if (!(request.getRequestURI() instanceof SipURI)
                && !(request.getRequestURI() instanceof javax.sip.address.TelURL)) {
            return Response.UNSUPPORTED_URI_SCHEME;
        }
        if (!(request.getHeader(ContactHeader.NAME) instanceof ContactHeader)) {
            // RFC 3261 §8.1.1.8
            return Response.BAD_REQUEST;
        }
        boolean described = request.getRawContent() != null && request.getRawContent().length > 0;
        return described && Messages.sdp(request).isEmpty() ? Response.UNSUPPORTED_MEDIA_TYPE : 0;
    }

    /** Whether we can do all that is required of us (RFC 3261 §8.2.2.3); if not, that is answered. */
    private boolean required(Incoming event, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        var unknown = new ArrayList<String>();
        for (var headers = request.getHeaders(RequireHeader.NAME); headers.hasNext(); ) {
            String tag = ((RequireHeader) headers.next()).getOptionTag();
            if (!Messages.EXTENSIONS.contains(tag)) {
                unknown.add(tag);
            }
        }
        if (unknown.isEmpty()) {
            return true;
        }
        Response response = desk.messages().response(request, Response.BAD_EXTENSION);
        response.setHeader(desk.messages().header("Unsupported", String.join(", ", unknown)));
        event.transaction().sendResponse(response);
        desk.observer().refused(request.getMethod(), Response.BAD_EXTENSION);
        return false;
    }

    private void cancel(Incoming event, Request request, Optional<JainLeg> leg) {
        ServerTransaction transaction = event.known();
        if (transaction == null || leg.isEmpty()) {
            refuse(event, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        JainLeg.written("200", () -> transaction.sendResponse(desk.messages().response(request, Response.OK)));
        if (leg.get() instanceof IncomingLeg incoming) {
            incoming.cancelled();
        }
    }

    private void options(Incoming event, Request request)
            throws SipException, ParseException, InvalidArgumentException {
        Response response = desk.messages().response(request, Response.OK);
        response.setHeader(desk.messages().header("Accept", Messages.SDP));
        response.setHeader(desk.messages().supported());
        event.transaction().sendResponse(response);
    }

    private void refuse(Incoming event, int status) {
        Request request = event.request();
        if (request.getMethod().equals(Request.ACK)) {
            return;
        }
        JainLeg.written(Integer.toString(status), () -> {
            Response response = desk.messages().response(request, status);
            if (status == Response.SERVICE_UNAVAILABLE) {
                response.setHeader(Messages.retryAfter(5));
            }
            try {
                event.transaction().sendResponse(response);
            } catch (TransactionUnavailableException e) {
                desk.provider().sendResponse(response);
            }
            desk.observer().refused(request.getMethod(), status);
        });
    }

    private static Optional<JainLeg> leg(@org.jspecify.annotations.Nullable Dialog dialog) {
        return dialog != null && dialog.getApplicationData() instanceof JainLeg leg
                ? Optional.of(leg)
                : Optional.empty();
    }

    private static Optional<JainLeg> leg(@org.jspecify.annotations.Nullable ClientTransaction transaction) {
        return transaction != null && transaction.getApplicationData() instanceof JainLeg leg
                ? Optional.of(leg)
                : transaction == null ? Optional.empty() : leg(transaction.getDialog());
    }

    @Override
    public void processResponse(ResponseEvent event) {
        try {
            if (event.getClientTransaction() != null
                    && event.getClientTransaction().getApplicationData() instanceof Probe probe) {
                if (event.getResponse().getStatusCode() >= 200) {
                    probe.answered(event.getResponse().getStatusCode());
                }
                return;
            }
            leg(event.getClientTransaction())
                    .or(() -> leg(event.getDialog()))
                    .ifPresentOrElse(leg -> leg.response(event), () -> unexpected(event));
        } catch (RuntimeException e) {
            LOG.warn("A response could not be dealt with", e);
        }
    }

    /** Nobody waits for it any more, or ever has; the stack may have begun a dialog for it all the same. */
    private void unexpected(ResponseEvent event) {
        Dialog dialog = event.getDialog();
        if (dialog == null) {
            return;
        }
        Response response = event.getResponse();
        int status = response.getStatusCode();
        var cseq = (CSeqHeader) response.getHeader(CSeqHeader.NAME);
        if (cseq.getMethod().equals(Request.INVITE)
                && status >= 200
                && status < 300
                && desk.placed().contains(dialog.getCallId().getCallId())) {
            JainLeg.acknowledge(dialog, cseq);
            JainLeg.bye(desk, dialog);
        } else {
            dialog.delete();
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()) {
            leg(event.getClientTransaction())
                    .ifPresent(
                            leg -> leg.unanswered(event.getClientTransaction().getRequest()));
        }
    }

    @Override
    public void processDialogTimeout(DialogTimeoutEvent event) {
        // Legs have timers of their own; that somebody listens here keeps the stack from deleting dialogs by itself.
        LOG.debug("The stack has missed something in a dialog: {}", event.getReason());
        Dialog dialog = event.getDialog();
        if (dialog != null && leg(dialog).isEmpty()) {
            dialog.delete();
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        // The transaction that could not write ends by its own timer, and says so.
        LOG.debug("No way to {}:{} over {}", event.getHost(), event.getPort(), event.getTransport());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // Whoever waits for it has a timer of their own.
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        leg(event.getDialog()).ifPresent(leg -> leg.forgotten(event.getDialog()));
    }
}
