package io.cordboard.routing.flow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.policy.HoursReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a flow as its document, in one order; what says nothing is left out of steps. */
record FlowWriter(Flow flow) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ObjectNode write() {
        ObjectNode out = JSON.objectNode()
                .put("language", flow.language())
                .put("start", flow.start())
                .put("timeout", flow.timeout().toString())
                .put("between", flow.between().toString());
        out.set("noInput", attempts(flow.noInput()));
        out.set("noMatch", attempts(flow.noMatch()));
        ObjectNode help = out.putObject("help").put("key", flow.help().key());
        words(help, flow.help().words());
        help.put("queue", flow.help().queue());
        flow.help().then().ifPresent(then -> help.put("then", then));
        flow.waiting().ifPresent(waiting -> out.set("waiting", waiting(waiting)));
        ObjectNode steps = out.putObject("steps");
        flow.steps().forEach((name, step) -> steps.set(name, step(step)));
        return out;
    }

    private ObjectNode waiting(Treatment waiting) {
        ObjectNode out = JSON.objectNode();
        waiting.music().ifPresent(music -> out.put("music", music));
        waiting.announcements()
                .ifPresent(said -> out.putObject("announcements")
                        .put("first", said.first().toString())
                        .put("every", said.every().toString())
                        .set("say", prompts(said.say())));
        waiting.exit().ifPresent(exit -> exit(out.putObject("exit"), exit));
        waiting.callback().ifPresent(offer -> {
            ObjectNode offered =
                    out.putObject("callback").put("after", offer.after().toString());
            offered.set("say", prompts(offer.say()));
            exit(offered, offer.exit());
        });
        return out;
    }

    private static void exit(ObjectNode out, Treatment.Exit exit) {
        words(out.put("key", exit.key()), exit.words());
        out.put("then", exit.then());
    }

    private ObjectNode step(FlowStep step) {
        ObjectNode out = JSON.objectNode();
        switch (step) {
            case FlowStep.Say say -> {
                say(out.put("type", "say"), say.say());
                out.put("interruptible", say.interruptible()).put("then", say.then());
            }
            case FlowStep.Ask ask -> {
                say(out.put("type", "ask"), ask.say());
                out.put("into", ask.into());
                out.putObject("digits").put("least", ask.least()).put("most", ask.most());
                out.put("terminator", ask.terminator().orElse("none"))
                        .put("words", ask.words())
                        .put("masked", ask.masked());
                patience(out, ask.patience());
                out.put("then", ask.then());
            }
            case FlowStep.Menu menu -> {
                say(out.put("type", "menu"), menu.say());
                ObjectNode choices = out.putObject("choices");
                menu.choices().forEach((key, choice) -> {
                    ObjectNode each = choices.putObject(key);
                    words(each, choice.words());
                    each.put("then", choice.then());
                });
                patience(out, menu.patience());
            }
            case FlowStep.Branch branch -> {
                ArrayNode cases = out.put("type", "branch").putArray("cases");
                branch.cases()
                        .forEach(each -> cases.addObject()
                                .put("when", each.when().toString())
                                .put("then", each.then()));
                out.put("otherwise", branch.otherwise());
            }
            case FlowStep.Hours hours -> {
                HoursReader.write(hours.hours(), out.put("type", "hours"));
                out.put("then", hours.then()).put("otherwise", hours.otherwise());
            }
            case FlowStep.Assign assign -> {
                out.put("type", "set")
                        .set("attributes", assign.attributes().attributes().json());
                out.put("then", assign.then());
            }
            case FlowStep.LookUp lookUp -> lookUp(out, lookUp);
            case FlowStep.ToQueue queue -> {
                out.put("type", "queue").put("queue", queue.queue());
                demands(out, queue.priority(), queue.requirements());
                if (!queue.attributes().equals(Assignments.NONE)) {
                    out.set("attributes", queue.attributes().attributes().json());
                }
                otherwise(out, queue.otherwise());
            }
            case FlowStep.Transfer to -> {
                out.put("type", "transfer");
                to.agent().ifPresent(agent -> out.put("agent", agent));
                to.number().ifPresent(number -> out.put("number", number.toString()));
                otherwise(out, to.otherwise());
            }
            case FlowStep.Voicemail mail -> {
                say(out.put("type", "voicemail"), mail.say());
                out.put("queue", mail.queue())
                        .put("longest", mail.longest().toString())
                        .put("keep", mail.keep().toString());
                otherwise(out, mail.otherwise());
            }
            case FlowStep.Callback back -> {
                say(out.put("type", "callback"), back.say());
                out.put("queue", back.queue());
                back.number().ifPresent(number -> out.put("number", number.toString()));
                demands(out, back.priority(), back.requirements());
                otherwise(out, back.otherwise());
            }
            case FlowStep.Survey survey ->
                out.put("type", "survey").put("flow", survey.flow()).put("then", survey.then());
            case FlowStep.HangUp hangUp -> say(out.put("type", "hangUp"), hangUp.say());
        }
        return out;
    }

    private static void lookUp(ObjectNode out, FlowStep.LookUp lookUp) {
        out.put("type", "lookUp")
                .put("method", lookUp.method().name())
                .put("url", lookUp.url().toString());
        if (!lookUp.headers().isEmpty()) {
            ObjectNode headers = out.putObject("headers");
            lookUp.headers().forEach((name, value) -> headers.put(name, value.toString()));
        }
        lookUp.body().ifPresent(body -> out.set("body", body.attributes().json()));
        out.put("timeout", lookUp.timeout().toString()).put("retries", lookUp.retries());
        ObjectNode into = out.putObject("into");
        lookUp.into().forEach(into::put);
        out.put("then", lookUp.then()).put("otherwise", lookUp.otherwise());
    }

    private static void demands(ObjectNode out, Optional<Integer> priority, Map<Skill, Integer> requirements) {
        priority.ifPresent(points -> out.put("priority", points));
        if (!requirements.isEmpty()) {
            ObjectNode minimums = out.putObject("requirements");
            requirements.forEach((skill, least) -> minimums.put(skill.name(), least));
        }
    }

    private static void otherwise(ObjectNode out, Optional<String> otherwise) {
        otherwise.ifPresent(step -> out.put("otherwise", step));
    }

    private void patience(ObjectNode out, Patience patience) {
        patience.timeout().ifPresent(timeout -> out.put("timeout", timeout.toString()));
        patience.noInput().ifPresent(attempts -> out.set("noInput", attempts(attempts)));
        patience.noMatch().ifPresent(attempts -> out.set("noMatch", attempts(attempts)));
    }

    private ObjectNode attempts(Attempts attempts) {
        ObjectNode out = JSON.objectNode().put("limit", attempts.limit());
        say(out, attempts.say());
        attempts.then().ifPresent(then -> out.put("then", then));
        return out;
    }

    private static void words(ObjectNode out, List<String> words) {
        if (!words.isEmpty()) {
            words.forEach(out.putArray("words")::add);
        }
    }

    private void say(ObjectNode out, List<Prompt> say) {
        if (!say.isEmpty()) {
            out.set("say", prompts(say));
        }
    }

    private ArrayNode prompts(List<Prompt> say) {
        ArrayNode all = JSON.arrayNode();
        say.forEach(prompt -> {
            Template only = prompt.texts().size() == 1 ? prompt.texts().get(flow.language()) : null;
            if (only != null && prompt.file().isEmpty()) {
                all.add(only.toString());
                return;
            }
            ObjectNode each = all.addObject();
            if (only != null) {
                each.put("text", only.toString());
            } else {
                ObjectNode texts = each.putObject("text");
                prompt.texts().forEach((language, text) -> texts.put(language, text.toString()));
            }
            prompt.file().ifPresent(file -> each.put("file", file));
        });
        return all;
    }
}
