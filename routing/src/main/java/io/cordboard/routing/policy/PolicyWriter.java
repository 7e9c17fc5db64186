package io.cordboard.routing.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/** Writes a policy as its document, every part of it, in one order. */
final class PolicyWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PolicyWriter() {}

    static ObjectNode write(Policy policy) {
        ObjectNode out = JSON.objectNode();
        out.set("requirements", minimums(policy.requirements()));
        policy.where().ifPresent(where -> out.put("where", where.toString()));
        out.set("steps", steps(policy));
        out.put("strategy", policy.strategy().word());
        if (policy.strategy() instanceof Strategy.BatchOptimum batch) {
            out.putObject("batch")
                    .put("mismatch", batch.mismatch())
                    .put("wait", batch.waiting())
                    .put("urgency", batch.urgency())
                    .put("fairness", batch.fairness());
        }
        if (!policy.score().isEmpty()) {
            var score = out.putArray("score");
            policy.score().forEach(part -> {
                ObjectNode each = score.addObject().put("points", part.points());
                part.where().ifPresent(where -> each.put("where", where.toString()));
            });
        }
        if (!policy.order().isEmpty()) {
            policy.order().forEach(out.putArray("order")::add);
        }
        ObjectNode priority =
                out.putObject("priority").put("base", policy.priority().base());
        if (policy.priority().order() != Priority.Order.FIFO) {
            priority.put("order", PolicyReader.word(policy.priority().order()));
        }
        policy.priority().ageCredit().ifPresent(credit -> priority.put("ageCredit", credit.toString()));
        policy.priority()
                .serviceLevelCredit()
                .ifPresent(credit -> priority.put("serviceLevelCredit", credit.toString()));
        policy.lastAgent()
                .ifPresent(last ->
                        out.putObject("lastAgent").put("for", last.window().toString()));
        out.put("simultaneousOffers", policy.simultaneousOffers());
        ObjectNode offer = out.putObject("offer")
                .put("deadline", policy.offer().deadline().toString())
                .put("misses", policy.offer().misses())
                .put("autoAccept", policy.offer().autoAccept());
        RestAfter rest = policy.offer().restAfter();
        if (!rest.equals(RestAfter.NOTHING)) {
            offer.putObject("restAfter")
                    .put("rejected", rest.rejected().toString())
                    .put("busy", rest.busy().toString())
                    .put("missed", rest.missed().toString())
                    .put("unreachable", rest.unreachable().toString());
        }
        out.putObject("wrapUp")
                .put("mode", PolicyReader.word(policy.wrapUp().mode()))
                .put("limit", policy.wrapUp().limit().toString());
        out.set("overflow", rules(policy.overflow()));
        policy.hours().ifPresent(hours -> out.set("hours", hours(hours)));
        out.putObject("serviceLevel")
                .put("within", policy.serviceLevel().within().toString())
                .put("share", policy.serviceLevel().share());
        out.putObject("connection")
                .put("grace", policy.connection().grace().toString())
                .put("keep", policy.connection().keep().toString())
                .put("then", PolicyReader.word(policy.connection().then()));
        ObjectNode transfer =
                out.putObject("transfer").put("keepsAge", policy.transfer().keepsAge());
        policy.transfer().namedFor().ifPresent(window -> transfer.put("namedFor", window.toString()));
        if (!policy.recording().equals(Recording.NEVER)) {
            out.putObject("recording")
                    .put("mode", policy.recording().mode().word())
                    .put("pauseAtMost", policy.recording().pauseAtMost().toString())
                    .put("retention", policy.recording().retention().toString());
        }
        return out;
    }

    static ArrayNode steps(Policy policy) {
        ArrayNode steps = JSON.arrayNode();
        policy.steps().forEach(step -> steps.add(step(step)));
        return steps;
    }

    static ArrayNode rules(Overflow overflow) {
        ArrayNode rules = JSON.arrayNode();
        overflow.rules().forEach(rule -> rules.add(rule(rule)));
        return rules;
    }

    /** A short text that is equal for equal parts of a document. */
    static String mark(ArrayNode part) {
        var sum = new CRC32();
        sum.update(part.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    private static ObjectNode minimums(Map<Skill, Integer> minimums) {
        ObjectNode out = JSON.objectNode();
        minimums.forEach((skill, minimum) -> out.put(skill.name(), minimum));
        return out;
    }

    private static ObjectNode step(Step step) {
        ObjectNode out = JSON.objectNode().put("after", step.after().toString());
        out.set("requirements", minimums(step.requirements()));
        var drop = out.putArray("drop");
        step.drop().forEach(skill -> drop.add(skill.name()));
        step.where().ifPresent(where -> out.put("where", where.toString()));
        step.when().ifPresent(when -> out.put("when", when.toString()));
        return out.put("priority", step.priority());
    }

    private static ObjectNode rule(Overflow.Rule rule) {
        ObjectNode out = JSON.objectNode();
        switch (rule) {
            case Overflow.WaitOver(var wait, _) -> out.put("waitOver", wait.toString());
            case Overflow.LengthOver(int length, _) -> out.put("lengthOver", length);
            case Overflow.When(var condition, _) -> out.put("when", condition.toString());
        }
        out.set("to", destination(rule.to()));
        return out;
    }

    private static ObjectNode destination(Destination destination) {
        return switch (destination) {
            case Destination.ToQueue(String name, var priority) -> {
                ObjectNode out = JSON.objectNode().put("queue", name);
                priority.ifPresent(least -> out.put("priority", least));
                yield out;
            }
            case Destination.Classify(Attributes attributes) -> {
                ObjectNode out = JSON.objectNode();
                ObjectNode classify = out.putObject("classify");
                if (!attributes.isEmpty()) {
                    classify.set("attributes", attributes.json());
                }
                yield out;
            }
            case Destination.Close(String text) -> JSON.objectNode().put("close", text);
        };
    }

    private static ObjectNode hours(BusinessHours hours) {
        ObjectNode out = JSON.objectNode();
        HoursReader.write(hours, out);
        hours.closed().ifPresent(closed -> out.set("closed", destination(closed)));
        return out;
    }
}
