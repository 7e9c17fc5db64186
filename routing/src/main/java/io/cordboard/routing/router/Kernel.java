package io.cordboard.routing.router;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.interaction.Shadow;
import io.cordboard.routing.matching.AgentExplanation;
import io.cordboard.routing.matching.Explanation;
import io.cordboard.routing.matching.Matcher;
import io.cordboard.routing.matching.Outlook;
import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.matching.QueueOutlook;
import io.cordboard.routing.matching.ReadyAgent;
import io.cordboard.routing.matching.Verdict;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The kernel that decides and, as long as any queue tries a policy, its {@link Understudy}. Whatever that one does, the decisions are
 * those of the first alone: it is told after the first, and when it fails it is let go until a trial changes.
 */
final class Kernel {

    /** One decision, and what a policy that is tried in its queue decided. */
    record Decision(Proposal proposal, Optional<Shadow> shadow) {}

    private final Matcher live = new Matcher();
    private final Map<QueueId, RouterCommand.QueueRules> trials = new HashMap<>();
    private final boolean rehearses;
    private @Nullable Understudy understudy;
    private @Nullable RuntimeException failure;

    /** @param rehearses whether it has an understudy at all */
    Kernel(boolean rehearses) {
        this.rehearses = rehearses;
    }

    void queue(QueueId queue, RouterCommand.QueueRules rules) {
        live.queue(queue, rules.policy(), rules.version(), rules.trial());
        if (rehearses) {
            rehearse(queue, rules);
        }
    }

    private void rehearse(QueueId queue, RouterCommand.QueueRules rules) {
        Optional<Trial> before = Optional.ofNullable(trials.remove(queue)).flatMap(RouterCommand.QueueRules::trial);
        if (rules.trial().isPresent()) {
            trials.put(queue, rules);
        }
        boolean changes = !before.equals(rules.trial());
        if (trials.isEmpty()) {
            understudy = null;
        } else if (understudy != null) {
            beside(each -> each.queue(queue, rules));
        } else if (changes) {
            understudy = new Understudy();
            beside(each -> each.begin(live, trials));
        }
    }

    /** The understudy's part, which must never be felt. */
    private <T> T beside(Function<Understudy, T> part, T without) {
        if (understudy != null) {
            try {
                return part.apply(understudy);
            } catch (RuntimeException e) {
                failure = e;
                understudy = null;
            }
        }
        return without;
    }

    private void beside(Consumer<Understudy> part) {
        beside(
                each -> {
                    part.accept(each);
                    return true;
                },
                false);
    }

    /** Why no policy is tried any more, if that has come about since this was asked last. */
    Optional<RuntimeException> failure() {
        Optional<RuntimeException> latest = Optional.ofNullable(failure);
        failure = null;
        return latest;
    }

    void agent(ReadyAgent agent) {
        live.agent(agent);
        beside(each -> each.matcher().agent(agent));
    }

    void forgetAgent(AgentId agent) {
        live.forgetAgent(agent);
        beside(each -> each.matcher().forgetAgent(agent));
    }

    void waiting(Waiting waiting) {
        live.waiting(waiting);
        beside(each -> each.waiting(waiting));
    }

    void forgetWaiting(InteractionId interaction) {
        live.forgetWaiting(interaction);
        beside(each -> each.forgetWaiting(interaction));
    }

    void left(QueueId queue, Instant since, boolean answered) {
        live.left(queue, since, answered);
        beside(each -> each.matcher().left(queue, since, answered));
    }

    void confirmed(InteractionId interaction, AgentId agent) {
        live.confirmed(interaction, agent);
        beside(each -> each.matcher().confirmed(interaction, agent));
    }

    void over(InteractionId interaction, AgentId agent) {
        live.over(interaction, agent);
        beside(each -> each.matcher().over(interaction, agent));
    }

    void looking(boolean look) {
        live.looking(look);
        beside(each -> each.matcher().looking(look));
    }

    List<Decision> match(Instant now, int max) {
        beside(each -> each.match(now, max));
        List<Proposal> proposals = live.match(now, max);
        Map<Proposal, Shadow> shadows = beside(each -> each.follow(proposals), Map.of());
        return proposals.stream()
                .map(proposal -> new Decision(proposal, Optional.ofNullable(shadows.get(proposal))))
                .toList();
    }

    Optional<Instant> nextDue() {
        Optional<Instant> due = live.nextDue();
        if (understudy == null) {
            return due;
        }
        Optional<Instant> beside = understudy.nextDue();
        return beside.filter(at -> due.isEmpty() || at.isBefore(due.get())).or(() -> due);
    }

    boolean isSent(InteractionId interaction) {
        return live.isSent(interaction);
    }

    boolean isOffered(InteractionId interaction) {
        return live.isOffered(interaction);
    }

    List<Verdict> verdicts() {
        return live.verdicts();
    }

    Optional<Outlook> outlook(InteractionId interaction, Instant at) {
        return live.outlook(interaction, at);
    }

    QueueOutlook outlook(QueueId queue, Medium medium, Instant at) {
        return live.outlook(queue, medium, at);
    }

    Optional<Place.Stand> stand(InteractionId interaction, int position) {
        return live.stand(interaction, position);
    }

    Optional<Explanation> explain(InteractionId interaction, Instant at) {
        return live.explain(interaction, at);
    }

    Optional<AgentExplanation> explain(AgentId agent, Instant at) {
        return live.explain(agent, at);
    }
}
