package io.cordboard.routing.flow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a customer hears and can do while waiting in a queue after the flow.
 *
 * @param music the name of a recording that is played over and over; text has none
 */
public record Treatment(
        Optional<String> music, Optional<Announcements> announcements, Optional<Exit> exit, Optional<Offer> callback) {

    /** What is said at once, if {@code first} is zero, and again and again. */
    public record Announcements(Duration first, Duration every, List<Prompt> say) {}

    /** What leads back into the flow. */
    public record Exit(String key, List<String> words, String then) {
        public Exit {
            Key.require(key);
            words = Words.all(words);
        }
    }

    /** What is offered after a while, and what leads to it. */
    public record Offer(Duration after, List<Prompt> say, Exit exit) {}
}
