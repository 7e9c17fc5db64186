package io.cordboard.routing.leg;

import io.cordboard.routing.entity.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/**
 * How many contacts may be arriving on a node at once, whatever their medium. More are refused with {@link Refusal#OVERLOADED}:
 * otherwise a rush is opened and queued at the expense of those who are being served, and fewer are served than without it.
 */
final class Doorway implements Extension {

    private static final AbstractExtensionId<Doorway> ID = new AbstractExtensionId<>() {
        @Override
        public Doorway createExtension(ExtendedActorSystem system) {
            return new Doorway(system.settings().config().getInt("cordboard.routing.max-arriving"), HELD_UP);
        }
    };

    /** Who is under way for so long counts no more: most likely a lost node holds them up, which others must not suffer from. */
    private static final Duration HELD_UP = Duration.ofSeconds(1);

    private final int max;
    private final Semaphore room;
    private final Duration heldUp;

    Doorway(int max, Duration heldUp) {
        if (max < 1) {
            throw new IllegalArgumentException("Expected cordboard.routing.max-arriving of at least 1, but got " + max);
        }
        this.max = max;
        this.room = new Semaphore(max);
        this.heldUp = heldUp;
    }

    /** The one of this node. */
    static Doorway of(ActorSystem node) {
        return ID.get(node);
    }

    /** Asks, if there is room for one more; empty if not. */
    <T> Optional<CompletionStage<T>> enter(Supplier<CompletionStage<T>> asking) {
        if (!room.tryAcquire()) {
            return Optional.empty();
        }
        CompletionStage<T> answer;
        try {
            answer = asking.get();
        } catch (RuntimeException e) {
            room.release();
            throw e;
        }
        var _ = answer.<Optional<T>>thenApply(Optional::of)
                .toCompletableFuture()
                .completeOnTimeout(Optional.empty(), heldUp.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((_, _) -> room.release());
        return Optional.of(answer);
    }

    int max() {
        return max;
    }
}
