package io.cordboard.node.api.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.fairness.Counts;
import io.cordboard.routing.fairness.Fairness;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Schema {@code FairnessReport}. */
record FairnessBody(
        Instant from,
        Instant to,
        Optional<QueueId> queue,
        Optional<Team> team,
        Definitions definitions,
        Hard hard,
        List<Agent> agents,
        List<Queue> queues) {

    /** How it was counted: schema {@code FairnessDefinitions}. */
    record Definitions(String occupancy, String offers, String expectedOffers) {
        static final Definitions THESE = new Definitions(
                "workSeconds / (workSeconds + idleSeconds); work: a contact in hand, talking or wrapping up, several at once"
                        + " counting once; idle: ready with nothing in hand, here or outside, while an offer rings too",
                "offers count when they are made, outcomes when they end: of an offer open at an end of the time only one may be"
                        + " within",
                "offers made in the queue x this agent's readySeconds in it / those of all who served it; deviation: offers -"
                        + " expectedOffers. Skills, capacity and contacts sent to one agent are not looked at");
    }

    /** What is called hard: schema {@code FairnessHard}. */
    record Hard(@JsonProperty("long") String longOnes, String skilled) {
        static final Hard THESE = new Hard(
                "finished in this time, and handled (talk and wrap-up, from the first second on) for longer than"
                        + " longerThanSeconds of the queue: the nearest rank of 80 % of those finished in it by all agents;"
                        + " longShare is of finished",
                "asked for a skill itself when it was answered, whatever its queue asks of all; skilledShare is of answered");
    }

    /** Schema {@code FairnessFigures}. */
    record Figures(
            long offers,
            long accepted,
            long rejected,
            long busy,
            long missed,
            long unreachable,
            long rescinded,
            long answered,
            long transferredAway,
            long finished,
            double talkSeconds,
            double wrapUpSeconds,
            double handlingSeconds,
            @JsonProperty("long") long longOnes,
            OptionalDouble longShare,
            long skilled,
            OptionalDouble skilledShare) {

        static Figures of(Counts counts) {
            return new Figures(
                    counts.offers(),
                    counts.accepted(),
                    counts.rejected(),
                    counts.busy(),
                    counts.missed(),
                    counts.unreachable(),
                    counts.rescinded(),
                    counts.answered(),
                    counts.transferred(),
                    counts.finished(),
                    seconds(counts.talk()),
                    seconds(counts.wrapUp()),
                    seconds(counts.handling()),
                    counts.longest(),
                    share(counts.longest(), counts.finished()),
                    counts.skilled(),
                    share(counts.skilled(), counts.answered()));
        }

        private static OptionalDouble share(long part, long whole) {
            return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
        }
    }

    /** Schema {@code FairnessAgent}. */
    record Agent(
            AgentId agent,
            String displayName,
            Optional<Team> team,
            double signedInSeconds,
            double readySeconds,
            double workSeconds,
            double outsideSeconds,
            double idleSeconds,
            OptionalDouble occupancy,
            Figures figures,
            List<InQueue> queues) {

        static Agent of(Fairness.OfAgent told) {
            var times = told.times();
            return new Agent(
                    told.agent(),
                    told.displayName(),
                    told.team(),
                    seconds(times.signedIn()),
                    seconds(times.ready()),
                    seconds(times.working()),
                    seconds(times.outside()),
                    seconds(times.idle()),
                    times.occupancy(),
                    Figures.of(told.counts()),
                    told.queues().stream().map(InQueue::of).toList());
        }
    }

    /** Schema {@code FairnessInQueue}. */
    record InQueue(
            QueueId queue,
            double readySeconds,
            Figures figures,
            OptionalDouble expectedOffers,
            OptionalDouble deviation) {

        static InQueue of(Fairness.InQueue told) {
            var expected = told.expected();
            return new InQueue(
                    told.queue(),
                    seconds(told.ready()),
                    Figures.of(told.counts()),
                    expected,
                    expected.isEmpty()
                            ? expected
                            : OptionalDouble.of(told.counts().offers() - expected.getAsDouble()));
        }
    }

    /** Schema {@code FairnessQueue}. */
    record Queue(QueueId queue, int agents, double readySeconds, OptionalDouble longerThanSeconds, Figures figures) {

        static Queue of(Fairness.OfQueue told) {
            return new Queue(
                    told.queue(),
                    told.agents(),
                    seconds(told.ready()),
                    told.longerThan()
                            .map(bound -> OptionalDouble.of(seconds(bound)))
                            .orElseGet(OptionalDouble::empty),
                    Figures.of(told.counts()));
        }
    }

    static FairnessBody of(Instant from, Instant to, Optional<QueueId> queue, Optional<Team> team, Fairness fairness) {
        return new FairnessBody(
                from,
                to,
                queue,
                team,
                Definitions.THESE,
                Hard.THESE,
                fairness.agents().stream().map(Agent::of).toList(),
                fairness.queues().stream().map(Queue::of).toList());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
