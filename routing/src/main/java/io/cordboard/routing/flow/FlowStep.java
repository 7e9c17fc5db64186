package io.cordboard.routing.flow;

import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.policy.BusinessHours;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One step of a {@link Flow}. Each has a meaning in voice, which plays, listens and reads keys, and in text, which writes and reads.
 * Where a step names another ({@code then}, {@code otherwise}), it is by the name that this has in the flow.
 */
public sealed interface FlowStep {

    /**
     * Says something and goes on.
     *
     * @param interruptible whether a key ends it
     */
    record Say(List<Prompt> say, boolean interruptible, String then) implements FlowStep {}

    /**
     * Asks for digits, in text for a text with so many of them.
     *
     * @param into the attribute that the answer becomes
     * @param terminator the key that ends an answer; none, if empty
     * @param words whether in text any text is an answer
     * @param masked whether the answer is kept from everybody but lookups of this run
     */
    record Ask(
            List<Prompt> say,
            String into,
            int least,
            int most,
            Optional<String> terminator,
            boolean words,
            boolean masked,
            Patience patience,
            String then)
            implements FlowStep {}

    /** Lets the customer choose, by key or in words. */
    record Menu(List<Prompt> say, SortedMap<String, Choice> choices, Patience patience) implements FlowStep {}

    record Choice(List<String> words, String then) {
        public Choice {
            words = Words.all(words);
        }
    }

    /** Goes where the first case says whose condition holds. */
    record Branch(List<Case> cases, String otherwise) implements FlowStep {}

    record Case(Expression when, String then) {}

    /** Goes on at {@code then} while it is open, and otherwise at {@code otherwise}. */
    record Hours(BusinessHours hours, String then, String otherwise) implements FlowStep {}

    /** Sets attributes. */
    record Assign(Assignments attributes, String then) implements FlowStep {}

    /**
     * Asks a server by HTTP.
     *
     * @param into attributes by where their values are in the answer, as JSON pointers
     * @param then after an answer with a status of 200 to 299
     * @param otherwise after any other, and after none
     */
    record LookUp(
            Method method,
            Template url,
            SortedMap<String, Template> headers,
            Optional<Assignments> body,
            Duration timeout,
            int retries,
            SortedMap<String, String> into,
            String then,
            String otherwise)
            implements FlowStep {

        /** How it asks. */
        public enum Method {
            GET,
            POST
        }
    }

    /** The flow ends and the customer waits in a queue. */
    record ToQueue(
            String queue,
            Optional<Integer> priority,
            Map<Skill, Integer> requirements,
            Assignments attributes,
            Optional<String> otherwise)
            implements FlowStep {}

    /** The flow ends and the customer is put through, to an agent or to a number outside. */
    record Transfer(Optional<String> agent, Optional<Template> number, Optional<String> otherwise)
            implements FlowStep {}

    /** The flow ends with a message that the customer leaves for a queue, and that is kept for so long. */
    record Voicemail(List<Prompt> say, String queue, Duration longest, Duration keep, Optional<String> otherwise)
            implements FlowStep {}

    /**
     * The flow ends; the customer keeps a place in the line of a queue and is called back.
     *
     * @param number without it the customer's own
     */
    record Callback(
            List<Prompt> say,
            String queue,
            Optional<Template> number,
            Optional<Integer> priority,
            Map<Skill, Integer> requirements,
            Optional<String> otherwise)
            implements FlowStep {}

    /** Has another flow run once the customer has spoken with an agent. */
    record Survey(String flow, String then) implements FlowStep {}

    /** The flow ends, and with it the interaction, after something is said. */
    record HangUp(List<Prompt> say) implements FlowStep {}
}
