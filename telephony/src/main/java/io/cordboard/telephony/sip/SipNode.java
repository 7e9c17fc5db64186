package io.cordboard.telephony.sip;

import io.cordboard.routing.line.Transport;
import io.cordboard.routing.line.TrunkPeer;
import io.cordboard.telephony.line.Lines;
import io.cordboard.telephony.line.Locations;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TooManyListenersException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipProvider;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one SIP stack of a node. */
public final class SipNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SipNode.class);

    private final Stack stack;
    private final SipProvider provider;
    private final Desk desk;
    private final Traffic traffic;
    private final ScheduledThreadPoolExecutor clock;

    private SipNode(SipSettings settings, SipHandler handler, Lines lines, Locations locations, SipObserver observer)
            throws SipException, InvalidArgumentException, TooManyListenersException {
        SipFactory factory = SipFactory.getInstance();
        var flows = new Flows();
        var sources = new Sources(settings.ratePerSource(), settings.remembered(), System::nanoTime);
        stack = new Stack(settings, flows, new Valve(sources, settings.exemptSources(), observer));
        clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("sip-clock").factory());
        // Or each call would be kept until the timers have run that it has stopped.
        clock.setRemoveOnCancelPolicy(true);
        try {
            provider = stack.createSipProvider(listen(settings, Transport.TCP, settings.port()));
            add(settings, Transport.WS, settings.webSocketPort());
            if (settings.keyStore().isPresent()) {
                add(settings, Transport.TLS, settings.tlsPort());
                add(settings, Transport.WSS, settings.secureWebSocketPort());
            }
            // Last: the stack cannot stop it again before it has quite begun.
            add(settings, Transport.UDP, settings.port());
            var messages = new Messages(settings, provider, factory);
            desk = new Desk(
                    settings,
                    provider,
                    messages,
                    new Digest(messages, settings.registering().digests(), System::nanoTime),
                    clock,
                    observer,
                    new AtomicInteger(),
                    ConcurrentHashMap.newKeySet());
            var registrar = new Registrar(
                    settings.registering(),
                    messages,
                    lines,
                    locations,
                    new Connections(),
                    flows,
                    observer,
                    Clock.systemUTC());
            traffic = new Traffic(desk, flows, handler, registrar);
            var _ = clock.scheduleWithFixedDelay(registrar::sweep, 1, 1, TimeUnit.SECONDS);
            provider.addSipListener(traffic);
            stack.start();
        } catch (SipException | InvalidArgumentException | TooManyListenersException | RuntimeException e) {
            clock.shutdownNow();
            stack.stop();
            throw e;
        }
    }

    /** Listens from now on. Fails, saying why, if a port is taken or a key store cannot be read. */
    public static SipNode start(
            SipSettings settings, SipHandler handler, Lines lines, Locations locations, SipObserver observer) {
        try {
            var node = new SipNode(settings, handler, lines, locations, observer);
            LOG.info("SIP is answered at {}:{}", settings.address(), settings.port());
            return node;
        } catch (SipException | InvalidArgumentException | TooManyListenersException e) {
            throw new IllegalStateException(
                    "Expected to listen for SIP at " + settings.address() + ", but " + e.getMessage(), e);
        }
    }

    private ListeningPoint listen(SipSettings settings, Transport transport, int port)
            throws SipException, InvalidArgumentException {
        ListeningPoint point;
        try {
            point = stack.createListeningPoint(settings.address(), port, transport.word());
        } catch (SipException | InvalidArgumentException e) {
            throw new SipException("port " + port + " cannot be had for " + transport, e);
        }
        if (!settings.advertised().equals(settings.address())) {
            try {
                point.setSentBy(settings.advertised() + ":" + port);
            } catch (ParseException e) {
                throw new SipException("Expected an address to advertise, but got " + settings.advertised(), e);
            }
        }
        return point;
    }

    private void add(SipSettings settings, Transport transport, int port)
            throws SipException, InvalidArgumentException {
        if (port > 0) {
            provider.addListeningPoint(listen(settings, transport, port));
        }
    }

    /** Places a call; what becomes of it is told to {@code ears}, also that it could not be placed. */
    public SipLeg call(Outgoing call, Consumer<SipSignal> ears) {
        try {
            OutgoingLeg leg = placed(call);
            leg.follow(ears);
            leg.send();
            return leg;
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.info("A call to {} could not be placed: {}", call.to(), e.toString());
            ears.accept(new SipSignal.Refused(0, "not-placed"));
            return NoLeg.NONE;
        }
    }

    /** Asks by OPTIONS whether somebody is there (RFC 3261 §11); told is the status, or 0 if nothing came in time. */
    public void probe(TrunkPeer peer, Duration within, IntConsumer told) {
        var probe = new Probe(told);
        try {
            Messages m = desk.messages();
            SipURI to = m.addresses.createSipURI(null, peer.host());
            to.setPort(peer.port());
            to.setTransportParam(peer.transport().word());
            ListeningPoint point = provider.getListeningPoint(peer.transport().word());
            if (point == null) {
                throw new SipException("nothing listens over " + peer.transport());
            }
            Request options = m.messages.createRequest(
                    to,
                    Request.OPTIONS,
                    provider.getNewCallId(),
                    m.headers.createCSeqHeader(1L, Request.OPTIONS),
                    m.headers.createFromHeader(
                            m.contact(peer.transport()).getAddress(),
                            gov.nist.javax.sip.Utils.getInstance().generateTag()),
                    m.headers.createToHeader(m.addresses.createAddress(to), null),
                    List.of(((gov.nist.javax.sip.ListeningPointExt) point).createViaHeader()),
                    m.headers.createMaxForwardsHeader(70));
            options.setHeader(m.contact(peer.transport()));
            ClientTransaction transaction = provider.getNewClientTransaction(options);
            transaction.setApplicationData(probe);
            transaction.sendRequest();
            var _ = desk.later(within, () -> probe.answered(0));
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("{} could not be asked whether it is there: {}", peer.host(), e.toString());
            probe.answered(0);
        }
    }

    private OutgoingLeg placed(Outgoing call) throws SipException, ParseException, InvalidArgumentException {
        Messages m = desk.messages();
        var to = (SipURI) m.addresses.createURI(call.to());
        Transport transport = call.flow().transport();
        if (call.path().isEmpty()) {
            // Only there is somebody who has proven to be an agent; a URI may name anybody.
            to.setHost(call.flow().host());
            to.setPort(call.flow().port());
            to.setTransportParam(transport.word());
        }
        to.removeParameter("maddr");
        Address from = m.from(call);
        ListeningPoint point = provider.getListeningPoint(transport.word());
        if (point == null) {
            throw new SipException("Expected to be able to call over " + transport + ", but nothing listens there");
        }
        Request invite = m.messages.createRequest(
                to,
                Request.INVITE,
                m.headers.createCallIdHeader(call.callId()),
                m.headers.createCSeqHeader(1L, Request.INVITE),
                m.headers.createFromHeader(
                        from, gov.nist.javax.sip.Utils.getInstance().generateTag()),
                m.headers.createToHeader(m.addresses.createAddress(to), null),
                List.of(((gov.nist.javax.sip.ListeningPointExt) point).createViaHeader()),
                m.headers.createMaxForwardsHeader(70));
        invite.setHeader(m.contact(transport));
        invite.setHeader(m.allow());
        invite.setHeader(m.supported());
        for (String proxy : call.path()) {
            // RFC 3327 §5.3
            invite.addLast(m.headers.createRouteHeader(m.addresses.createAddress('<' + proxy + '>')));
        }
        if (call.trunk().isPresent()) {
            m.identify(invite, call, call.trunk().get());
        }
        m.describe(invite, call.sdp());
        ClientTransaction transaction = provider.getNewClientTransaction(invite);
        var leg = new OutgoingLeg(desk, transport, transaction, call.sdp(), call.trunk());
        leg.session.want(invite, "uas");
        return leg;
    }

    /** So many dialogs are open. */
    public int dialogs() {
        return desk.open().get();
    }

    /** So many dialogs the stack keeps, also those of which nobody here knows. */
    public int remembered() {
        return stack.getDialogs().size();
    }

    /** So many transactions the stack keeps: those that are over for as long as something may be repeated. */
    public int transactions() {
        return stack.getClientTransactionTableSize() + stack.getServerTransactionTableSize();
    }

    /** From now on nobody new is let in: 503. Those who are talking go on. */
    public void turnAway() {
        traffic.close();
    }

    @Override
    public void close() {
        turnAway();
        provider.removeSipListener(traffic);
        for (ListeningPoint point : provider.getListeningPoints()) {
            try {
                provider.removeListeningPoint(point);
            } catch (ObjectInUseException e) {
                LOG.debug("Still in use: {}", point.getTransport());
            }
        }
        clock.shutdownNow();
        stack.stop();
    }
}
