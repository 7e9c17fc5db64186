package io.cordboard.routing.tenant;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an administrator says of a queue.
 *
 * @param policy the policy that rules it
 * @param pinned the one version of the policy to follow; without it, always the latest
 * @param dispositions those to choose from in wrap-up; empty means all of the tenant
 * @param serviceText what agents are told of the service behind this queue
 * @param trial the policy that decides beside the first, or rules a share of the traffic
 */
public record QueueSettings(
        String displayName,
        String policy,
        Optional<Integer> pinned,
        Set<String> dispositions,
        Optional<String> serviceText,
        Optional<TrialChoice> trial)
        implements Settings {

    static final int MAX_DISPOSITIONS = 200;

    /** One without a trial. */
    public QueueSettings(
            String displayName,
            String policy,
            Optional<Integer> pinned,
            Set<String> dispositions,
            Optional<String> serviceText) {
        this(displayName, policy, pinned, dispositions, serviceText, Optional.empty());
    }

    public QueueSettings {
        displayName = Settings.text("a display name", displayName, 100);
        // Checks both.
        new PolicyChoice(policy, pinned);
        if (dispositions.size() > MAX_DISPOSITIONS) {
            throw new IllegalArgumentException(
                    "Expected at most " + MAX_DISPOSITIONS + " dispositions, but got " + dispositions.size());
        }
        dispositions = Collections.unmodifiableSortedSet(new TreeSet<>(dispositions));
        dispositions.forEach(disposition -> LocalName.require("a disposition name", disposition));
        serviceText = serviceText.map(text -> Settings.text("a service text", text, 2_000));
    }

    /** What rules it. */
    PolicyChoice ruling() {
        return new PolicyChoice(policy, pinned);
    }

    /** Every policy that decides in it, acted on or not. */
    List<PolicyChoice> deciding() {
        return Stream.concat(Stream.of(ruling()), trial.map(TrialChoice::choice).stream())
                .toList();
    }

    @Override
    public Kind kind() {
        return Kind.QUEUE;
    }

    @Override
    public SortedSet<Ref> references() {
        SortedSet<Ref> references = new TreeSet<>();
        deciding().forEach(choice -> references.add(new Ref(Kind.POLICY, choice.policy())));
        dispositions.forEach(disposition -> references.add(new Ref(Kind.DISPOSITION, disposition)));
        return references;
    }

    @Override
    public int size() {
        return 500 + 70 * dispositions.size() + serviceText.map(String::length).orElse(0);
    }
}
