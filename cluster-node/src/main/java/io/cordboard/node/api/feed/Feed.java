package io.cordboard.node.api.feed;

import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.node.api.ProblemException;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.tenant.TenantId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A tenant's events in the order in which they were recorded, each with a number that only grows. */
public interface Feed {

    /** Up to {@code limit} events after {@code after}; 0 is before the first. */
    CompletionStage<Part> read(TenantId tenant, long after, int limit);

    /** The number of the latest event of anybody. */
    CompletionStage<Long> latest();

    /** No feed: whoever asks is told that it is unavailable. */
    static Feed none() {
        return new Feed() {
            @Override
            public CompletionStage<Part> read(TenantId tenant, long after, int limit) {
                return CompletableFuture.failedFuture(unavailable());
            }

            @Override
            public CompletionStage<Long> latest() {
                return CompletableFuture.failedFuture(unavailable());
            }

            private ProblemException unavailable() {
                return Problem.of(ProblemCode.UNAVAILABLE, "Expected a node with views, but this one has none")
                        .exception();
            }
        };
    }

    /** Some events, and the number after which to go on: also where none of the tenant's was among those looked at. */
    record Part(List<Entry> entries, long next) {
        public Part {
            entries = List.copyOf(entries);
        }
    }

    /** Event {@code seq} of the entity with this persistence id. */
    record Entry(long number, String persistenceId, long seq, Event event) {}
}
