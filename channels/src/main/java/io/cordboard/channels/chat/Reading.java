package io.cordboard.channels.chat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Follower;
import io.cordboard.routing.entity.Follower.News;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.leg.LegRequests;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.actor.ActorRef;

/**
 * Turns the news of an interaction into frames, in order, where some must wait until an agent's display name is known. Used by
 * one actor only, which passes on each {@link News} and {@link Named} that it gets.
 */
final class Reading {

    /** What the actor does with what is read. */
    interface Page {

        void shown(Frame.History frame);

        void passing(Frame frame);

        void caughtUp();

        /** There is nothing to read. */
        void failed();

        /** One {@link Follower.Followed} is dealt with: the follower may go on when there is room. */
        void turned();
    }

    /** The name of an agent has been found; empty if it was not. */
    record Named(AgentId agent, String displayName) {}

    private final Transcript transcript;
    private final AgentNames names;
    private final ActorRef self;
    private final Page page;
    private final Deque<News> inbox = new ArrayDeque<>();
    private final Set<AgentId> awaited = new HashSet<>();

    private boolean caughtUp;

    Reading(Transcript transcript, AgentNames names, ActorRef self, Page page) {
        this.transcript = transcript;
        this.names = names;
        this.self = self;
        this.page = page;
    }

    boolean isCaughtUp() {
        return caughtUp;
    }

    void news(News news) {
        inbox.add(news);
        work();
    }

    void named(Named named) {
        transcript.name(named.agent(), named.displayName());
        awaited.remove(named.agent());
        work();
    }

    private void work() {
        while (awaited.isEmpty() && !inbox.isEmpty()) {
            News next = inbox.element();
            if (next instanceof Follower.Followed followed && !knowsNamesOf(followed)) {
                return;
            }
            inbox.remove();
            take(next);
        }
    }

    private void take(News news) {
        switch (news) {
            case Follower.Followed followed -> {
                for (Event event : followed.events()) {
                    transcript.next((InteractionEvent) event).ifPresent(page::shown);
                }
                page.turned();
            }
            case Follower.CaughtUp _ -> {
                caughtUp = true;
                page.caughtUp();
            }
            case Follower.Whispered whispered -> {
                if (whispered.whisper() instanceof InteractionCommand.Typing typing) {
                    ChatLeg.passing(LegRequests.of(typing)).ifPresent(page::passing);
                }
            }
            case Follower.Failed _ -> page.failed();
        }
    }

    private boolean knowsNamesOf(Follower.Followed followed) {
        for (Event event : followed.events()) {
            awaited.addAll(transcript.unnamed((InteractionEvent) event));
        }
        for (AgentId agent : Set.copyOf(awaited)) {
            names.of(agent)
                    .whenComplete((name, failure) ->
                            self.tell(new Named(agent, failure == null ? name : ""), ActorRef.noSender()));
        }
        return awaited.isEmpty();
    }
}
