package io.cordboard.routing.router;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.matching.Outlook;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What customers who wait were told, so that it never grows: whoever comes before them meanwhile, they hear of nothing worse. */
final class Told {

    /** That an answer was expected by then. */
    private record Last(QueueId queue, int position, Optional<Instant> answeredBy) {}

    private final Map<InteractionId, Last> all = new HashMap<>();

    /** What to tell of one that waits in {@code queue}, if this is how it looks now; in whole seconds. */
    Outlook tell(InteractionId interaction, QueueId queue, Optional<Outlook> now, Instant at) {
        Last last = all.get(interaction);
        int position = now.map(Outlook::position).orElse(Outlook.FURTHEST);
        Optional<Instant> answeredBy = now.flatMap(Outlook::estimate).map(at::plus);
        if (last != null && last.queue().equals(queue)) {
            position = Math.min(position, last.position());
            if (answeredBy.isEmpty()
                    || last.answeredBy().filter(answeredBy.get()::isAfter).isPresent()) {
                answeredBy = last.answeredBy();
            }
        }
        all.put(interaction, new Last(queue, position, answeredBy));
        return new Outlook(position, answeredBy.map(by -> left(at, by)));
    }

    private static Duration left(Instant at, Instant by) {
        Duration left = Duration.between(at, by);
        return left.isNegative()
                ? Duration.ZERO
                : Duration.ofSeconds(left.plusNanos(999_999_999).toSeconds());
    }

    boolean knows(InteractionId interaction) {
        return all.containsKey(interaction);
    }

    void gone(InteractionId interaction) {
        all.remove(interaction);
    }
}
