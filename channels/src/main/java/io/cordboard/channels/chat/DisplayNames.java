package io.cordboard.channels.chat;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The display names in agents' profiles, remembered for a minute. */
public final class DisplayNames implements AgentNames {

    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final int MOST = 10_000;

    private final Switchboard switchboard;
    private final SequencedMap<AgentId, Known> known = new LinkedHashMap<>();

    private record Known(String name, long since) {}

    public DisplayNames(Switchboard switchboard) {
        this.switchboard = switchboard;
    }

    @Override
    public CompletionStage<String> of(AgentId agent) {
        return remembered(agent)
                .<CompletionStage<String>>map(CompletableFuture::completedStage)
                .orElseGet(() -> switchboard
                        .ask(new AgentCommand.Show(agent), ANSWER_WITHIN)
                        .thenApply(reply -> {
                            if (reply instanceof Reply.Found found && found.view() instanceof AgentView view) {
                                remember(agent, view.profile().displayName());
                                return view.profile().displayName();
                            }
                            throw new IllegalStateException("Expected the profile of " + agent + ", but got " + reply);
                        }));
    }

    private Optional<String> remembered(AgentId agent) {
        synchronized (known) {
            return Optional.ofNullable(known.get(agent))
                    .filter(one -> System.nanoTime() - one.since() < FRESH.toNanos())
                    .map(Known::name);
        }
    }

    private void remember(AgentId agent, String name) {
        synchronized (known) {
            known.putLast(agent, new Known(name, System.nanoTime()));
            if (known.size() > MOST) {
                known.pollFirstEntry();
            }
        }
    }
}
