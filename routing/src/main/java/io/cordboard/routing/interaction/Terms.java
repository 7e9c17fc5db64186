package io.cordboard.routing.interaction;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Recording;
import io.cordboard.routing.policy.RestAfter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the queue's policy says of an offer and of the work that follows if it is accepted. Travels with the offer and is
 * recorded with it, so that no later change of the policy alters what was agreed.
 *
 * @param deadline how long the agent has to accept
 * @param misses consecutive missed offers after which the agent is set not ready; 0 for never
 * @param autoAccept the agent takes it without being asked
 * @param simultaneous how many agents may hold an offer of this interaction at once
 * @param wrapUp whether the agent works on after the customer has gone, and how long at most
 * @param keep how long the interaction stays with an agent whose connection died after accepting
 * @param then what happens to it after that
 * @param namedFor for how long after entering the queue an interaction sent to one agent is for that agent alone; always, if absent
 * @param restAfter how long the agent is offered nothing after an offer that ended so; never, if absent
 * @param recording how the call is recorded while the agent has it; never, if absent
 */
public record Terms(
        Duration deadline,
        int misses,
        boolean autoAccept,
        int simultaneous,
        WrapUp wrapUp,
        Duration keep,
        AfterKeep then,
        Optional<Duration> namedFor,
        Optional<Map<OfferOutcome, Duration>> restAfter,
        Optional<Recorded> recording) {

    /** Terms after which an agent never rests. */
    public Terms(
            Duration deadline,
            int misses,
            boolean autoAccept,
            int simultaneous,
            WrapUp wrapUp,
            Duration keep,
            AfterKeep then,
            Optional<Duration> namedFor) {
        this(
                deadline,
                misses,
                autoAccept,
                simultaneous,
                wrapUp,
                keep,
                then,
                namedFor,
                Optional.empty(),
                Optional.empty());
    }

    /** How a call is recorded: whenever an agent has it, or when one of those who may says so. */
    public record Recorded(boolean always, Duration pauseAtMost, Duration retention) {}

    /** Terms after which nothing is recorded. */
    public Terms(
            Duration deadline,
            int misses,
            boolean autoAccept,
            int simultaneous,
            WrapUp wrapUp,
            Duration keep,
            AfterKeep then,
            Optional<Duration> namedFor,
            Optional<Map<OfferOutcome, Duration>> restAfter) {
        this(deadline, misses, autoAccept, simultaneous, wrapUp, keep, then, namedFor, restAfter, Optional.empty());
    }

    public Terms {
        restAfter = restAfter.map(Map::copyOf);
    }

    /** The agent's work after the customer has gone (ACW). */
    public record WrapUp(Mode mode, Duration limit) {

        /** Whether wrap-up happens at all, and whether it must end with a disposition. */
        public enum Mode {
            @JsonProperty("none")
            NONE,
            @JsonProperty("optional")
            OPTIONAL,
            @JsonProperty("mandatory")
            MANDATORY
        }
    }

    /** What happens to an interaction whose agent did not come back. */
    public enum AfterKeep {
        @JsonProperty("requeue")
        REQUEUE,
        @JsonProperty("close")
        CLOSE
    }

    /** For offers that no policy speaks of. */
    public static final Terms DEFAULT = new Terms(
            Duration.ofSeconds(20),
            2,
            false,
            1,
            new WrapUp(WrapUp.Mode.OPTIONAL, Duration.ofMinutes(2)),
            Duration.ofMinutes(1),
            AfterKeep.REQUEUE,
            Optional.empty());

    public static Terms of(Policy policy) {
        return new Terms(
                policy.offer().deadline(),
                policy.offer().misses(),
                policy.offer().autoAccept(),
                policy.simultaneousOffers(),
                new WrapUp(
                        switch (policy.wrapUp().mode()) {
                            case NONE -> WrapUp.Mode.NONE;
                            case OPTIONAL -> WrapUp.Mode.OPTIONAL;
                            case MANDATORY -> WrapUp.Mode.MANDATORY;
                        },
                        policy.wrapUp().limit()),
                policy.connection().keep(),
                switch (policy.connection().then()) {
                    case REQUEUE -> AfterKeep.REQUEUE;
                    case CLOSE -> AfterKeep.CLOSE;
                },
                policy.transfer().namedFor(),
                restAfter(policy.offer().restAfter()),
                recorded(policy.recording()));
    }

    private static Optional<Recorded> recorded(Recording recording) {
        return recording.mode() == Recording.Mode.NEVER
                ? Optional.empty()
                : Optional.of(new Recorded(
                        recording.mode() == Recording.Mode.ALWAYS, recording.pauseAtMost(), recording.retention()));
    }

    private static Optional<Map<OfferOutcome, Duration>> restAfter(RestAfter rest) {
        var byOutcome = new EnumMap<OfferOutcome, Duration>(OfferOutcome.class);
        byOutcome.put(OfferOutcome.REJECTED, rest.rejected());
        byOutcome.put(OfferOutcome.BUSY, rest.busy());
        byOutcome.put(OfferOutcome.MISSED, rest.missed());
        byOutcome.put(OfferOutcome.UNREACHABLE, rest.unreachable());
        byOutcome.values().removeIf(Duration::isZero);
        return Optional.of(byOutcome).filter(rests -> !rests.isEmpty()).map(Map::copyOf);
    }

    /** How long the agent is offered nothing after an offer that ended so. */
    public Optional<Duration> restAfter(OfferOutcome outcome) {
        return restAfter.map(rests -> rests.get(outcome));
    }

    Optional<Duration> wrapUpLimit() {
        return wrapUp.mode() == WrapUp.Mode.NONE ? Optional.empty() : Optional.of(wrapUp.limit());
    }
}
