package io.cordboard.routing.tenant;

import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Preference;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an administrator says of an agent, in the tenant's own names; {@link #profile} is what the agent's entity is told.
 *
 * @param queues the queues the agent serves; empty means all of the tenant
 * @param skills proficiency 0 to 10 by skill
 * @param grace how long the agent's open offers survive the loss of the last connection
 * @param unattended ready without a connection: for agents who work by telephone alone
 * @param attributes what else the conditions of policies may ask of the agent
 * @param preferences how the agent stands to those of the {@code queues} of which something is said
 * @param subject who the agent is to the identity provider (the {@code sub} of a token); of one agent of the tenant only
 * @param phone whether offers of calls ring the phones that the agent has registered
 */
public record AgentSettings(
        String displayName,
        Optional<Team> team,
        Set<String> queues,
        Map<Skill, Integer> skills,
        Capacity capacity,
        Duration grace,
        boolean unattended,
        Attributes attributes,
        Map<String, Preference> preferences,
        Optional<String> subject,
        boolean phone)
        implements Settings {

    /** Long enough for a page to load again. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(15);

    static final int MAX_MEDIA = 50;
    private static final TenantId ANY_TENANT = new TenantId("any");

    /** One of whom nothing more is said. */
    public AgentSettings(
            String displayName,
            Optional<Team> team,
            Set<String> queues,
            Map<Skill, Integer> skills,
            Capacity capacity,
            Duration grace,
            boolean unattended,
            Optional<String> subject) {
        this(displayName, team, queues, skills, capacity, grace, unattended, Attributes.NONE, Map.of(), subject, true);
    }

    public AgentSettings {
        displayName = Settings.text("a display name", displayName, 100);
        queues = Collections.unmodifiableSortedSet(new TreeSet<>(queues));
        preferences = Preference.of(preferences, queues);
        skills = Collections.unmodifiableSortedMap(new TreeMap<>(skills));
        subject = subject.map(text -> Settings.text("a subject", text, 255));
        if (capacity.media().size() > MAX_MEDIA) {
            throw new IllegalArgumentException("Expected at most " + MAX_MEDIA + " media, but got "
                    + capacity.media().size());
        }
        // A profile has rules of its own; what it would refuse when it is sent must be refused here.
        var _ = profile(
                ANY_TENANT, displayName, team, queues, skills, capacity, grace, unattended, attributes, preferences);
    }

    @Override
    public Kind kind() {
        return Kind.AGENT;
    }

    /** What the agent's entity is told. */
    public AgentProfile profile(TenantId tenant) {
        return profile(tenant, displayName, team, queues, skills, capacity, grace, unattended, attributes, preferences);
    }

    @Override
    public SortedSet<Ref> references() {
        SortedSet<Ref> references = new TreeSet<>();
        team.ifPresent(each -> references.add(new Ref(Kind.TEAM, each.name())));
        queues.forEach(queue -> references.add(new Ref(Kind.QUEUE, queue)));
        skills.keySet().forEach(skill -> references.add(new Ref(Kind.SKILL, skill.name())));
        return references;
    }

    @Override
    public int size() {
        return 600
                + 70
                        * (queues.size()
                                + preferences.size()
                                + skills.size()
                                + capacity.media().size())
                + attributes.size();
    }

    private static AgentProfile profile(
            TenantId tenant,
            String displayName,
            Optional<Team> team,
            Set<String> queues,
            Map<Skill, Integer> skills,
            Capacity capacity,
            Duration grace,
            boolean unattended,
            Attributes attributes,
            Map<String, Preference> preferences) {
        Set<QueueId> ids =
                queues.stream().map(queue -> new QueueId(tenant, queue)).collect(Collectors.toUnmodifiableSet());
        Map<QueueId, Preference> ofIds = preferences.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(each -> new QueueId(tenant, each.getKey()), Map.Entry::getValue));
        return new AgentProfile(displayName, team, ids, skills, capacity, grace, unattended, attributes, ofIds);
    }
}
