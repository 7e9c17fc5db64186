package io.cordboard.telephony.call;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.Legs;
import io.cordboard.routing.line.NumberRule;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.telephony.guide.Flows;
import io.cordboard.telephony.guide.Guides;
import io.cordboard.telephony.guide.Published;
import io.cordboard.telephony.line.Arrival;
import io.cordboard.telephony.line.Lines;
import io.cordboard.telephony.line.Locations;
import io.cordboard.telephony.line.Trunk;
import io.cordboard.telephony.media.MediaServer;
import io.cordboard.telephony.recording.Recordings;
import io.cordboard.telephony.sip.Arriving;
import io.cordboard.telephony.sip.Invite;
import io.cordboard.telephony.sip.SipLeg;
import io.cordboard.telephony.sip.SipNode;
import io.cordboard.telephony.sip.SipObserver;
import io.cordboard.telephony.sip.SipSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.pattern.Patterns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one door to calls: a node's SIP stack, and the calls that come in by it. */
public final class Calls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Lines lines;
    private final CallObserver observer;
    private final Clock clock;
    private final CallSettings settings;
    private final Flows flows;
    private final SipNode sip;
    private final PeerWatch peers;
    private final Outside outside;
    private final CompletableFuture<ActorRef> switchroom = new CompletableFuture<>();

    private Calls(
            ActorSystem system,
            Switchboard switchboard,
            SipSettings sipSettings,
            CallSettings settings,
            Lines lines,
            Locations locations,
            MediaServer media,
            Recordings recordings,
            Guides guides,
            SipObserver sipObserver,
            CallObserver observer,
            Clock clock) {
        this.lines = lines;
        this.observer = observer;
        this.clock = clock;
        this.settings = settings;
        this.flows = guides.flows();
        var placing = new Placings();
        var channels = new Channels();
        var watch = new CompletableFuture<PeerWatch>();
        outside = new Outside(
                lines,
                locations.node(),
                settings.peerAnswersWithin(),
                placing,
                peer -> watch.join().isUp(peer),
                channels,
                new Rates(System::nanoTime),
                observer,
                most -> ThreadLocalRandom.current().nextInt(most + 1));
        var desk = new CallDesk(
                new Legs(switchboard, settings.answerWithin()),
                settings,
                lines,
                locations,
                media,
                recordings,
                placing,
                outside,
                channels,
                guides,
                observer,
                clock);
        // First, because a port may be taken; who calls between the two waits.
        sip = SipNode.start(sipSettings, this::invited, lines, locations, sipObserver);
        placing.by(sip);
        peers = new PeerWatch(lines, sip, settings.peerAnswersWithin(), observer);
        watch.complete(peers);
        switchroom.complete(system.actorOf(Switchroom.props(desk), "calls"));
    }

    /** Once for each node. Fails, saying why, if SIP cannot be listened for. */
    public static Calls start(
            ActorSystem system,
            Switchboard switchboard,
            SipSettings sipSettings,
            CallSettings settings,
            Lines lines,
            Locations locations,
            MediaServer media,
            Recordings recordings,
            Guides guides,
            SipObserver sipObserver,
            CallObserver observer,
            Clock clock) {
        return new Calls(
                system,
                switchboard,
                sipSettings,
                settings,
                lines,
                locations,
                media,
                recordings,
                guides,
                sipObserver,
                observer,
                clock);
    }

    private void invited(Invite invite, Arriving leg) {
        arrival(invite).whenComplete((arrival, failure) -> {
            if (failure != null) {
                turnAway(leg, "unavailable", 503, Optional.of(AGAIN));
                return;
            }
            try {
                arrived(invite, arrival, leg);
            } catch (RuntimeException e) {
                LOG.warn("A call to {} could not be let in", invite.dialled(), e);
                turnAway(leg, "failure", 500, Optional.empty());
            }
        });
    }

    private void arrived(Invite invite, Arrival arrival, Arriving leg) {
        switch (arrival) {
            case Arrival.Admitted admitted -> guide(invite, admitted, leg);
            case Arrival.Refused(var reason) ->
                turnAway(
                        leg,
                        reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                        reason == Arrival.Reason.UNKNOWN_NUMBER ? 404 : 403,
                        Optional.empty());
            case Arrival.Challenged(var tenant) -> prove(invite, tenant, leg);
        }
    }

    private CompletionStage<Arrival> arrival(Invite invite) {
        return lines.arrival(source(invite), lines.tenantOf(invite.host()), invite.dialled());
    }

    private static InetAddress source(Invite invite) {
        try {
            return InetAddress.getByName(invite.source().address());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Expected an address, but got " + invite.source(), e);
        }
    }

    /** Who says to be a trunk's user proves it, and then has called a number of that trunk's tenant. */
    private void prove(Invite invite, TenantId tenant, Arriving leg) {
        String realm = lines.domain(tenant);
        Optional<String> user = leg.claims(realm);
        if (user.isEmpty()) {
            leg.challenge(realm);
            return;
        }
        lines.trunk(tenant, user.get(), source(invite)).whenComplete((trunk, failure) -> {
            if (failure != null) {
                turnAway(leg, "unavailable", 503, Optional.of(AGAIN));
            } else if (trunk.flatMap(Trunk::credentials).isEmpty()) {
                turnAway(leg, "unknown-user", 403, Optional.empty());
            } else if (leg.proves(trunk.get().credentials().get())) {
                find(invite, trunk.get(), leg);
            } else {
                observer.turnedAway("wrong-proof");
                leg.challenge(realm);
            }
        });
    }

    private void find(Invite invite, Trunk trunk, SipLeg leg) {
        String dialled = NumberRule.rewritten(trunk.settings().inbound(), invite.dialled());
        lines.number(trunk.tenant(), dialled).whenComplete((number, failure) -> {
            if (failure != null) {
                turnAway(leg, "unavailable", 503, Optional.of(AGAIN));
            } else if (number.isEmpty()) {
                turnAway(leg, "unknown-number", 404, Optional.empty());
            } else {
                guide(invite, new Arrival.Admitted(trunk, number.get(), dialled), leg);
            }
        });
    }

    private void turnAway(SipLeg leg, String reason, int status, Optional<Duration> again) {
        observer.turnedAway(reason);
        leg.refuse(status, again);
    }

    /** Finds what guides the caller first, if the number says that something does. */
    private void guide(Invite invite, Arrival.Admitted admitted, SipLeg leg) {
        var number = admitted.number();
        if (number.settings().flow().isEmpty()) {
            admit(invite, admitted, Optional.empty(), leg);
            return;
        }
        flows.current(number.tenant(), number.settings().flow().get()).whenComplete((flow, failure) -> {
            if (failure != null) {
                turnAway(leg, "unavailable", 503, Optional.of(AGAIN));
            } else if (flow.isEmpty()) {
                LOG.warn("{} is to be guided by a flow that is not there", number);
                turnAway(leg, "no-flow", 480, Optional.empty());
            } else {
                admit(invite, admitted, flow, leg);
            }
        });
    }

    private void admit(Invite invite, Arrival.Admitted admitted, Optional<Published> flow, SipLeg leg) {
        var number = admitted.number();
        var tenant = number.tenant();
        String caller = invite.anonymous() ? "anonymous" : invite.asserted().orElse(invite.from());
        var attributes = number.settings()
                .attributes()
                .with(Map.of("caller", shortened(caller), "called", shortened(admitted.dialled())));
        var contact = new Contact(
                Medium.VOICE,
                Optional.empty(),
                Optional.of(number.settings().displayName()),
                Optional.of(settings.patience()),
                attributes);
        var admission = new Admission(
                id(tenant, invite),
                contact,
                number.settings().queue().map(queue -> new QueueId(tenant, queue)),
                flow,
                clock.instant(),
                caller.isEmpty() ? "anonymous" : shortened(caller),
                number.settings().displayName());
        var admit = new Switchroom.Admit(
                admission,
                invite,
                leg,
                admitted.trunk().name(),
                admitted.trunk().settings().channels());
        var _ = switchroom.thenAccept(room -> room.tell(admit, ActorRef.noSender()));
    }

    /** The same for the same INVITE, wherever and however often it arrives. */
    private static InteractionId id(TenantId tenant, Invite invite) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((invite.callId() + '\n' + invite.fromTag()).getBytes(StandardCharsets.UTF_8));
            return new InteractionId(tenant, "call-" + HexFormat.of().formatHex(digest, 0, 12));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String shortened(String number) {
        return number.substring(0, Math.min(number.length(), 64));
    }

    /** So many calls are there now. */
    public CompletionStage<Integer> open() {
        return Patterns.ask(switchroom.join(), Switchroom.Count.COUNT, Duration.ofSeconds(3))
                .thenApply(Integer.class::cast);
    }

    Outside outside() {
        return outside;
    }

    public SipNode sip() {
        return sip;
    }

    /** Lets nobody new in, ends the calls that are there, and stops listening. */
    @Override
    public void close() {
        sip.turnAway();
        try {
            Patterns.gracefulStop(switchroom.join(), Duration.ofSeconds(5), Switchroom.Close.CLOSE)
                    .toCompletableFuture()
                    .get(6, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            // Then the calls end with their node.
        } finally {
            peers.close();
            sip.close();
        }
    }
}
