package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.at;
import static io.cordboard.routing.matching.Tenant.interaction;
import static io.cordboard.routing.matching.Tenant.queue;

import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What worked examples tell and ask a matcher of their own. */
class Examples {

    final Matcher matcher = new Matcher();

    /** Queue {@code q} has this policy. */
    void policy(Consumer<Policy.Draft> change) {
        matcher.queue(queue("q"), Policy.DEFAULT.with(change), 1);
    }

    /** The same, and it tries this one, version 2. */
    void policies(Consumer<Policy.Draft> ruling, Consumer<Policy.Draft> tried) {
        matcher.queue(
                queue("q"),
                Policy.DEFAULT.with(ruling),
                1,
                Optional.of(new Trial("new", Policy.DEFAULT.with(tried), 2, 50)));
    }

    void agents(ReadyAgent... agents) {
        Arrays.stream(agents).forEach(matcher::agent);
    }

    void calls(Tenant.Call... calls) {
        Arrays.stream(calls).map(Tenant.Call::waiting).forEach(matcher::waiting);
    }

    /** What is proposed, as {@code interaction>agent}. */
    List<String> matched(double seconds) {
        return matcher.match(at(seconds), Integer.MAX_VALUE).stream()
                .map(proposal ->
                        proposal.interaction().name() + '>' + proposal.agent().name())
                .toList();
    }

    /** Why {@code i1} waits. */
    Explanation explained(double seconds) {
        return matcher.explain(interaction("i1"), at(seconds)).orElseThrow();
    }
}
