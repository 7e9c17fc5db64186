package io.cordboard.routing.entity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;

/**
 * Those who follow an entity, and what their coming and going means to its rules: a person whose last connection is gone is
 * given a moment to come back before the rules are told.
 */
final class Connections<C extends Command, S> {

    /** How often it is looked after whether they still are there. */
    static final Duration TICK = Duration.ofSeconds(2);

    /** How long a person may be without a connection before it counts as lost: a page that reloads. */
    private static final Duration LINGER = Duration.ofSeconds(2);
    /** The same after this entity has come back from a crash: desktops need a moment to find it. */
    private static final Duration LINGER_AFTER_RECOVERY = Duration.ofSeconds(8);

    private final EntityType.Presence<C, S> presence;
    private final String entityId;
    private final Watchers watchers = new Watchers();
    private boolean ticking;
    /** Whether the rules believe that there is a connection. */
    private boolean expected;

    private Instant seen = Instant.EPOCH;

    Connections(EntityType.Presence<C, S> presence, String entityId) {
        this.presence = presence;
        this.entityId = entityId;
    }

    void recovered(Instant now) {
        seen = now.plus(LINGER_AFTER_RECOVERY).minus(LINGER);
    }

    /** Returns whether there is room. */
    boolean add(ActorRef ref, Watch watch, Instant now) {
        return watchers.add(ref, watch, now);
    }

    void remove(ActorRef ref) {
        watchers.remove(ref);
    }

    boolean isEmpty() {
        return watchers.isEmpty();
    }

    void tell(Message news, ActorRef from) {
        watchers.tell(news, from);
    }

    /** {@link #TICK} has passed. */
    void tick(Instant now) {
        ticking = false;
        watchers.expire(now);
    }

    /** What to tell the rules of this state, if what they believe of people's connections is no longer so. */
    Optional<C> contradiction(S state, Instant now) {
        boolean present = watchers.anyPresence();
        boolean nowExpected = presence.contradicts(state, false, entityId).isPresent();
        if (present || (nowExpected && !expected)) {
            seen = now.isAfter(seen) ? now : seen;
        }
        expected = nowExpected;
        return present || now.isAfter(seen.plus(LINGER))
                ? presence.contradicts(state, present, entityId)
                : Optional.empty();
    }

    /** Whether a tick is to be set, which is then under way. */
    boolean wantsTick() {
        if (ticking || (!expected && watchers.isEmpty())) {
            return false;
        }
        ticking = true;
        return true;
    }
}
