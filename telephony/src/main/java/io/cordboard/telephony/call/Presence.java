package io.cordboard.telephony.call;

import io.cordboard.routing.entity.Follower;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.Legs;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;

/**
 * That the customer is there, for as long as it lives: an interaction that nobody follows with presence records that its customer
 * dropped. Apart from the call itself, which goes on following when nothing is heard of the customer any more.
 */
final class Presence extends AbstractActor {

    private final ActorRef follower;

    private Presence(Legs legs, InteractionId call, long seq) {
        follower = getContext().actorOf(legs.follow(call, seq, true, getSelf()));
    }

    static Props props(Legs legs, InteractionId call, long seq) {
        return Props.create(Presence.class, () -> new Presence(legs, call, seq));
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Follower.Followed.class, _ -> follower.tell(Follower.Next.NEXT, getSelf()))
                .match(Follower.Failed.class, _ -> getContext().stop(getSelf()))
                .matchAny(_ -> {})
                .build();
    }
}
