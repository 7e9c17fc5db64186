package io.cordboard.routing.router;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Shadow;
import io.cordboard.routing.interaction.Shadow.Choice;
import io.cordboard.routing.matching.Matcher;
import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A second kernel that goes by the policies which queues try, in a world where the first one's decisions count. It decides before the
 * first. What both decided stays; what only the first decided counts here, too; what only this one decided is taken back and, where a
 * policy is tried, remembered until the first decides: its interaction is then set aside here, and keeps nobody from other work.
 */
final class Understudy {

    private record Pair(InteractionId interaction, AgentId agent) {

        static Pair of(Proposal proposal) {
            return new Pair(proposal.interaction(), proposal.agent());
        }
    }

    /** What was decided of one that waits, and not yet by the first kernel; the oldest first. */
    private record Ahead(QueueId queue, Instant stay, List<Choice> choices) {

        boolean isOf(Waiting waiting) {
            return queue.equals(waiting.queue()) && stay.equals(waiting.enqueued());
        }

        Optional<Choice> of(AgentId agent) {
            return choices.stream()
                    .filter(choice -> choice.agent().equals(agent))
                    .findFirst();
        }
    }

    private final Matcher matcher = new Matcher();
    private final Map<QueueId, Trial> trials = new HashMap<>();
    private final Map<InteractionId, Ahead> ahead = new HashMap<>();

    private List<Proposal> decided = List.of();
    private Instant decidedAt = Instant.MIN;
    private boolean cut;

    /** Is to be told of everything that is not told here. */
    Matcher matcher() {
        return matcher;
    }

    void begin(Matcher live, Map<QueueId, RouterCommand.QueueRules> all) {
        live.tell(matcher);
        all.forEach(this::queue);
    }

    void queue(QueueId queue, RouterCommand.QueueRules rules) {
        Optional<Trial> before = Optional.ofNullable(trials.remove(queue));
        Optional<Trial> latest =
                rules.trial().map(trial -> new Trial(trial.policyId(), trial.beside(rules.policy()), trial.version()));
        latest.ifPresent(trial -> trials.put(queue, trial));
        if (!before.equals(latest)) {
            List<InteractionId> stale = ahead.entrySet().stream()
                    .filter(each -> each.getValue().queue().equals(queue))
                    .map(Map.Entry::getKey)
                    .toList();
            stale.forEach(this::forget);
        }
        latest.ifPresentOrElse(
                trial -> matcher.queue(queue, trial.policy(), trial.version(), rules.trial()),
                () -> matcher.queue(queue, rules.policy(), rules.version()));
    }

    void waiting(Waiting waiting) {
        Ahead known = ahead.get(waiting.interaction());
        if (known != null && !known.isOf(waiting)) {
            forget(waiting.interaction());
        }
        matcher.waiting(waiting);
    }

    void forgetWaiting(InteractionId interaction) {
        ahead.remove(interaction);
        matcher.forgetWaiting(interaction);
    }

    /** Nothing was decided of it. */
    private void forget(InteractionId interaction) {
        if (ahead.remove(interaction) != null) {
            matcher.setAside(interaction, false);
        }
    }

    /** Decides; before the first kernel does. */
    void match(Instant now, int max) {
        decided = matcher.match(now, max);
        decidedAt = now;
        cut = decided.size() == max;
        // What its conditions bring about holds here alone.
        matcher.verdicts();
        for (Proposal each : decided) {
            if (trials.containsKey(each.queue())) {
                remember(each, trial(each));
            }
        }
    }

    /** What is tried beside the policy that rules this one; null if nothing is, or if that is what rules it. */
    private @Nullable Trial trial(Proposal proposal) {
        Trial trial = trials.get(proposal.queue());
        return trial == null
                        || matcher.known(proposal.interaction())
                                .flatMap(waiting -> waiting.place().arm())
                                .filter(arm -> arm.isRuledBy(trial.policyId()))
                                .isPresent()
                ? null
                : trial;
    }

    /** Of one that the policy that is tried rules anyway, no more than that something was decided. */
    private void remember(Proposal proposal, @Nullable Trial trial) {
        Waiting waiting = matcher.known(proposal.interaction()).orElseThrow();
        Ahead known = ahead.computeIfAbsent(
                proposal.interaction(), _ -> new Ahead(waiting.queue(), waiting.enqueued(), new ArrayList<>(1)));
        if (trial != null
                && known.of(proposal.agent()).isEmpty()
                && known.choices().size() < trial.policy().simultaneousOffers()) {
            known.choices().add(new Choice(proposal.agent(), decidedAt, proposal.step(), proposal.reason()));
        }
    }

    /** The first kernel has decided so. Gives, for each of its decisions where a policy is tried, what that one decided. */
    Map<Proposal, Shadow> follow(List<Proposal> lived) {
        Set<Pair> here = pairs(decided);
        Set<Pair> there = pairs(lived);
        decided.stream()
                .filter(each -> !there.contains(Pair.of(each)))
                .forEach(each -> matcher.over(each.interaction(), each.agent()));
        Map<Proposal, Shadow> shadows = compare(lived);
        lived.stream().filter(each -> !here.contains(Pair.of(each))).forEach(matcher::decided);
        boolean remembered = false;
        for (Proposal each : decided) {
            if (ahead.containsKey(each.interaction())) {
                matcher.setAside(each.interaction(), true);
                remembered = true;
            }
        }
        // Else it would decide the same again.
        cut &= remembered;
        decided = List.of();
        return shadows;
    }

    private static Set<Pair> pairs(List<Proposal> proposals) {
        Set<Pair> pairs = new HashSet<>();
        proposals.forEach(each -> pairs.add(Pair.of(each)));
        return pairs;
    }

    /** Where several were asked at once, the same agents are held against each other first. */
    private Map<Proposal, Shadow> compare(List<Proposal> lived) {
        Map<Proposal, Shadow> shadows = new HashMap<>();
        for (boolean same : new boolean[] {true, false}) {
            for (Proposal each : lived) {
                Trial trial = trial(each);
                if (trial == null || shadows.containsKey(each)) {
                    continue;
                }
                Optional<Choice> choice = take(each, same);
                // Whom it would ask beside whom it asked first, or after what was cut off, is not known.
                if (choice.isPresent() || (!same && !cut && !ahead.containsKey(each.interaction()))) {
                    shadows.put(each, new Shadow(trial.policyId(), trial.version(), decidedAt, choice));
                }
            }
        }
        lived.forEach(each -> forget(each.interaction()));
        return shadows;
    }

    private Optional<Choice> take(Proposal proposal, boolean same) {
        Ahead known = ahead.get(proposal.interaction());
        if (known == null) {
            return Optional.empty();
        }
        Optional<Choice> choice =
                same ? known.of(proposal.agent()) : known.choices().stream().findFirst();
        choice.ifPresent(known.choices()::remove);
        return choice;
    }

    /** When time alone may change a decision. */
    Optional<Instant> nextDue() {
        return cut ? Optional.of(decidedAt) : matcher.nextDue();
    }
}
