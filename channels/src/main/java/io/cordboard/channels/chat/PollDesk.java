package io.cordboard.channels.chat;

import io.cordboard.routing.interaction.InteractionId;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Terminated;

/** This node's polling customers: one {@link PollSession} each, as long as there is something to do for it. */
final class PollDesk extends AbstractActor {

    /** Something for the session of a chat. */
    record For(InteractionId chat, PollSession.Request request) {}

    private final ChatDesk desk;
    private final Map<InteractionId, ActorRef> sessions = new HashMap<>();

    private PollDesk(ChatDesk desk) {
        this.desk = desk;
    }

    static Props props(ChatDesk desk) {
        return Props.create(PollDesk.class, () -> new PollDesk(desk));
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(For.class, one -> session(one.chat()).forward(one.request(), getContext()))
                .match(PollSession.Idle.class, idle -> {
                    // From here on requests go to another one; what was sent to this one before, it deals with first.
                    if (sessions.remove(idle.chat(), getSender())) {
                        getSender().tell(PoisonPill.getInstance(), getSelf());
                    }
                })
                .match(Terminated.class, gone -> sessions.values().remove(gone.actor()))
                .build();
    }

    private ActorRef session(InteractionId chat) {
        return sessions.computeIfAbsent(
                chat, id -> getContext().watch(getContext().actorOf(PollSession.props(desk, id))));
    }
}
