package io.cordboard.routing.leg;

import io.cordboard.routing.interaction.InteractionId;
import java.util.List;

/** The outside of one contact, as tests move it: a customer with a phone or a page, or the system that created some work. */
public interface Outside extends AutoCloseable {

    /** Comes in, or repeats that it has; the same for the same outside. */
    InteractionId arrive();

    /** Ends it from outside: hangs up, leaves, cancels. */
    void leave();

    /** Everything that the outside has been told so far, as it was told: what is not in here, the outside cannot know. */
    List<String> told();

    /** Whether the outside has been told that an agent is at it. */
    boolean isServed();

    /** Whether the outside has been told that it is over. */
    boolean isOver();

    @Override
    void close();

    /** The outside of a conversation in words. */
    interface Talking extends Outside {

        /** Says something; waits until it is taken. {@code id} makes a repeat recognisable. */
        void say(String id, String text);

        /** What has been said by anybody, in the order in which the outside was told: {@code customer: text}. */
        List<String> conversation();

        /** Loses the connection without a word. */
        void drop();

        /** Connects again, on whatever node. */
        void comeBack();
    }
}
