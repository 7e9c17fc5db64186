package io.cordboard.telephony.call;

import io.cordboard.telephony.call.Outside.Hop;
import io.cordboard.telephony.line.Dialling;
import io.cordboard.telephony.line.Dialling.Refusal;
import io.cordboard.telephony.line.Dialling.Route;
import io.cordboard.telephony.sip.PlacedLeg;
import io.cordboard.telephony.sip.SipLeg;
import io.cordboard.telephony.sip.SipSignal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call to a number outside: a peer is called, and the next one in its place if that one has no word of whom we call. To whoever
 * holds it, it is one leg.
 */
final class TrunkCall implements PlacedLeg {

    private final Outside outside;
    private final Outside.Order order;
    private final Consumer<SipSignal> ears;
    private final Deque<Route> routes = new ArrayDeque<>();
    private final Deque<Hop> hops = new ArrayDeque<>();
    private Optional<Refusal> refusal = Optional.empty();
    private Optional<SipSignal.Refused> latest = Optional.empty();
    private Channels.@Nullable Channel channel;
    private @Nullable SipLeg leg;
    private @Nullable Route route;
    private int attempt;
    private boolean rang;
    private boolean answered;
    private boolean over;

    TrunkCall(Outside outside, Outside.Order order, Consumer<SipSignal> ears) {
        this.outside = outside;
        this.order = order;
        this.ears = ears;
    }

    synchronized void begin(Dialling.Plan plan) {
        routes.addAll(plan.routes());
        refusal = plan.refusal();
        next();
    }

    synchronized void fail(String why) {
        if (!over) {
            end(why);
            ears.accept(latest.orElseGet(() -> new SipSignal.Refused(0, why)));
        }
    }

    private void next() {
        while (!over) {
            Hop hop = hops.poll();
            if (hop == null) {
                if (!another()) {
                    fail(latest.map(said -> "sip-" + said.status())
                            .orElseGet(
                                    () -> refusal.orElse(Refusal.OUT_OF_SERVICE).word()));
                    return;
                }
            } else {
                int now = ++attempt;
                SipLeg placed = outside.place(order, hop, now, signal -> heard(now, signal));
                if (now == attempt) {
                    leg = placed;
                }
                return;
            }
        }
    }

    /** Goes on to the next trunk; false if none is left. */
    private boolean another() {
        release();
        Route candidate = routes.poll();
        if (candidate == null) {
            return false;
        }
        List<Hop> alive = outside.hops(candidate);
        if (alive.isEmpty()) {
            refuse(Refusal.OUT_OF_SERVICE);
            return true;
        }
        Optional<Channels.Channel> free = outside.channel(candidate);
        if (free.isEmpty()) {
            refuse(Refusal.CHANNELS);
        } else if (!outside.mayBegin(candidate)) {
            free.get().close();
            refuse(Refusal.RATE);
        } else {
            channel = free.get();
            route = candidate;
            hops.addAll(alive);
        }
        return true;
    }

    private void refuse(Refusal why) {
        refusal = refusal.filter(before -> before.compareTo(why) > 0).or(() -> Optional.of(why));
    }

    private synchronized void heard(int of, SipSignal signal) {
        if (over || of != attempt) {
            return;
        }
        switch (signal) {
            case SipSignal.Refused refused
            when !rang && elsewhere(refused.status()) -> {
                outside.told(order, Optional.ofNullable(route), "failed-over");
                latest = Optional.of(refused);
                next();
            }
            case SipSignal.Refused refused -> {
                end(why(refused));
                ears.accept(refused);
            }
            case SipSignal.HungUp _, SipSignal.Lost _ -> {
                over = true;
                release();
                ears.accept(signal);
            }
            case SipSignal.Ringing _ -> {
                rang = true;
                ears.accept(signal);
            }
            case SipSignal.Answered _ -> {
                answered = true;
                outside.told(order, Optional.ofNullable(route), "answered");
                ears.accept(signal);
            }
            case SipSignal.Acknowledged _, SipSignal.Offered _, SipSignal.Pressed _, SipSignal.Referred _ ->
                ears.accept(signal);
        }
    }

    /** Whether it says something of the peer, and nothing of whom we call: nothing came, not us, or not now. */
    private static boolean elsewhere(int status) {
        return status == 0 || status == 401 || status == 407 || status == 408 || status >= 500 && status < 600;
    }

    /** Why it came to nothing: what was answered, or else our own word. */
    static String why(SipSignal.Refused refused) {
        return refused.status() == 0 ? refused.phrase() : "sip-" + refused.status();
    }

    private void end(String outcome) {
        over = true;
        release();
        outside.told(order, Optional.ofNullable(route), outcome);
    }

    private void release() {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    // As the one leg that it is

    @Override
    public void follow(Consumer<SipSignal> ignored) {
        throw new UnsupportedOperationException("Expected who listens to be known from the beginning");
    }

    @Override
    public synchronized void accept(String sdp) {
        if (leg != null) {
            leg.accept(sdp);
        }
    }

    @Override
    public synchronized void decline(int status) {
        if (leg != null) {
            leg.decline(status);
        }
    }

    @Override
    public synchronized void refer(int status) {
        if (leg != null) {
            leg.refer(status);
        }
    }

    @Override
    public synchronized void hangUp() {
        if (!over && !answered) {
            outside.told(order, Optional.ofNullable(route), "given-up");
        }
        over = true;
        release();
        if (leg != null) {
            leg.hangUp();
        }
    }
}
