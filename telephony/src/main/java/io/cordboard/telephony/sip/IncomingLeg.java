package io.cordboard.telephony.sip;

import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.line.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.Dialog;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** A dialog that the peer began. */
final class IncomingLeg extends JainLeg implements Arriving {

    private enum Stage {
        INVITED,
        /** 200 is sent, and repeated by the stack until the ACK comes. */
        ANSWERED,
        /** The same, and BYE follows the ACK: before it, none may be sent (RFC 3261 §15). */
        UNWANTED,
        UP,
        OVER
    }

    /** 64 times T1. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(32);

    /** RFC 3262 §3: about 64 times T1, but before the stack, which repeats the response, forgets the INVITE. */
    private static final Duration PROVISIONAL_ACKNOWLEDGED_WITHIN = Duration.ofSeconds(30);

    private final ServerTransaction invite;
    private volatile boolean isProvisionalAcknowledged;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.INVITED);
    /** What waits for the PRACK of what rang reliably (RFC 3262 §3). */
    private final AtomicReference<@Nullable String> delayed = new AtomicReference<>();

    /** Whether what proved who calls was right once. */
    private volatile boolean stale;

    IncomingLeg(Desk desk, Transport transport, ServerTransaction invite) {
        super(desk, transport);
        this.invite = invite;
        in(invite.getDialog());
    }

    @Override
    boolean isUp() {
        return stage.get() != Stage.INVITED;
    }

    @Override
    public void ring(Optional<String> sdp) {
        if (stage.get() != Stage.INVITED) {
            return;
        }
        int status = sdp.isPresent() ? Response.SESSION_PROGRESS : Response.RINGING;
        Dialog dialog = invite.getDialog();
        boolean reliably = needs("Require", "100rel") || sdp.isPresent() && needs("Supported", "100rel");
        written(Integer.toString(status), () -> {
            Response response = reliably
                    ? dialog.createReliableProvisionalResponse(status)
                    : desk.messages().response(invite.getRequest(), status);
            response.setHeader(desk.messages().contact(transport));
            if (sdp.isPresent()) {
                describe(response, sdp.get());
            }
            if (reliably) {
                // The stack has written none if only 100 has gone, and takes no such response without one.
                var to = (ToHeader) response.getHeader(ToHeader.NAME);
                if (to.getTag() == null) {
                    to.setTag(gov.nist.javax.sip.Utils.getInstance().generateTag());
                }
                dialog.sendReliableProvisionalResponse(response);
                var _ = desk.later(PROVISIONAL_ACKNOWLEDGED_WITHIN, this::withoutPrack);
            } else {
                invite.sendResponse(response);
            }
        });
    }

    private void withoutPrack() {
        if (!isProvisionalAcknowledged && stage.get() == Stage.INVITED) {
            refuse(Response.SERVER_TIMEOUT, Optional.empty());
            tell(new SipSignal.Lost("no-prack"));
        }
    }

    private boolean needs(String header, String extension) {
        return Messages.text(invite.getRequest(), header).orElse("").contains(extension);
    }

    @Override
    public void answer(String sdp) {
        if (stage.get() != Stage.INVITED || !stage.compareAndSet(Stage.INVITED, Stage.ANSWERED)) {
            return;
        }
        if (!write(sdp)) {
            delayed.set(sdp);
        }
        var _ = desk.later(ACKNOWLEDGED_WITHIN, this::unacknowledged);
    }

    private boolean write(String sdp) {
        return written("200", () -> {
            Response response = desk.messages().response(invite.getRequest(), Response.OK);
            response.setHeader(desk.messages().contact(transport));
            response.setHeader(desk.messages().supported());
            describe(response, sdp);
            session.promise(invite.getRequest(), response);
            invite.sendResponse(response);
        });
    }

    @Override
    void acknowledgedProvisional() {
        isProvisionalAcknowledged = true;
        String sdp = delayed.getAndSet(null);
        if (sdp != null) {
            write(sdp);
        }
    }

    @Override
    public void refuse(int status, Optional<Duration> retryAfter) {
        if (stage.compareAndSet(Stage.INVITED, Stage.OVER)) {
            end();
            written(Integer.toString(status), () -> {
                Response response = desk.messages().response(invite.getRequest(), status);
                retryAfter.ifPresent(
                        after -> response.setHeader(Messages.retryAfter((int) Math.max(1, after.toSeconds()))));
                invite.sendResponse(response);
            });
            desk.observer().refused(Request.INVITE, status);
        }
    }

    @Override
    public Optional<String> claims(String realm) {
        return Digest.proof(invite.getRequest(), realm).map(AuthorizationHeader::getUsername);
    }

    @Override
    public boolean proves(SipCredentials credentials) {
        Optional<Digest.Verdict> verdict = Digest.proof(invite.getRequest(), credentials.realm())
                .map(proof -> desk.digest().verdict(invite.getRequest(), proof, credentials));
        stale = verdict.filter(Digest.Verdict.STALE::equals).isPresent();
        return verdict.filter(Digest.Verdict.PROVEN::equals).isPresent();
    }

    @Override
    public void challenge(String realm) {
        if (stage.compareAndSet(Stage.INVITED, Stage.OVER)) {
            end();
            written("401", () -> {
                Response response = desk.messages().response(invite.getRequest(), Response.UNAUTHORIZED);
                for (var challenge : desk.digest().challenges(realm, stale)) {
                    response.addHeader(challenge);
                }
                invite.sendResponse(response);
            });
        }
    }

    void refuseTooShort() {
        stage.set(Stage.OVER);
        end();
        written("422", () -> invite.sendResponse(SessionTimer.tooShort(desk, invite.getRequest())));
    }

    /** The caller wants it no longer. If it was answered before, that stands (RFC 3261 §9.2). */
    void cancelled() {
        if (stage.compareAndSet(Stage.INVITED, Stage.OVER)) {
            end();
            written(
                    "487",
                    () -> invite.sendResponse(
                            desk.messages().response(invite.getRequest(), Response.REQUEST_TERMINATED)));
            tell(new SipSignal.HungUp());
        }
    }

    @Override
    void acknowledged(Request ack) {
        if (stage.compareAndSet(Stage.ANSWERED, Stage.UP)) {
            super.acknowledged(ack);
        } else if (stage.compareAndSet(Stage.UNWANTED, Stage.OVER)) {
            bye();
        }
    }

    // RFC 3261 §13.3.1.4: the session is to be ended then. The stack's own notice of it does not come reliably.
    private void unacknowledged() {
        boolean waited = stage.compareAndSet(Stage.ANSWERED, Stage.OVER);
        if (waited || stage.compareAndSet(Stage.UNWANTED, Stage.OVER)) {
            bye();
        }
        if (waited && end()) {
            tell(new SipSignal.Lost("no-ack"));
        }
    }

    @Override
    public void hangUp() {
        if (isOver()) {
            return;
        }
        refuse(Response.TEMPORARILY_UNAVAILABLE, Optional.empty());
        end();
        if (!stage.compareAndSet(Stage.ANSWERED, Stage.UNWANTED) && stage.compareAndSet(Stage.UP, Stage.OVER)) {
            bye();
        }
    }

    // RFC 3261 §14.1: the Call-ID is the peer's.
    @Override
    Duration afterGlare() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(0, 2_000));
    }

    @Override
    void response(ResponseEvent event) {
        // Of what is asked of this peer, only the answer to a refreshing re-INVITE changes anything.
        var cseq = (CSeqHeader) event.getResponse().getHeader(CSeqHeader.NAME);
        if (cseq.getMethod().equals(Request.INVITE)) {
            refreshed(event, event.getResponse().getStatusCode(), cseq);
        }
    }
}
