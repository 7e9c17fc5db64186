package io.cordboard.routing.queue;

import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.policy.Transfer;
import java.util.Optional;

/**
 * A policy that decides in a queue beside the one that rules it: what it decides is recorded and not acted on, but for the share
 * of the arrivals that it rules for real.
 *
 * @param share how many in a hundred
 */
public record Trial(String policyId, Policy policy, int version, int share) {

    /** One that rules nobody. */
    public Trial(String policyId, Policy policy, int version) {
        this(policyId, policy, version, 0);
    }

    /** What is decided by beside the policy that rules, whose offers are those that are made. */
    public Policy beside(Policy ruling) {
        return policy.with(draft -> {
            draft.offer = ruling.offer();
            // Whoever decides for many at once asks one agent at a time.
            draft.simultaneousOffers =
                    policy.strategy() instanceof Strategy.BatchOptimum ? 1 : ruling.simultaneousOffers();
        });
    }

    /** Whether the two can serve one line: it has one order, and a batch cannot serve the last first. */
    public boolean canShare(Policy ruling) {
        return !(policy.strategy() instanceof Strategy.BatchOptimum)
                || ruling.priority().order() != Priority.Order.LIFO;
    }

    /**
     * What those are ruled by whom it rules: itself, save for what there is but one of in a queue, which are the order of its line
     * and its hours. Empty if the two cannot serve one line.
     */
    public Optional<Policy> acting(Policy ruling) {
        return canShare(ruling)
                ? Optional.of(policy.with(draft -> {
                    draft.priority = ruling.priority();
                    draft.hours = ruling.hours();
                    draft.transfer = new Transfer(
                            ruling.transfer().keepsAge(), policy.transfer().namedFor());
                }))
                : Optional.empty();
    }

    /** What rules one that is on this side of a trial, if that is this one. */
    public Optional<Policy> acting(Policy ruling, Optional<Arm> arm) {
        return arm.filter(this::rules).flatMap(_ -> acting(ruling));
    }

    private boolean rules(Arm arm) {
        return arm.isRuledBy(policyId);
    }

    /** By what rules one leaves that is on this side of a trial, if that is this one. */
    Optional<Overflow> overflow(Policy ruling, Optional<Arm> arm) {
        return arm.filter(this::rules).filter(_ -> canShare(ruling)).map(_ -> policy.overflow());
    }

    /** On which side one is that comes into the queue: where it was in this trial before, or where its lot falls. */
    Optional<Arm> draw(QueueId queue, InteractionId interaction, Optional<Arm> before) {
        if (share == 0) {
            return Optional.empty();
        }
        Arm.Side side = before.filter(arm -> arm.trial().equals(policyId))
                .map(Arm::side)
                .orElseGet(() -> lot(queue, interaction) < share ? Arm.Side.TRIAL : Arm.Side.RULING);
        return Optional.of(new Arm(policyId, version, side));
    }

    /** From 0 to below 100: FNV-1a over all that names the two, its bits mixed as by MurmurHash3's finalizer. */
    private double lot(QueueId queue, InteractionId interaction) {
        String name = queue + "\n" + policyId + '\n' + interaction;
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return ((hash ^ (hash >>> 33)) >>> 11) * 0x1.0p-53 * 100;
    }
}
