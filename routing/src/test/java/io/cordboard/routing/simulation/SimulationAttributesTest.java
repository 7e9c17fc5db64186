package io.cordboard.routing.simulation;

import static io.cordboard.routing.simulation.Centre.NINE;
import static io.cordboard.routing.simulation.Centre.SALES;
import static io.cordboard.routing.simulation.Centre.agent;
import static io.cordboard.routing.simulation.Centre.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.ScorePart;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.policy.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Policies with conditions in virtual time: who gets a call that asks for a language, and when. */
class SimulationAttributesTest {

    private static final List<Shift> SHIFTS =
            List.of(shift("ann", "north", Map.of("languages", List.of("de"))), shift("bob", "south", Map.of()));

    private static final Expression LANGUAGE = Expression.of("agent.languages has interaction.language");

    private final List<String> outcomes = new ArrayList<>();
    private final Witness witness = new Witness() {
        @Override
        public void answered(long number, Arrival arrival, Proposal offer, long atNanos) {
            outcomes.add(String.format(
                    Locale.ROOT, "%d>%s@%.0f", number, offer.agent().name(), atNanos / 1e9));
        }
    };

    private static Shift shift(String name, String team, Map<String, Object> attributes) {
        return new Shift(
                agent(name),
                Optional.of(new Team(team)),
                Set.of(),
                Map.of(),
                Capacity.DEFAULT,
                Attributes.of(attributes),
                Map.of(),
                0,
                Shift.OPEN);
    }

    private static Arrival call(double atSeconds, Map<String, Object> attributes) {
        return new Arrival(
                seconds(atSeconds),
                SALES,
                Medium.VOICE,
                0,
                Map.of(),
                Optional.empty(),
                Attributes.of(attributes),
                seconds(60),
                Arrival.ENDLESS);
    }

    private void run(Policy policy, Arrival... arrivals) {
        Simulation.run(
                Scenario.of(NINE, Map.of(SALES, policy), SHIFTS),
                List.of(arrivals).iterator(),
                witness);
    }

    @Test
    void conditionIsAskedOfEachAgentForWhatTheCallSays() {
        Policy policy = Policy.DEFAULT.with(draft -> draft.where = Optional.of(LANGUAGE));
        run(policy, call(0, Map.of("language", "de")), call(1, Map.of("language", "de")), call(2, Map.of()));
        assertThat(outcomes).containsExactly("0>ann@0", "1>ann@60");
    }

    @Test
    void stepWidensTheConditionInVirtualTime() {
        Policy policy = Policy.DEFAULT.with(draft -> {
            draft.where = Optional.of(LANGUAGE);
            draft.steps = List.of(new Step(
                    Duration.ofSeconds(30),
                    Map.of(),
                    Set.of(),
                    Optional.of(Expression.of("agent.team == \"south\"")),
                    0));
        });
        run(policy, call(0, Map.of("language", "de")), call(1, Map.of("language", "de")));
        assertThat(outcomes).containsExactly("0>ann@0", "1>bob@31");
    }

    @Test
    void bestScoreGoesByTheConditionsOfItsParts() {
        Policy policy = Policy.DEFAULT.with(draft -> {
            draft.strategy = new Strategy.BestScore();
            draft.score = List.of(new ScorePart(
                    10, Optional.of(Expression.of("customer.vip and agent.team == \"south\" or not customer.vip"))));
        });
        run(policy, call(0, Map.of("customer.vip", true)));
        assertThat(outcomes).containsExactly("0>bob@0");
    }
}
