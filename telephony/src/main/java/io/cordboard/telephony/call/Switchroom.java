package io.cordboard.telephony.call;

import io.cordboard.telephony.sip.Invite;
import io.cordboard.telephony.sip.SipLeg;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.OneForOneStrategy;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.SupervisorStrategy;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.japi.pf.DeciderBuilder;

/** The calls of a node, and how many there may be. */
final class Switchroom extends AbstractActor {

    record Admit(Admission admission, Invite invite, SipLeg leg, String trunk, int channels) {}

    enum Count {
        COUNT
    }

    /** Ends all calls, then itself. */
    enum Close {
        CLOSE
    }

    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final CallDesk desk;
    private final Map<ActorRef, Channels.Channel> calls = new HashMap<>();
    private boolean closing;

    private Switchroom(CallDesk desk) {
        this.desk = desk;
    }

    static Props props(CallDesk desk) {
        return Props.create(Switchroom.class, () -> new Switchroom(desk));
    }

    /** A call that fails is over: it has no state to go on from, and lets go of everybody when it stops. */
    @Override
    public SupervisorStrategy supervisorStrategy() {
        return new OneForOneStrategy(DeciderBuilder.match(Exception.class, _ -> SupervisorStrategy.stop())
                .build());
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Admit.class, this::admit)
                .match(Terminated.class, terminated -> ended(terminated.getActor()))
                .matchEquals(Count.COUNT, _ -> getSender().tell(calls.size(), getSelf()))
                .matchEquals(Close.CLOSE, _ -> {
                    closing = true;
                    calls.keySet().forEach(call -> call.tell(CallActor.Stop.STOP, getSelf()));
                    stopIfDone();
                })
                .build();
    }

    private void admit(Admit admit) {
        var tenant = admit.admission().tenant();
        String name = "call-" + tenant + "-" + admit.admission().id().name();
        if (getContext().findChild(name).isPresent()) {
            // RFC 3261 §8.2.2.2: the same call by another way.
            turnAway(admit, "merged", 482, Optional.empty());
        } else if (closing || calls.size() >= desk.settings().maxCalls()) {
            turnAway(admit, "max-calls", 503, Optional.of(AGAIN));
        } else {
            Optional<Channels.Channel> channel = desk.channels().take(tenant, admit.trunk(), admit.channels());
            if (channel.isEmpty()) {
                turnAway(admit, "channels", 503, Optional.of(AGAIN));
                return;
            }
            ActorRef call =
                    getContext().actorOf(CallActor.props(desk, admit.admission(), admit.invite(), admit.leg()), name);
            getContext().watch(call);
            calls.put(call, channel.get());
        }
    }

    private void turnAway(Admit admit, String reason, int status, Optional<Duration> again) {
        desk.observer().turnedAway(reason);
        admit.leg().refuse(status, again);
    }

    private void ended(ActorRef call) {
        Channels.Channel channel = calls.remove(call);
        if (channel != null) {
            channel.close();
        }
        stopIfDone();
    }

    private void stopIfDone() {
        if (closing && calls.isEmpty()) {
            getContext().stop(getSelf());
        }
    }
}
