package io.cordboard.telephony.call;

import io.cordboard.routing.line.NumberRule;
import io.cordboard.routing.line.TrunkPeer;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.telephony.line.Dialling;
import io.cordboard.telephony.line.Dialling.Route;
import io.cordboard.telephony.line.Flow;
import io.cordboard.telephony.line.Lines;
import io.cordboard.telephony.line.NumberEntry;
import io.cordboard.telephony.line.PeerOrder;
import io.cordboard.telephony.sip.Outgoing;
import io.cordboard.telephony.sip.SipLeg;
import io.cordboard.telephony.sip.SipSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/** Calls to numbers outside, over the trunks of a tenant: what its rules allow, and whoever of their peers answers first. */
final class Outside {

    /**
     * A number to be called.
     *
     * @param callerId the number that is to be shown, if somebody has said so
     * @param name who calls, for people
     * @param callId what tells the call from others
     */
    record Order(TenantId tenant, String number, Optional<String> callerId, String name, String callId, String sdp) {}

    /** A peer of a trunk, in the order in which they are tried. */
    record Hop(Route route, TrunkPeer peer) {}

    /** What a row of numbers begins with at least, if they are to be the tenant's own: more than a country and a city. */
    private static final int OWN_ROW = 7;

    private final Lines lines;
    private final String node;
    private final Duration silence;
    private final CallDesk.Placing placing;
    private final Predicate<TrunkPeer> inService;
    private final Channels channels;
    private final Rates rates;
    private final CallObserver observer;
    private final IntUnaryOperator draw;

    /**
     * @param silence how long a peer may not answer at all
     * @param draw a random number of 0 to its argument, inclusive
     */
    Outside(
            Lines lines,
            String node,
            Duration silence,
            CallDesk.Placing placing,
            Predicate<TrunkPeer> inService,
            Channels channels,
            Rates rates,
            CallObserver observer,
            IntUnaryOperator draw) {
        this.lines = lines;
        this.node = node;
        this.silence = silence;
        this.placing = placing;
        this.inService = inService;
        this.channels = channels;
        this.rates = rates;
        this.observer = observer;
        this.draw = draw;
    }

    /**
     * Calls the number. What becomes of it is told to {@code ears}: {@link SipSignal.Refused} comes once nobody is left to try, with
     * status 0 and the {@linkplain Dialling.Refusal#word word} for it if our own rules forbid it.
     */
    SipLeg call(Order order, Consumer<SipSignal> ears) {
        var call = new TrunkCall(this, order, ears);
        owned(order)
                .thenCombine(
                        lines.trunks(order.tenant()),
                        (own, trunks) -> Dialling.plan(trunks, order.number(), order.callerId(), _ -> own))
                .whenComplete((plan, failure) -> {
                    if (failure == null) {
                        call.begin(plan);
                    } else {
                        call.fail("unavailable");
                    }
                });
        return call;
    }

    /** Whether the number that is to be shown is one of the tenant; a row of a country's numbers makes none its own. */
    private CompletionStage<Boolean> owned(Order order) {
        return order.callerId()
                .filter(number -> number.length() <= NumberRule.MOST_DIGITS)
                .map(number -> lines.number(order.tenant(), number).thenApply(Outside::isNamed))
                .orElseGet(() -> CompletableFuture.completedStage(false));
    }

    private static boolean isNamed(Optional<NumberEntry> entry) {
        return entry.map(found -> found.settings().number())
                .filter(number -> !number.open() || number.digits().length() >= OWN_ROW)
                .isPresent();
    }

    // What one call asks for

    List<Hop> hops(Route route) {
        return PeerOrder.of(route.trunk().settings().peers(), draw).stream()
                .filter(inService)
                .map(peer -> new Hop(route, peer))
                .toList();
    }

    Optional<Channels.Channel> channel(Route route) {
        return channels.take(
                route.trunk().tenant(),
                route.trunk().name(),
                route.emergency() ? Integer.MAX_VALUE : route.trunk().settings().channels());
    }

    boolean mayBegin(Route route) {
        return route.emergency()
                || rates.take(
                        route.trunk().tenant(),
                        route.trunk().name(),
                        route.trunk().settings().outbound().callsPerMinute());
    }

    SipLeg place(Order order, Hop hop, int attempt, Consumer<SipSignal> ears) {
        Route route = hop.route();
        TrunkPeer peer = hop.peer();
        var account = route.trunk().account();
        var outgoing = new Outgoing(
                order.callId() + '-' + attempt,
                "sip:" + route.number() + "@" + lines.domain(order.tenant()),
                new Flow(node, peer.transport(), peer.host(), peer.port(), Optional.empty()),
                route.callerId().orElse("anonymous"),
                order.name(),
                // Whom a carrier knows by an account it knows in its own domain.
                account.map(known -> known.realm()).orElse(lines.domain(order.tenant())),
                order.sdp(),
                Optional.of(new Outgoing.OverTrunk(route.callerId(), route.withheld(), account, silence)));
        return placing.call(outgoing, ears);
    }

    void told(Order order, Optional<Route> route, String outcome) {
        observer.dialled(order.tenant(), route.map(over -> over.trunk().name()).orElse(""), outcome);
    }
}
