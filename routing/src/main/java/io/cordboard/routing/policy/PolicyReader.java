package io.cordboard.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.tenant.LocalName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads one policy document; see {@link PolicyCodec}. */
final class PolicyReader {

    /** How the names of attributes begin that agents may follow: whoever sets one has each looked at, which nobody could here. */
    private static final String LINK = "link.";

    private final List<PolicyProblem> problems = new ArrayList<>();

    PolicyReading read(JsonNode document) {
        Fields in = new Fields(document, "", problems);
        Policy was = Policy.DEFAULT;
        Optional<Policy> policy = Optional.empty();
        Map<Skill, Integer> requirements = in.minimums("requirements");
        Optional<Expression> where = ConditionReader.where(in);
        List<Step> steps = steps(in);
        for (int i = 0; i < steps.size(); i++) {
            if (!in.has("where") && steps.get(i).where().isPresent()) {
                in.problem(
                        "/steps/" + i + "/where",
                        "Expected a where of the policy, which this one widens, but it is missing");
            }
        }
        Strategy strategy = batch(in, in.word("strategy", Strategy.PLAIN, Strategy::word, was.strategy()));
        List<ScorePart> score = score(in);
        Strategy.problem(strategy, score).ifPresent(problem -> in.problem("/score", problem));
        List<String> order = order(in, strategy);
        Priority priority = priority(in);
        Optional<LastAgent> lastAgent = lastAgent(in);
        int offers = in.integer("simultaneousOffers", Limits.OFFERS, was.simultaneousOffers());
        if (offers > 1 && strategy instanceof Strategy.BatchOptimum) {
            in.problem(
                    "/simultaneousOffers",
                    "Expected one offer at a time with the strategy batch-optimum, but got " + offers);
        }
        if (priority.order() == Priority.Order.LIFO && strategy instanceof Strategy.BatchOptimum) {
            in.problem("/priority/order", "Expected fifo with the strategy batch-optimum, but got lifo");
        }
        OfferTerms offer = offer(in.object("offer"), was.offer());
        WrapUp wrapUp = wrapUp(in.object("wrapUp"), was.wrapUp());
        Overflow overflow = overflow(in);
        Optional<BusinessHours> hours = hours(in);
        ServiceLevel level = serviceLevel(in.object("serviceLevel"), was.serviceLevel());
        Connection connection = connection(in.object("connection"), was.connection());
        Transfer transfer = transfer(in.object("transfer"), was.transfer());
        Recording recording = recording(in.object("recording"), was.recording());
        in.end();
        if (in.sound()) {
            policy = in.make(
                    "",
                    () -> new Policy(
                            requirements,
                            where,
                            steps,
                            strategy,
                            score,
                            order,
                            priority,
                            lastAgent,
                            offers,
                            offer,
                            wrapUp,
                            overflow,
                            hours,
                            level,
                            connection,
                            transfer,
                            recording));
        }
        return policy.<PolicyReading>map(PolicyReading.Accepted::new)
                .orElseGet(() -> new PolicyReading.Refused(problems));
    }

    private static List<Step> steps(Fields in) {
        List<Step> steps = new ArrayList<>();
        List<JsonNode> elements = in.array("steps", Limits.STEPS);
        Optional<Duration> before = Optional.empty();
        for (int i = 0; i < elements.size(); i++) {
            Fields step = in.element("/steps/" + i, elements.get(i));
            boolean timed = step.needs("after");
            Duration after = step.duration("after", Duration.ZERO, Limits.MONTH, Duration.ZERO);
            Map<Skill, Integer> requirements = step.minimums("requirements");
            Set<Skill> drop = dropped(step);
            Optional<Expression> where = ConditionReader.where(step);
            Optional<Expression> when = ConditionReader.when(step);
            int points = step.integer("priority", Limits.PRIORITY, 0);
            step.end();
            if (timed && before.isPresent() && after.compareTo(before.get()) <= 0) {
                step.problem("/after", "Expected more than " + before.get() + " (the step before), but got " + after);
            }
            before = Optional.of(after);
            steps.add(new Step(after, requirements, drop, where, when, points));
        }
        return steps;
    }

    private static Strategy batch(Fields in, Strategy strategy) {
        if (!(strategy instanceof Strategy.BatchOptimum was)) {
            if (in.has("batch")) {
                in.problem("/batch", "Expected the strategy batch-optimum with batch, but got " + strategy.word());
            }
            return strategy;
        }
        Fields batch = in.object("batch");
        Strategy read = new Strategy.BatchOptimum(
                batch.integer("mismatch", Limits.WEIGHT, was.mismatch()),
                batch.integer("wait", Limits.WEIGHT, was.waiting()),
                batch.integer("urgency", Limits.WEIGHT, was.urgency()),
                batch.integer("fairness", Limits.WEIGHT, was.fairness()));
        batch.end();
        return read;
    }

    private static List<ScorePart> score(Fields in) {
        List<ScorePart> parts = new ArrayList<>();
        List<JsonNode> elements = in.array("score", Limits.SCORE_PARTS);
        for (int i = 0; i < elements.size(); i++) {
            Fields part = in.element("/score/" + i, elements.get(i));
            part.needs("points");
            parts.add(new ScorePart(part.integer("points", Limits.PRIORITY, 0), ConditionReader.where(part)));
            part.end();
        }
        return parts;
    }

    private static List<String> order(Fields in, Strategy strategy) {
        List<String> order = new ArrayList<>();
        List<JsonNode> names = in.array("order", Limits.ORDERED);
        for (int i = 0; i < names.size(); i++) {
            String at = "/order/" + i;
            String name = in.textAt(at, names.get(i));
            if (names.get(i).isTextual()) {
                in.make(at, () -> LocalName.require("an agent", name)).ifPresent(order::add);
            }
        }
        if (!order.isEmpty() && !(strategy instanceof Strategy.Ordered)) {
            in.problem("/order", "Expected the strategy ordered with an order, but got " + strategy.word());
        }
        return order;
    }

    private static Set<Skill> dropped(Fields step) {
        Set<Skill> drop = new TreeSet<>();
        List<JsonNode> names = step.array("drop", Limits.SKILLS);
        for (int i = 0; i < names.size(); i++) {
            String at = "/drop/" + i;
            String name = step.textAt(at, names.get(i));
            if (names.get(i).isTextual()) {
                step.make(at, () -> new Skill(name)).ifPresent(drop::add);
            }
        }
        return drop;
    }

    private static Priority priority(Fields in) {
        Fields fields = in.object("priority");
        int base = fields.integer("base", Limits.PRIORITY, 0);
        Optional<Duration> credit = fields.has("ageCredit")
                ? Optional.of(fields.duration("ageCredit", Limits.TICK, Limits.DAY, Limits.DAY))
                : Optional.empty();
        Optional<Duration> deficit = fields.has("serviceLevelCredit")
                ? Optional.of(fields.duration("serviceLevelCredit", Limits.TICK, Limits.DAY, Limits.DAY))
                : Optional.empty();
        Priority.Order order =
                fields.word("order", List.of(Priority.Order.values()), PolicyReader::word, Priority.Order.FIFO);
        fields.end();
        boolean credited = credit.isPresent() || deficit.isPresent();
        if (order == Priority.Order.LIFO && credited) {
            fields.problem(
                    "/order",
                    "Expected fifo with " + (credit.isPresent() ? "ageCredit" : "serviceLevelCredit")
                            + ", for it moves forward who has waited longest, but got lifo");
            return new Priority(base, credit, deficit);
        }
        return new Priority(base, order, credit, deficit);
    }

    private static Optional<LastAgent> lastAgent(Fields in) {
        if (!in.has("lastAgent")) {
            return Optional.empty();
        }
        Fields fields = in.object("lastAgent");
        fields.needs("for");
        Duration window = fields.duration("for", Limits.TICK, Limits.DAY, Limits.DAY);
        fields.end();
        return Optional.of(new LastAgent(window));
    }

    private static OfferTerms offer(Fields in, OfferTerms was) {
        OfferTerms read = new OfferTerms(
                in.duration("deadline", Duration.ofSeconds(1), Limits.DAY, was.deadline()),
                in.integer("misses", Limits.MISSES, was.misses()),
                in.flag("autoAccept", was.autoAccept()),
                restAfter(in.object("restAfter"), was.restAfter()));
        in.end();
        return read;
    }

    private static RestAfter restAfter(Fields in, RestAfter was) {
        RestAfter read = new RestAfter(
                in.duration("rejected", Duration.ZERO, Limits.HOUR, was.rejected()),
                in.duration("busy", Duration.ZERO, Limits.HOUR, was.busy()),
                in.duration("missed", Duration.ZERO, Limits.HOUR, was.missed()),
                in.duration("unreachable", Duration.ZERO, Limits.HOUR, was.unreachable()));
        in.end();
        return read;
    }

    private static WrapUp wrapUp(Fields in, WrapUp was) {
        WrapUp read = new WrapUp(
                in.word("mode", List.of(WrapUp.Mode.values()), PolicyReader::word, was.mode()),
                in.duration("limit", Duration.ofSeconds(1), Limits.DAY, was.limit()));
        in.end();
        return read;
    }

    private static Overflow overflow(Fields in) {
        List<Overflow.Rule> rules = new ArrayList<>();
        List<JsonNode> elements = in.array("overflow", Limits.OVERFLOW_RULES);
        for (int i = 0; i < elements.size(); i++) {
            Fields rule = in.element("/overflow/" + i, elements.get(i));
            boolean byWait = rule.has("waitOver");
            boolean byLength = rule.has("lengthOver");
            boolean byState = rule.has("when");
            int reasons = (byWait ? 1 : 0) + (byLength ? 1 : 0) + (byState ? 1 : 0);
            if (reasons != 1 && rule.node().isObject()) {
                rule.problem(
                        "",
                        "Expected one of waitOver, lengthOver and when, but got " + (reasons == 0 ? "none" : reasons));
            }
            Duration wait = rule.duration("waitOver", Limits.TICK, Limits.MONTH, Limits.MONTH);
            int length = rule.integer("lengthOver", Limits.LENGTH, 0);
            Optional<Destination> to = rule.needs("to") ? destination(rule.object("to")) : Optional.empty();
            Optional<Expression> when = ConditionReader.when(rule);
            rule.end();
            to.ifPresent(where -> rules.add(
                    byWait
                            ? new Overflow.WaitOver(wait, where)
                            : byLength
                                    ? new Overflow.LengthOver(length, where)
                                    : new Overflow.When(when.orElse(Expression.Constant.NEVER), where)));
        }
        return new Overflow(rules);
    }

    private static Optional<Destination> destination(Fields in) {
        List<String> said =
                Stream.of("queue", "classify", "close").filter(in::has).toList();
        if (said.size() != 1) {
            if (in.node().isObject()) {
                in.problem(
                        "",
                        "Expected one of queue, classify and close, but got "
                                + (said.isEmpty() ? "none" : String.join(" and ", said)));
            }
            return Optional.empty();
        }
        Optional<Destination> destination = switch (said.getFirst()) {
            case "queue" -> toQueue(in);
            case "classify" -> classify(in.object("classify"));
            default -> text(in, "close").flatMap(text -> in.make("/close", () -> new Destination.Close(text)));
        };
        in.end();
        return destination;
    }

    private static Optional<Destination> toQueue(Fields in) {
        Optional<Integer> priority =
                in.has("priority") ? Optional.of(in.integer("priority", Limits.PRIORITY, 0)) : Optional.empty();
        return text(in, "queue").flatMap(name -> in.make("/queue", () -> new Destination.ToQueue(name, priority)));
    }

    private static Optional<Destination> classify(Fields in) {
        in.node().path("attributes").properties().forEach(member -> {
            String at = "/attributes/" + Fields.escaped(member.getKey());
            if (member.getValue().isNull()) {
                in.problem(at, "Expected a value, as nothing is removed here, but got null");
            } else if (member.getKey().toLowerCase(Locale.ROOT).startsWith(LINK)) {
                in.problem(at, "Expected an attribute that is no link, but got " + member.getKey());
            }
        });
        Optional<Attributes> attributes = in.has("attributes")
                ? in.make("/attributes", () -> Attributes.of(in.node().get("attributes")))
                : Optional.of(Attributes.NONE);
        in.end();
        return attributes.flatMap(set -> in.make("/attributes", () -> new Destination.Classify(set.settled())));
    }

    private static Optional<String> text(Fields in, String name) {
        String text = in.text(name);
        return in.node().get(name).isTextual() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<BusinessHours> hours(Fields in) {
        if (!in.has("hours")) {
            return Optional.empty();
        }
        Fields hours = in.object("hours");
        BusinessHours always = HoursReader.read(hours);
        Optional<Destination> closed = hours.has("closed") ? destination(hours.object("closed")) : Optional.empty();
        hours.end();
        return Optional.of(new BusinessHours(always.zone(), always.open(), always.holidays(), closed));
    }

    private static ServiceLevel serviceLevel(Fields in, ServiceLevel was) {
        ServiceLevel read = new ServiceLevel(
                in.duration("within", Limits.TICK, Limits.MONTH, was.within()), in.share("share", was.share()));
        in.end();
        return read;
    }

    private static Connection connection(Fields in, Connection was) {
        Connection read = new Connection(
                in.duration("grace", Duration.ZERO, Limits.HOUR, was.grace()),
                in.duration("keep", Duration.ZERO, Limits.DAY, was.keep()),
                in.word("then", List.of(Connection.Then.values()), PolicyReader::word, was.then()));
        in.end();
        return read;
    }

    private static Transfer transfer(Fields in, Transfer was) {
        Transfer read = new Transfer(
                in.flag("keepsAge", was.keepsAge()),
                in.has("namedFor")
                        ? Optional.of(in.duration("namedFor", Limits.TICK, Limits.MONTH, Limits.MONTH))
                        : Optional.empty());
        in.end();
        return read;
    }

    private static Recording recording(Fields in, Recording was) {
        Recording read = new Recording(
                in.word("mode", List.of(Recording.Mode.values()), Recording.Mode::word, was.mode()),
                in.duration("pauseAtMost", Limits.SECOND, Limits.HOUR, was.pauseAtMost()),
                in.duration("retention", Limits.DAY, Limits.DECADE, was.retention()));
        in.end();
        return read;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
