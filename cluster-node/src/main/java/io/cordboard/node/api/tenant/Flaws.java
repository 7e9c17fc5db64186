package io.cordboard.node.api.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.tenant.AgentSettings;
import io.cordboard.routing.tenant.FlowSettings;
import io.cordboard.routing.tenant.NumberSettings;
import io.cordboard.routing.tenant.QueueSettings;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.Settings;
import io.cordboard.routing.tenant.TrunkSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What is wrong with a document of configuration, each with its place. */
final class Flaws {

    /** More would not be read. */
    private static final int MOST = 50;

    private Flaws() {}

    /** What reading the document came to. */
    static Problem of(String what, List<PolicyProblem> problems) {
        return Problem.of(ProblemCode.INVALID, "Expected " + what + ", but it has " + count(problems.size()))
                .with(problems.stream()
                        .limit(MOST)
                        .map(each -> new Problem.Flaw(each.path(), each.message()))
                        .toList());
    }

    /** What the rules said of an import: a line for each problem, its path before a colon. */
    static Problem ofLines(String what, Reply.Refused refused) {
        return of(
                what,
                Arrays.stream(refused.message().split("\n"))
                        .map(line -> {
                            int colon = line.indexOf(": ");
                            return colon > 0 && line.startsWith("/")
                                    ? new PolicyProblem(line.substring(0, colon), line.substring(colon + 2))
                                    : new PolicyProblem("", line.replaceFirst("^document: ", ""));
                        })
                        .toList());
    }

    /** What the rules said of settings: where they stand in the way, as far as that is in what they name. */
    static Problem of(Settings settings, Reply.Refused refused) {
        if (settings instanceof FlowSettings flow) {
            return of(flow.toJson(), refused);
        }
        List<Problem.Flaw> flaws = new ArrayList<>();
        for (Ref ref : settings.references()) {
            if (refused.message().contains(ref.toString())) {
                flaws.add(new Problem.Flaw(pointer(settings, ref, refused.message()), refused.message()));
            }
        }
        if (flaws.isEmpty()) {
            flaws.add(new Problem.Flaw(pointer(settings, refused.message()), refused.message()));
        }
        return Problem.of(ProblemCode.INVALID, refused.message())
                .with(flaws.stream().limit(MOST).toList());
    }

    /** What the rules said of a policy or a flow: wherever the document names what is not there. */
    static Problem of(JsonNode policy, Reply.Refused refused) {
        List<Problem.Flaw> flaws = new ArrayList<>();
        named(policy, "", (ref, at) -> {
            if (refused.message().contains(ref) && flaws.size() < MOST) {
                flaws.add(new Problem.Flaw(at, "Expected " + ref + " to be there, but it is not"));
            }
        });
        if (flaws.isEmpty()) {
            flaws.add(new Problem.Flaw("", refused.message()));
        }
        return Problem.of(ProblemCode.INVALID, refused.message()).with(flaws);
    }

    /** Tells {@code each} of everything that a policy or a flow names, and where. */
    private static void named(JsonNode node, String at, BiConsumer<String, String> each) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String here = at + '/' + Fields.escaped(member.getKey());
            JsonNode value = member.getValue();
            // A step may be named as what it leads to.
            switch (value.isObject() && !member.getKey().equals("requirements") ? "" : member.getKey()) {
                case "requirements" ->
                    value.fieldNames()
                            .forEachRemaining(
                                    skill -> each.accept("skill '" + skill + "'", here + '/' + Fields.escaped(skill)));
                case "drop" -> {
                    for (int i = 0; i < value.size(); i++) {
                        each.accept("skill '" + value.get(i).asText() + "'", here + '/' + i);
                    }
                }
                case "queue", "agent", "flow" -> each.accept(member.getKey() + " '" + value.asText() + "'", here);
                default -> named(value, here, each);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            named(node.get(i), at + '/' + i, each);
        }
    }

    /** Where the rules of {@code routing} find what is to be of one thing only, by how they say so. */
    private static String pointer(Settings settings, String message) {
        return switch (settings) {
            case AgentSettings _ when message.startsWith("Expected a subject") -> "/subject";
            case TrunkSettings _ when message.startsWith("Expected sources") -> "/authentication/sources";
            case TrunkSettings _ when message.startsWith("Expected a digest user") -> "/authentication/user";
            case NumberSettings _ when message.startsWith("Expected a number") -> "/number";
            case NumberSettings _ when message.startsWith("Expected a queue") -> "/queue";
            default -> "";
        };
    }

    private static String pointer(Settings settings, Ref ref, String message) {
        return switch (ref.kind()) {
            case TEAM -> "/team";
            case SKILL -> "/skills/" + Fields.escaped(ref.name());
            case POLICY -> settings instanceof QueueSettings queue ? pointer(queue, ref, message) : "/policy";
            case QUEUE -> settings instanceof NumberSettings ? "/queue" : "/queues";
            case FLOW -> "/flow";
            case DISPOSITION, REASON, AGENT, TRUNK, NUMBER -> '/' + ref.kind().plural();
        };
    }

    private static String pointer(QueueSettings queue, Ref policy, String message) {
        if (queue.trial().filter(trial -> trial.policy().equals(policy.name())).isPresent()
                && (!queue.policy().equals(policy.name())
                        || isPinned(queue.trial().get().version(), policy, message))) {
            return isPinned(queue.trial().get().version(), policy, message) ? "/trial/version" : "/trial/policy";
        }
        return isPinned(queue.pinned(), policy, message) ? "/pinned" : "/policy";
    }

    private static boolean isPinned(Optional<Integer> version, Ref policy, String message) {
        return version.filter(pinned -> message.contains("version " + pinned + " of " + policy))
                .isPresent();
    }

    private static String count(int flaws) {
        return flaws == 1 ? "a flaw" : flaws + " flaws";
    }
}
