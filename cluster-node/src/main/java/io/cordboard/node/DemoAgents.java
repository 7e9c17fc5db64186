package io.cordboard.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.tenant.AgentSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Agents of the demo tenant beside its people, as many as a node is told to have: {@code agent-1}, {@code agent-2} ... */
final class DemoAgents {

    private static final String USERS = "cordboard.node.api.security.demo.users";
    private static final int MAX = 2_000;

    private final int count;

    private DemoAgents(int count) {
        this.count = count;
    }

    /** Reads {@code cordboard.node.demo-agents}. */
    static DemoAgents of(Config application) {
        int count = application.getInt("cordboard.node.demo-agents");
        if (count < 0 || count > MAX) {
            throw new IllegalArgumentException("Expected 0 to " + MAX + " demo agents, but got " + count);
        }
        return new DemoAgents(count);
    }

    private List<String> names() {
        return IntStream.rangeClosed(1, count).mapToObj(n -> "agent-" + n).toList();
    }

    /** The configuration in which each of them can sign in, with the name as the password. */
    Config withLogins(Config application) {
        var users = new ArrayList<Object>(application.getList(USERS));
        for (String name : names()) {
            users.add(Map.of(
                    "tenant",
                    DemoTenant.ID.value(),
                    "user",
                    name,
                    "password",
                    name,
                    "roles",
                    List.of("agent"),
                    "agent",
                    name));
        }
        return count == 0 ? application : application.withValue(USERS, ConfigValueFactory.fromIterable(users));
    }

    /** What the tenant says of each: good at something of everything, like the people, but not the best. */
    Map<String, AgentSettings> settings() {
        var all = new java.util.LinkedHashMap<String, AgentSettings>();
        int number = 0;
        for (String name : names()) {
            number++;
            var skills = Map.of(
                    new Skill("english"),
                    8,
                    new Skill("technical"),
                    2 + number % 6,
                    new Skill("selling"),
                    1 + number % 7,
                    new Skill("escalation"),
                    number % 4);
            all.put(
                    name,
                    new AgentSettings(
                            "Agent " + number,
                            Optional.of(new Team("first-line")),
                            Set.of(),
                            skills,
                            Capacity.DEFAULT,
                            AgentSettings.DEFAULT_GRACE,
                            false,
                            Optional.of(name)));
        }
        return all;
    }
}
