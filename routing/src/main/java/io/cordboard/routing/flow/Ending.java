package io.cordboard.routing.flow;

import io.cordboard.routing.agent.Skill;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of the customer after a flow. */
public sealed interface Ending {

    /** Waits in this queue of the tenant; attributes are among what was learned. */
    record ToQueue(String queue, Optional<Integer> priority, Map<Skill, Integer> requirements) implements Ending {}

    /** Is put through to this agent of the tenant. */
    record ToAgent(String agent) implements Ending {}

    /** Is put through to a number outside. */
    record ToNumber(String number) implements Ending {}

    /** Leaves a message for a queue after this is said. */
    record Voicemail(List<Utterance> say, String queue, Duration longest, Duration keep) implements Ending {}

    /** Is told this, leaves, and is called back when it is the turn of who came now. */
    record Callback(
            List<Utterance> say,
            String queue,
            Optional<String> number,
            Optional<Integer> priority,
            Map<Skill, Integer> requirements)
            implements Ending {}

    /** Is told this, and that was it. */
    record HangUp(List<Utterance> say) implements Ending {}
}
