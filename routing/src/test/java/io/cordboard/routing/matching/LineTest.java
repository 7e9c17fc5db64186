package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.able;
import static io.cordboard.routing.matching.Tenant.at;
import static io.cordboard.routing.matching.Tenant.interaction;
import static io.cordboard.routing.matching.Tenant.queue;
import static io.cordboard.routing.matching.Tenant.ready;
import static io.cordboard.routing.matching.Tenant.serving;
import static io.cordboard.routing.matching.Tenant.skilled;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line in which far more is asked for than lies side by side. */
class LineTest {

    private static final int SKILLS = 40;
    private static final Capacity ONE_CHAT = new Capacity(1, Map.of(Medium.CHAT, new Capacity.Share(1, 1, false)));

    private final Matcher matcher = new Matcher();
    private final List<Waiting> line = new ArrayList<>();
    private int seconds;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agentsGetTheFirstInLineWhomTheyMayHave(long seed) {
        var random = new SplittableRandom(seed);
        matcher.queue(queue("q"), Policy.DEFAULT, 1);
        int taken = 0;
        for (int i = 0; i < 4_000; i++) {
            // Fills up to some 200, drains to a few, and again.
            boolean fills = i / 700 % 2 == 0;
            int chance = random.nextInt(10);
            if (chance < (fills ? 6 : 2)) {
                come("i" + i, random);
            } else if (chance < (fills ? 8 : 3)) {
                leave(random);
            } else {
                taken += free(random) ? 1 : 0;
            }
        }
        assertThat(taken).isGreaterThan(500);
    }

    private void come(String name, SplittableRandom random) {
        seconds++;
        var waiting = new Waiting(
                interaction(name),
                Medium.CHAT,
                new Place(
                        queue("q"),
                        random.nextInt(5),
                        at(seconds),
                        at(seconds),
                        skills(random, random.nextInt(4)),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of()));
        line.add(waiting);
        line.sort(Comparator.comparingInt(Waiting::priority).reversed().thenComparing(Waiting::since));
        matcher.waiting(waiting);
    }

    private void leave(SplittableRandom random) {
        if (!line.isEmpty()) {
            matcher.forgetWaiting(line.remove(random.nextInt(line.size())).interaction());
        }
    }

    /** One agent is there, takes the first, and goes. */
    private boolean free(SplittableRandom random) {
        ReadyAgent agent = skilled(able(serving(ready("a"), "q"), ONE_CHAT), skills(random, random.nextInt(12)));
        Optional<InteractionId> first = line.stream()
                .filter(waiting -> waiting.skills().entrySet().stream()
                        .allMatch(need -> agent.skills().getOrDefault(need.getKey(), 0) >= need.getValue()))
                .map(Waiting::interaction)
                .findFirst();
        matcher.agent(agent);
        assertThat(matcher.match(at(seconds), 10))
                .extracting(Proposal::interaction)
                .isEqualTo(first.stream().toList());
        matcher.forgetAgent(agent.agent());
        first.ifPresent(matcher::forgetWaiting);
        line.removeIf(waiting -> Optional.of(waiting.interaction()).equals(first));
        return first.isPresent();
    }

    private static Map<Skill, Integer> skills(SplittableRandom random, int count) {
        Map<Skill, Integer> skills = new HashMap<>();
        for (int i = 0; i < count; i++) {
            skills.put(new Skill("s" + random.nextInt(SKILLS)), random.nextInt(1, 11));
        }
        return skills;
    }
}
