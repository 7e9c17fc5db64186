package io.cordboard.routing.tenant;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an administrator says of a queue.
 *
 * @param policy the policy that rules it
 * @param pinned the one version of the policy to follow; without it, always the latest
 * @param dispositions those to choose from in wrap-up; empty means all of the tenant
 * @param serviceText what agents are told of the service behind this queue
 */
public record QueueSettings(
        String displayName,
        String policy,
        Optional<Integer> pinned,
        Set<String> dispositions,
        Optional<String> serviceText)
        implements Settings {

    static final int MAX_DISPOSITIONS = 200;

    public QueueSettings {
        displayName = Settings.text("a display name", displayName, 100);
        LocalName.require("a policy name", policy);
        pinned.ifPresent(version -> {
            if (version < 1) {
                throw new IllegalArgumentException("Expected a pinned version from 1, but got " + version);
            }
        });
        if (dispositions.size() > MAX_DISPOSITIONS) {
            throw new IllegalArgumentException(
                    "Expected at most " + MAX_DISPOSITIONS + " dispositions, but got " + dispositions.size());
        }
        dispositions = Collections.unmodifiableSortedSet(new TreeSet<>(dispositions));
        dispositions.forEach(disposition -> LocalName.require("a disposition name", disposition));
        serviceText = serviceText.map(text -> Settings.text("a service text", text, 2_000));
    }

    @Override
    public Kind kind() {
        return Kind.QUEUE;
    }

    @Override
    public SortedSet<Ref> references() {
        SortedSet<Ref> references = new TreeSet<>();
        references.add(new Ref(Kind.POLICY, policy));
        dispositions.forEach(disposition -> references.add(new Ref(Kind.DISPOSITION, disposition)));
        return references;
    }

    @Override
    public int size() {
        return 400 + 70 * dispositions.size() + serviceText.map(String::length).orElse(0);
    }
}
