package io.cordboard.telephony.sip;

import io.cordboard.routing.line.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.RSeqHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** A dialog that we began. */
final class OutgoingLeg extends JainLeg implements PlacedLeg {

    private enum Stage {
        CALLING,
        /** We want it no longer: CANCEL goes once anything has come back (RFC 3261 §9.1), BYE if it is answered before. */
        CANCELLING,
        UP,
        OVER
    }

    /** How long after a CANCEL the INVITE may stay unanswered: 64 times T1. */
    private static final Duration LAST_WORD = Duration.ofSeconds(32);

    private final Optional<Outgoing.OverTrunk> trunk;
    private final String callId;
    /** The latest: another follows once we are asked who we are. */
    private volatile ClientTransaction invite;

    private final AtomicBoolean proven = new AtomicBoolean();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.CALLING);
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile boolean heard;

    OutgoingLeg(
            Desk desk, Transport transport, ClientTransaction invite, String sdp, Optional<Outgoing.OverTrunk> trunk) {
        super(desk, transport);
        this.trunk = trunk;
        this.invite = invite;
        this.callId = ((CallIdHeader) invite.getRequest().getHeader(CallIdHeader.NAME)).getCallId();
        desk.placed().add(callId);
        described(sdp);
        invite.setApplicationData(this);
        in(invite.getDialog());
    }

    @Override
    boolean end() {
        if (!super.end()) {
            return false;
        }
        var _ = desk.later(LAST_WORD.multipliedBy(2), () -> desk.placed().remove(callId));
        return true;
    }

    void send() {
        if (!written("INVITE", () -> invite.sendRequest())) {
            refused(0, "not-sent");
            return;
        }
        trunk.ifPresent(over -> {
            var _ = desk.later(over.silence(), () -> {
                if (!heard && stage.get() == Stage.CALLING) {
                    hangUp();
                    tell(new SipSignal.Refused(0, "no-response"));
                }
            });
        });
    }

    /** Calls again, with a proof of who we are (RFC 3261 §22.2); false if there is none. */
    private boolean proves(Response asked) {
        if (trunk.isEmpty() || trunk.get().account().isEmpty() || !proven.compareAndSet(false, true)) {
            return false;
        }
        ClientTransaction before = invite;
        return written("INVITE with a proof", () -> {
                    Request again = (Request) before.getRequest().clone();
                    var cseq = (CSeqHeader) again.getHeader(CSeqHeader.NAME);
                    cseq.setSeqNumber(cseq.getSeqNumber() + 1);
                    ((ViaHeader) again.getHeader(ViaHeader.NAME)).removeParameter("branch");
                    String cnonce = gov.nist.javax.sip.Utils.getInstance().generateTag();
                    Optional<AuthorizationHeader> proof = Digest.answer(
                            desk.messages(), asked, again, trunk.get().account().get(), cnonce);
                    if (proof.isPresent()) {
                        again.setHeader(proof.get());
                        ClientTransaction next = desk.provider().getNewClientTransaction(again);
                        next.setApplicationData(this);
                        invite = next;
                        in(next.getDialog());
                        next.sendRequest();
                    }
                })
                && !invite.equals(before);
    }

    @Override
    boolean isUp() {
        return stage.get() == Stage.UP;
    }

    // RFC 3261 §14.1: the Call-ID is ours.
    @Override
    Duration afterGlare() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(2_100, 4_000));
    }

    @Override
    void response(ResponseEvent event) {
        Response response = event.getResponse();
        int status = response.getStatusCode();
        heard = true;
        var cseq = (CSeqHeader) response.getHeader(CSeqHeader.NAME);
        if (!cseq.getMethod().equals(Request.INVITE)) {
            return;
        }
        if (event.getClientTransaction() != null
                && !event.getClientTransaction().equals(invite)) {
            refreshed(event, status, cseq);
        } else if (status < 200) {
            provisional(event, response, status);
        } else if (status < 300) {
            answered(event, response, cseq);
        } else if (status != Response.UNAUTHORIZED && status != Response.PROXY_AUTHENTICATION_REQUIRED
                || stage.get() != Stage.CALLING
                || !proves(response)) {
            refused(status, response.getReasonPhrase());
        }
    }

    private void provisional(ResponseEvent event, Response response, int status) {
        if (response.getHeader(RSeqHeader.NAME) != null && event.getDialog() != null) {
            Dialog dialog = event.getDialog();
            written("PRACK", () -> {
                Request prack = dialog.createPrack(response);
                dialog.sendRequest(desk.provider().getNewClientTransaction(prack));
            });
        }
        if (stage.get() == Stage.CANCELLING) {
            cancel();
        } else if (status > 100) {
            tell(new SipSignal.Ringing(status, Messages.sdp(response)));
        }
    }

    private void answered(ResponseEvent event, Response response, CSeqHeader cseq) {
        Dialog dialog = event.getDialog();
        if (dialog == null) {
            return;
        }
        acknowledge(dialog, cseq);
        if (stage.compareAndSet(Stage.CALLING, Stage.UP)) {
            in(dialog);
            Optional<String> sdp = Messages.sdp(response);
            if (sdp.isEmpty()) {
                lose("no-description");
                return;
            }
            session.watch(response);
            tell(new SipSignal.Answered(sdp.get()));
            return;
        }
        stage.compareAndSet(Stage.CANCELLING, Stage.OVER);
        if (stage.get() == Stage.OVER || !dialog.equals(dialog())) {
            // It has crossed our CANCEL or our patience, or a proxy has let several phones answer, of which the first
            // has it
            // (RFC 3261 §13.2.2.4).
            bye(dialog);
        }
    }

    private void refused(int status, String phrase) {
        boolean wanted = stage.getAndSet(Stage.OVER) == Stage.CALLING;
        if (end() && wanted) {
            tell(new SipSignal.Refused(status, phrase));
        }
    }

    @Override
    void unanswered(Request request) {
        if (request.getMethod().equals(Request.INVITE) && stage.get() != Stage.UP) {
            refused(0, "no-response");
        } else {
            super.unanswered(request);
        }
    }

    @Override
    public void hangUp() {
        if (isOver()) {
            return;
        }
        if (stage.compareAndSet(Stage.CALLING, Stage.CANCELLING)) {
            if (heard) {
                cancel();
            }
            var _ = desk.later(LAST_WORD, () -> {
                if (stage.compareAndSet(Stage.CANCELLING, Stage.OVER)) {
                    written("end", this::terminate);
                }
            });
        } else if (stage.compareAndSet(Stage.UP, Stage.OVER)) {
            bye();
        }
        end();
    }

    private void terminate() throws SipException {
        invite.terminate();
    }

    private void cancel() {
        if (cancelled.compareAndSet(false, true)) {
            written("CANCEL", this::sendCancel);
        }
    }

    private void sendCancel() throws SipException, InvalidArgumentException {
        desk.provider().getNewClientTransaction(invite.createCancel()).sendRequest();
    }
}
