package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Preference;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Words for one tenant's agents and interactions, short enough for examples. */
final class Tenant {

    static final TenantId ACME = new TenantId("acme");
    static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

    private Tenant() {}

    static QueueId queue(String name) {
        return new QueueId(ACME, name);
    }

    static AgentId agent(String name) {
        return new AgentId(ACME, name);
    }

    static InteractionId interaction(String name) {
        return new InteractionId(ACME, name);
    }

    static Instant at(double seconds) {
        return NINE.plusNanos((long) (seconds * 1e9));
    }

    /** {@code skills("billing", 5, "german", 3)}. */
    static Map<Skill, Integer> skills(Object... namesAndLevels) {
        Map<Skill, Integer> skills = new LinkedHashMap<>();
        for (int i = 0; i < namesAndLevels.length; i += 2) {
            skills.put(new Skill((String) namesAndLevels[i]), (Integer) namesAndLevels[i + 1]);
        }
        return skills;
    }

    /** An agent who serves every queue, has no skill, carries nothing and became idle at {@link #NINE}. */
    static ReadyAgent ready(String name) {
        return new ReadyAgent(agent(name), Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, List.of(), NINE, 0);
    }

    static ReadyAgent idleSince(ReadyAgent agent, double seconds) {
        return with(agent, draft -> draft.idleSince = at(seconds));
    }

    static ReadyAgent serving(ReadyAgent agent, String... queues) {
        return with(
                agent,
                draft -> draft.queues = java.util.Arrays.stream(queues)
                        .map(Tenant::queue)
                        .collect(java.util.stream.Collectors.toSet()));
    }

    static ReadyAgent skilled(ReadyAgent agent, Object... namesAndLevels) {
        return skilled(agent, skills(namesAndLevels));
    }

    static ReadyAgent skilled(ReadyAgent agent, Map<Skill, Integer> skills) {
        return with(agent, draft -> draft.skills = skills);
    }

    static ReadyAgent carrying(ReadyAgent agent, Medium... media) {
        return with(agent, draft -> draft.carried = List.of(media));
    }

    static ReadyAgent able(ReadyAgent agent, Capacity capacity) {
        return with(agent, draft -> draft.capacity = capacity);
    }

    static ReadyAgent talked(ReadyAgent agent, long seconds) {
        return with(agent, draft -> draft.talked = Duration.ofSeconds(seconds));
    }

    static ReadyAgent having(ReadyAgent agent, long contacts) {
        return with(agent, draft -> draft.contacts = contacts);
    }

    static ReadyAgent inTeam(ReadyAgent agent, String team) {
        return with(agent, draft -> draft.team = Optional.of(new Team(team)));
    }

    /** {@code known(ready("ann"), "site", "north")}: what the administrator says of an agent beside. */
    static ReadyAgent known(ReadyAgent agent, Object... namesAndValues) {
        return with(agent, draft -> draft.attributes = attributes(namesAndValues));
    }

    /** Serves the queue beside those it serves, with this priority and a delay of so many seconds. */
    static ReadyAgent serving(ReadyAgent agent, String queue, int priority, double delay) {
        return with(agent, draft -> {
            draft.queues = new HashSet<>(draft.queues);
            draft.queues.add(queue(queue));
            draft.preferences = new HashMap<>(draft.preferences);
            draft.preferences.put(queue(queue), new Preference(priority, Duration.ofNanos((long) (delay * 1e9))));
        });
    }

    private static ReadyAgent with(ReadyAgent agent, Consumer<AgentDraft> change) {
        var draft = new AgentDraft(agent);
        change.accept(draft);
        return new ReadyAgent(
                agent.agent(),
                draft.team,
                draft.queues,
                draft.skills,
                draft.capacity,
                draft.carried,
                draft.idleSince,
                draft.contacts,
                draft.talked,
                draft.attributes,
                draft.preferences);
    }

    static Attributes attributes(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return Attributes.of(members);
    }

    /** A call in queue {@code q} that asks nothing and arrived so many seconds after {@link #NINE}. */
    static Call call(String name, double seconds) {
        return new Call(new Waiting(
                interaction(name),
                Medium.VOICE,
                new Place(
                        queue("q"),
                        0,
                        at(seconds),
                        at(seconds),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of())));
    }

    /** A {@link Waiting} with parts changed. */
    record Call(Waiting waiting) {

        Call in(String queue) {
            return with(draft -> draft.queue = queue(queue));
        }

        Call on(Medium medium) {
            return new Call(new Waiting(waiting.interaction(), medium, waiting.place(), waiting.attributes()));
        }

        /** On the side of the policy {@code new} in its trial. */
        Call tried() {
            return arm("new", Arm.Side.TRIAL);
        }

        Call arm(String trial, Arm.Side side) {
            return with(draft -> draft.arm = Optional.of(new Arm(trial, 2, side)));
        }

        Call priority(int priority) {
            return with(draft -> draft.priority = priority);
        }

        Call enqueued(double seconds) {
            return with(draft -> draft.enqueued = at(seconds));
        }

        Call asking(Object... namesAndLevels) {
            return with(draft -> draft.skills = skills(namesAndLevels));
        }

        Call last(String agent) {
            return with(draft -> draft.lastAgent = Optional.of(agent(agent)));
        }

        Call only(String agent) {
            return with(draft -> draft.onlyAgent = Optional.of(agent(agent)));
        }

        Call transferred(double seconds) {
            return with(draft -> {
                draft.enqueued = at(seconds);
                draft.transferred = Optional.of(at(seconds));
            });
        }

        /** So many steps of this policy have fired before their time. */
        Call fired(int steps, Policy of) {
            return with(draft -> draft.fired = Optional.of(new Place.Fired(steps, of.stepsMark())));
        }

        Call known(Object... namesAndValues) {
            return new Call(
                    new Waiting(waiting.interaction(), waiting.medium(), waiting.place(), attributes(namesAndValues)));
        }

        private Call with(Consumer<Place.Draft> change) {
            return new Call(new Waiting(
                    waiting.interaction(), waiting.medium(), waiting.place().with(change), waiting.attributes()));
        }

        Call standing(Place.Stand stand) {
            return with(draft -> draft.stand = Optional.of(stand));
        }

        Call excluding(String... agents) {
            return new Call(waiting.excluding(
                    java.util.Arrays.stream(agents).map(Tenant::agent).collect(java.util.stream.Collectors.toSet())));
        }
    }

    /** A {@link ReadyAgent} while it is being changed. */
    private static final class AgentDraft {
        private Optional<Team> team;
        private Set<QueueId> queues;
        private Map<Skill, Integer> skills;
        private Capacity capacity;
        private List<Medium> carried;
        private Instant idleSince;
        private long contacts;
        private Duration talked;
        private Attributes attributes;
        private Map<QueueId, Preference> preferences;

        AgentDraft(ReadyAgent from) {
            team = from.team();
            queues = from.queues();
            skills = from.skills();
            capacity = from.capacity();
            carried = from.carried();
            idleSince = from.idleSince();
            contacts = from.contacts();
            talked = from.talked();
            attributes = from.attributes();
            preferences = from.preferences();
        }
    }
}
