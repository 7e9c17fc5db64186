package io.cordboard.telephony.sip;

import io.cordboard.routing.line.Transport;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both ends of a dialog have in common: what happens in it once it is there, and its end. Called on the stack's threads with
 * what comes, and on any with what is to be done; so what both touch is atomic.
 */
abstract sealed class JainLeg implements SipLeg permits IncomingLeg, OutgoingLeg {

    /** What goes wrong when something is written to a peer. */
    @FunctionalInterface
    interface Writing {
        void run() throws SipException, ParseException, InvalidArgumentException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(JainLeg.class);

    final Desk desk;
    final Transport transport;
    final SessionTimer session;
    final Referring referring;

    private final Deque<SipSignal> early = new ArrayDeque<>();
    private @Nullable Consumer<SipSignal> ears;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicReference<@Nullable ServerTransaction> offered = new AtomicReference<>();
    private volatile Optional<String> described = Optional.empty();
    private volatile @Nullable Dialog dialog;

    JainLeg(Desk desk, Transport transport) {
        this.desk = desk;
        this.transport = transport;
        this.session = new SessionTimer(desk, this::refresh, () -> lose("session-expired"));
        this.referring = new Referring(this);
        desk.begun();
    }

    // Who listens

    @Override
    public void follow(Consumer<SipSignal> listener) {
        synchronized (early) {
            ears = listener;
            early.forEach(listener);
            early.clear();
        }
    }

    void tell(SipSignal signal) {
        synchronized (early) {
            if (ears == null) {
                early.add(signal);
            } else {
                ears.accept(signal);
            }
        }
    }

    // The dialog

    @Nullable
    Dialog dialog() {
        return dialog;
    }

    void in(Dialog of) {
        dialog = of;
        of.setApplicationData(this);
    }

    boolean isOver() {
        return over.get();
    }

    /** Nothing more is told of it; false if that was so. */
    boolean end() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        session.stop();
        referring.end();
        desk.ended();
        return true;
    }

    void bye() {
        Dialog of = dialog;
        referring.close();
        if (of != null) {
            bye(of);
        }
    }

    final void bye(Dialog of) {
        bye(desk, of);
    }

    static void bye(Desk desk, Dialog of) {
        if (!written("BYE", () -> {
            ClientTransaction bye = desk.provider().getNewClientTransaction(of.createRequest(Request.BYE));
            of.sendRequest(bye);
        })) {
            of.delete();
        }
    }

    /** Whether it could be written; if not, the peer is not there or does not speak SIP, and its silence will be noticed. */
    static boolean written(String what, Writing writing) {
        try {
            writing.run();
            return true;
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.info("A {} could not be written: {}", what, e.toString());
            return false;
        }
    }

    /** What we describe ourselves as from now on; asked without an offer, we offer the same again. */
    void describe(Response response, String sdp) throws ParseException {
        desk.messages().describe(response, sdp);
        described = Optional.of(sdp);
    }

    void described(String sdp) {
        described = Optional.of(sdp);
    }

    // What the peer asks within the dialog

    void asked(Request request, ServerTransaction transaction) {
        switch (request.getMethod()) {
            case Request.BYE -> {
                answer(request, transaction, Response.OK);
                if (end()) {
                    tell(new SipSignal.HungUp());
                }
            }
            case Request.INVITE, Request.UPDATE -> offer(request, transaction);
            case Request.INFO -> {
                answer(request, transaction, Response.OK);
                Digits.in(request).ifPresent(digit -> tell(new SipSignal.Pressed(digit)));
            }
            case Request.OPTIONS -> answer(request, transaction, Response.OK);
            case Request.REFER -> referring.asked(request, transaction);
            case Request.PRACK -> {
                answer(request, transaction, Response.OK);
                acknowledgedProvisional();
            }
            default ->
                answer(
                        request,
                        transaction,
                        Messages.METHODS.contains(request.getMethod())
                                ? Response.METHOD_NOT_ALLOWED
                                : Response.NOT_IMPLEMENTED);
        }
    }

    void acknowledgedProvisional() {}

    private void offer(Request request, ServerTransaction transaction) {
        Optional<String> sdp = Messages.sdp(request);
        if (isOver()) {
            answer(request, transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        } else if (SessionTimer.isTooShort(desk, request)) {
            written("422", () -> transaction.sendResponse(SessionTimer.tooShort(desk, request)));
        } else if (request.getRawContent() != null && request.getRawContent().length > 0 && sdp.isEmpty()) {
            answer(request, transaction, Response.UNSUPPORTED_MEDIA_TYPE);
        } else if (sdp.isEmpty()) {
            Optional<String> same = request.getMethod().equals(Request.INVITE) ? described : Optional.empty();
            agree(request, transaction, same);
        } else if (offered.compareAndSet(null, transaction)) {
            tell(new SipSignal.Offered(sdp.get()));
        } else {
            // RFC 3261 §14.2, RFC 3311 §5.2: one offer at a time.
            answer(request, transaction, Response.REQUEST_PENDING);
        }
    }

    @Override
    public void accept(String sdp) {
        ServerTransaction transaction = offered.getAndSet(null);
        if (transaction != null) {
            agree(transaction.getRequest(), transaction, Optional.of(sdp));
        }
    }

    @Override
    public void decline(int status) {
        ServerTransaction transaction = offered.getAndSet(null);
        if (transaction != null) {
            answer(transaction.getRequest(), transaction, status);
        }
    }

    @Override
    public void refer(int status) {
        referring.answer(status);
    }

    private void agree(Request request, ServerTransaction transaction, Optional<String> sdp) {
        written("200", () -> {
            Response response = desk.messages().response(request, Response.OK);
            response.setHeader(desk.messages().contact(transport));
            if (sdp.isPresent()) {
                describe(response, sdp.get());
            }
            session.promise(request, response);
            transaction.sendResponse(response);
        });
    }

    final void answer(Request request, ServerTransaction transaction, int status) {
        written(Integer.toString(status), () -> {
            Response response = desk.messages().response(request, status);
            transaction.sendResponse(response);
            if (status >= 400) {
                desk.observer().refused(request.getMethod(), status);
            }
        });
    }

    private void refresh() {
        Dialog of = dialog;
        if (isOver() || of == null) {
            return;
        }
        written("re-INVITE", () -> {
            Request again = of.createRequest(Request.INVITE);
            again.setHeader(desk.messages().contact(transport));
            desk.messages().describe(again, described.orElseThrow());
            session.want(again, "uac");
            ClientTransaction transaction = desk.provider().getNewClientTransaction(again);
            transaction.setApplicationData(this);
            of.sendRequest(transaction);
        });
    }

    /** The peer has answered a re-INVITE of ours. */
    void refreshed(ResponseEvent event, int status, CSeqHeader cseq) {
        Dialog of = event.getDialog();
        if (status >= 200 && status < 300 && of != null) {
            acknowledge(of, cseq);
            session.watch(event.getResponse());
        } else if (status == Response.REQUEST_PENDING) {
            var _ = desk.later(afterGlare(), this::refresh);
        } else if (status == Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST || status == Response.REQUEST_TIMEOUT) {
            lose("sip-" + status);
        }
    }

    /** How long a re-INVITE of ours waits that has crossed one of the peer's. */
    abstract Duration afterGlare();

    static void acknowledge(Dialog dialog, CSeqHeader cseq) {
        written("ACK", () -> dialog.sendAck(dialog.createAck(cseq.getSeqNumber())));
    }

    /** The peer is not there any more: ends it, and tells. */
    void lose(String why) {
        if (end()) {
            bye();
            tell(new SipSignal.Lost(why));
        }
    }

    /** The stack has forgotten a dialog: not one of before we were asked who we are. Before an answer that is no news: a refusal says more. */
    void forgotten(Dialog which) {
        if (which.equals(dialog) && isUp() && end()) {
            tell(new SipSignal.Lost("dialog-over"));
        }
    }

    /** Whether it has been answered. */
    abstract boolean isUp();

    abstract void response(ResponseEvent event);

    /** A request of ours was not answered at all. */
    void unanswered(Request request) {
        if (!request.getMethod().equals(Request.BYE) && !request.getMethod().equals(Request.NOTIFY)) {
            lose("no-answer");
        }
    }

    void acknowledged(Request ack) {
        tell(new SipSignal.Acknowledged(Messages.sdp(ack)));
    }
}
