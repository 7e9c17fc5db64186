package io.cordboard.routing.tenant;

import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.PolicyCodec;
import io.cordboard.routing.tenant.Catalogue.QueueEntry;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Optional;

/** The rule that a queue's policy and the one that it tries fit the one message that tells of both. */
final class Together {

    /** As one policy alone may say; with what waits it fits Artery's frame (512 KiB). */
    static final int MOST_BYTES = 256 * 1024;

    private final IdentityHashMap<Policy, Integer> sizes = new IdentityHashMap<>();

    boolean fit(Policy ruling, Policy tried) {
        return bytes(ruling) + bytes(tried) <= MOST_BYTES;
    }

    /** What is wrong with a queue's trial, if it is too large. */
    Optional<String> tooLarge(Catalogue catalogue, QueueEntry queue) {
        return catalogue
                .trial(queue.settings())
                .flatMap(trial -> catalogue
                        .ruling(queue.settings())
                        .filter(ruling -> !fit(ruling.document(), trial.policy()))
                        .map(ruling -> "Expected at most " + MOST_BYTES + " bytes of policy '" + trial.policyId()
                                + "' and the one beside which '" + queue.name() + "' tries it, but got "
                                + (bytes(ruling.document()) + bytes(trial.policy()))));
    }

    private int bytes(Policy policy) {
        return sizes.computeIfAbsent(
                policy, each -> PolicyCodec.write(each).toString().getBytes(StandardCharsets.UTF_8).length);
    }
}
