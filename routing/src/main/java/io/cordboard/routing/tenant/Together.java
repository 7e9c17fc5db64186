package io.cordboard.routing.tenant;

import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.PolicyCodec;
import io.cordboard.routing.queue.Trial;
import io.cordboard.routing.tenant.Catalogue.QueueEntry;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Optional;

/** The rules that a queue's policy and the one that it tries can serve one line, and fit the one message that tells of both. */
final class Together {

    /** As one policy alone may say; with what waits it fits Artery's frame (512 KiB). */
    static final int MOST_BYTES = 256 * 1024;

    private final IdentityHashMap<Policy, Integer> sizes = new IdentityHashMap<>();

    boolean fit(Policy ruling, Policy tried) {
        return bytes(ruling) + bytes(tried) <= MOST_BYTES;
    }

    /** What is wrong with a queue's trial, if anything. */
    Optional<String> problem(Catalogue catalogue, QueueEntry queue) {
        return catalogue
                .trial(queue.settings())
                .flatMap(trial -> catalogue
                        .ruling(queue.settings())
                        .flatMap(ruling -> problem(queue.name(), ruling.document(), trial)));
    }

    private Optional<String> problem(String queue, Policy ruling, Trial trial) {
        if (!fit(ruling, trial.policy())) {
            return Optional.of("Expected at most " + MOST_BYTES + " bytes of policy '" + trial.policyId()
                    + "' and the one beside which '" + queue + "' tries it, but got "
                    + (bytes(ruling) + bytes(trial.policy())));
        }
        return trial.share() == 0 || trial.canShare(ruling)
                ? Optional.empty()
                : Optional.of("Expected the order fifo in '" + queue + "', as policy '" + trial.policyId()
                        + "' with a share of its traffic has the strategy batch-optimum, but got lifo");
    }

    private int bytes(Policy policy) {
        return sizes.computeIfAbsent(
                policy, each -> PolicyCodec.write(each).toString().getBytes(StandardCharsets.UTF_8).length);
    }
}
