package io.cordboard.routing.router;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionId;
import java.time.Instant;

/**
 * A decision that was recorded, beside what the kernel makes of the same news.
 *
 * @param by the agent who was offered it; for {@link Cause#NOT_MADE} the one whom the kernel would have offered it
 * @param cause whether it is the same, or what stands in the way
 * @param why in words; empty if it is the same
 */
public record Retraced(Instant at, InteractionId interaction, AgentId by, Cause cause, String why) {

    /** Why a decision is not the recorded one. */
    public enum Cause {
        /** It is: this agent, this interaction, this step, this version of the policy. */
        SAME("the same"),
        /** Something that matters to it was recorded so shortly before that the router may have heard it in another order. */
        UNDER_WAY("news under way"),
        /** The kernel would have offered it to another. */
        OTHER_AGENT("another agent"),
        /** The kernel would have offered the agent another interaction first. */
        OTHER_INTERACTION("another interaction"),
        /** The same agent, by another step or version of the policy. */
        OTHER_RULES("other rules"),
        /** It was not waiting, by the journal. */
        NOT_WAITING("not waiting"),
        /** The agent could not have it, by the journal. */
        NOT_ELIGIBLE("not eligible"),
        /** The kernel decides and nothing was recorded: no router was there, or the agent's node was silent. */
        NOT_MADE("not made");

        private final String word;

        Cause(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
