package io.cordboard.telephony.sip;

import gov.nist.javax.sip.header.ims.PathHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.telephony.line.Binding;
import io.cordboard.telephony.line.Flow;
import io.cordboard.telephony.line.Lines;
import io.cordboard.telephony.line.Locations;
import io.cordboard.telephony.line.PhoneAccount;
import io.cordboard.telephony.line.PhoneToken;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sip.ServerTransaction;
import javax.sip.address.SipURI;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where agents' phones register (RFC 3261 §10, RFC 5626): who they are by digest, and where they are reached. */
final class Registrar implements Traffic.Registering {

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

    private final SipSettings.Registering settings;
    private final Messages messages;
    private final Digest digest;
    private final Lines lines;
    private final Locations locations;
    private final Connections connections;
    private final Flows flows;
    private final SipObserver observer;
    private final Clock clock;

    Registrar(
            SipSettings.Registering settings,
            Messages messages,
            Lines lines,
            Locations locations,
            Connections connections,
            Flows flows,
            SipObserver observer,
            Clock clock) {
        this.settings = settings;
        this.messages = messages;
        this.digest = new Digest(messages, settings.digests(), System::nanoTime);
        this.lines = lines;
        this.locations = locations;
        this.connections = connections;
        this.flows = flows;
        this.observer = observer;
        this.clock = clock;
    }

    /** Forgets the phones whose connections have ended. */
    void sweep() {
        connections.sweep((agent, connection) -> {
            observer.registration("disconnected");
            var _ = locations.disconnected(agent, connection);
        });
    }

    @Override
    public void register(Request request, ServerTransaction transaction) {
        Optional<AgentId> agent = agent(request);
        if (agent.isEmpty()) {
            refuse(request, transaction, Response.NOT_FOUND);
            return;
        }
        String realm = lines.domain(agent.get().tenant());
        Optional<AuthorizationHeader> proof = Digest.proof(request, realm);
        if (proof.isEmpty()) {
            challenge(request, transaction, realm, false);
            return;
        }
        lines.phone(agent.get()).whenComplete((account, failure) -> {
            if (failure != null) {
                refuse(request, transaction, Response.SERVICE_UNAVAILABLE);
                return;
            }
            try {
                prove(request, transaction, proof.get(), account, realm);
            } catch (RuntimeException e) {
                LOG.warn("A REGISTER of {} could not be dealt with", agent.get(), e);
                refuse(request, transaction, Response.SERVER_INTERNAL_ERROR);
            }
        });
    }

    // RFC 3261 §10.3 step 5: the address-of-record.
    private Optional<AgentId> agent(Request request) {
        if (!(((ToHeader) request.getHeader(ToHeader.NAME)).getAddress().getURI() instanceof SipURI uri)
                || uri.getUser() == null) {
            return Optional.empty();
        }
        try {
            return lines.tenantOf(uri.getHost()).map(tenant -> new AgentId(tenant, uri.getUser()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void challenge(Request request, ServerTransaction transaction, String realm, boolean stale) {
        JainLeg.written("401", () -> {
            Response response = messages.response(request, Response.UNAUTHORIZED);
            for (var challenge : digest.challenges(realm, stale)) {
                response.addHeader(challenge);
            }
            transaction.sendResponse(response);
        });
    }

    private void prove(
            Request request,
            ServerTransaction transaction,
            AuthorizationHeader proof,
            Optional<PhoneAccount> account,
            String realm) {
        // Nobody learns whether there is such an agent.
        Instant now = clock.instant();
        Optional<PhoneToken> token =
                account.flatMap(known -> PhoneToken.of(known.credentials(), String.valueOf(proof.getUsername()), now));
        Digest.Verdict verdict = token.map(known -> known.credentials(realm))
                .or(() -> account.map(PhoneAccount::credentials))
                .map(credentials -> digest.verdict(request, proof, credentials))
                .orElse(Digest.Verdict.WRONG);
        switch (verdict) {
            case PROVEN ->
                change(
                        request,
                        transaction,
                        account.orElseThrow().agent(),
                        token.map(known -> left(known, now)).orElse(settings.most()));
            case STALE -> challenge(request, transaction, realm, true);
            case WRONG -> refuse(request, transaction, Response.FORBIDDEN);
        }
    }

    /** A phone of a token is not registered for longer than that, but for a moment. */
    private Duration left(PhoneToken token, Instant now) {
        Duration left = Duration.between(now, token.expires());
        return Collections.max(List.of(settings.least(), Collections.min(List.of(settings.most(), left))));
    }

    private void change(Request request, ServerTransaction transaction, AgentId agent, Duration most) {
        List<Registration> registrations;
        try {
            registrations = Registration.all(request, Messages.source(request));
        } catch (Registration.Elsewhere e) {
            refuse(request, transaction, Response.FORBIDDEN, Optional.of(Registration.Elsewhere.REASON));
            return;
        } catch (IllegalArgumentException | ParseException e) {
            refuse(request, transaction, Response.BAD_REQUEST);
            return;
        }
        if (registrations.stream().anyMatch(r -> r.isShorterThan(settings.least()))) {
            // RFC 3261 §10.3 step 7
            JainLeg.written("423", () -> {
                Response response = messages.response(request, Response.INTERVAL_TOO_BRIEF);
                response.setHeader(messages.headers.createMinExpiresHeader(
                        (int) settings.least().toSeconds()));
                transaction.sendResponse(response);
            });
            observer.registration("refused");
            return;
        }
        changed(request, agent, registrations, most).whenComplete((bound, failure) -> {
            if (failure != null) {
                refuse(request, transaction, Response.SERVICE_UNAVAILABLE);
                return;
            }
            switch (bound) {
                case Locations.Bound.Done(var bindings) -> accept(request, transaction, bindings);
                case Locations.Bound.Full _ -> refuse(request, transaction, Response.SERVICE_UNAVAILABLE);
                case Locations.Bound.OutOfOrder _ -> refuse(request, transaction, Response.SERVER_INTERNAL_ERROR);
            }
        });
    }

    /** One after the other; the first that fails ends it. */
    private CompletionStage<Locations.Bound> changed(
            Request request, AgentId agent, List<Registration> registrations, Duration most) {
        CompletionStage<Locations.Bound> result = locations.of(agent).thenApply(Locations.Bound.Done::new);
        for (Registration registration : registrations) {
            result = result.thenCompose(before -> before instanceof Locations.Bound.Done
                    ? changed(request, agent, registration, most)
                    : CompletableFuture.completedStage(before));
        }
        return result;
    }

    private CompletionStage<Locations.Bound> changed(
            Request request, AgentId agent, Registration registration, Duration most) {
        var message = (SIPRequest) request;
        String callId = message.getCallId().getCallId();
        long cseq = message.getCSeq().getSeqNumber();
        if (registration.everything()) {
            return locations.unbind(agent);
        }
        Duration expires = registration.expires().orElse(settings.usual());
        if (expires.isZero()) {
            observer.registration("removed");
            return locations.unbind(agent, registration.id(), callId, cseq);
        }
        observer.registration("registered");
        flows.learn(request);
        Duration allowed = expires.compareTo(most) > 0 ? most : expires;
        return locations.bind(
                agent,
                new Binding(
                        registration.id(),
                        registration.contact(),
                        Registration.path(request, Messages.source(request)),
                        flow(message, agent),
                        registration.q(),
                        callId,
                        cseq,
                        clock.instant().plus(allowed),
                        registration.userAgent()));
    }

    private Flow flow(SIPRequest request, AgentId agent) {
        Source source = Messages.source(request);
        return source.transport().connected()
                ? Flow.connected(
                        locations.node(),
                        source.transport(),
                        source.address(),
                        source.port(),
                        connections.named((MessageChannel) request.getMessageChannel(), agent))
                : Flow.datagrams(locations.node(), source.address(), source.port());
    }

    private void accept(Request request, ServerTransaction transaction, List<Binding> bindings) {
        JainLeg.written("200", () -> {
            Response response = messages.response(request, Response.OK);
            for (ContactHeader contact : contacts(bindings)) {
                response.addHeader(contact);
            }
            for (var proxies = request.getHeaders(PathHeader.NAME); proxies.hasNext(); ) {
                // RFC 3327 §5.3
                response.addLast((Header) proxies.next());
            }
            if (Messages.text(request, "Supported").orElse("").contains("outbound")) {
                // RFC 5626 §6
                response.setHeader(messages.headers.createRequireHeader("outbound"));
            }
            transaction.sendResponse(response);
        });
    }

    private List<ContactHeader> contacts(List<Binding> bindings) throws ParseException {
        var contacts = new ArrayList<ContactHeader>();
        for (Binding binding : bindings) {
            ContactHeader contact = messages.headers.createContactHeader(
                    messages.addresses.createAddress('<' + binding.contact() + '>'));
            long left = Duration.between(clock.instant(), binding.expires()).toSeconds();
            contact.setParameter("expires", Long.toString(Math.max(1, left)));
            contacts.add(contact);
        }
        return contacts;
    }

    private void refuse(Request request, ServerTransaction transaction, int status) {
        refuse(request, transaction, status, Optional.empty());
    }

    private void refuse(Request request, ServerTransaction transaction, int status, Optional<String> reason) {
        JainLeg.written(Integer.toString(status), () -> {
            Response response = messages.response(request, status);
            if (reason.isPresent()) {
                response.setReasonPhrase(reason.get());
            }
            if (status == Response.SERVICE_UNAVAILABLE) {
                response.setHeader(Messages.retryAfter(30));
            }
            transaction.sendResponse(response);
        });
        observer.registration("refused");
        observer.refused(request.getMethod(), status);
    }
}
