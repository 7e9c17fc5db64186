package io.cordboard.routing.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.line.CallerId;
import io.cordboard.routing.line.NumberPattern;
import io.cordboard.routing.line.NumberRule;
import io.cordboard.routing.line.Outbound;
import io.cordboard.routing.line.SourceRange;
import io.cordboard.routing.line.Transport;
import io.cordboard.routing.line.TrunkPeer;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The part of {@link SettingsCodec} that is about telephone lines: trunks and numbers. */
final class LineCodec {

    private static final Range PORT = new Range(1, TrunkPeer.MOST);
    private static final Range RANK = new Range(0, TrunkPeer.MOST);
    private static final Range CHANNELS = new Range(1, TrunkSettings.MOST_CHANNELS);
    private static final Range RATE = new Range(0, Outbound.MOST_CALLS_PER_MINUTE);
    private static final List<Transport> TRANSPORTS = List.of(Transport.UDP, Transport.TCP, Transport.TLS);

    private LineCodec() {}

    static Optional<Settings> trunk(Fields in) {
        boolean complete = in.needs("displayName");
        String displayName = in.text("displayName");
        List<TrunkPeer> peers = objects(in, "peers", TrunkSettings.MOST_PEERS, LineCodec::peer);
        Fields authentication = in.object("authentication");
        List<SourceRange> sources = all(
                authentication,
                "sources",
                TrunkSettings.MOST_SOURCES,
                (at, value) -> made(authentication, at, value, SourceRange::of));
        Optional<String> user = SettingsCodec.optional(authentication, "user");
        authentication.end();
        List<String> codecs = in.has("codecs")
                ? all(
                        in,
                        "codecs",
                        TrunkSettings.CODECS.size(),
                        (at, value) -> in.wordAt(at, value, TrunkSettings.CODECS, codec -> codec))
                : TrunkSettings.DEFAULT_CODECS;
        int channels = in.integer("channels", CHANNELS, TrunkSettings.DEFAULT_CHANNELS);
        Fields rewriting = in.object("rewriting");
        List<NumberRule> inbound = rules(rewriting, "inbound");
        List<NumberRule> outward = rules(rewriting, "outbound");
        rewriting.end();
        Duration keepAlive = in.duration(
                "keepAlive", Duration.ZERO, TrunkSettings.MOST_KEEP_ALIVE, TrunkSettings.DEFAULT_KEEP_ALIVE);
        Outbound outbound = in.has("outbound") ? outbound(in.object("outbound")) : Outbound.CLOSED;
        return complete && in.sound()
                ? in.make(
                        "",
                        () -> new TrunkSettings(
                                displayName,
                                peers,
                                Set.copyOf(sources),
                                user,
                                codecs,
                                channels,
                                inbound,
                                outward,
                                keepAlive,
                                outbound))
                : Optional.empty();
    }

    private static Optional<TrunkPeer> peer(Fields in) {
        boolean complete = in.needs("host");
        String host = in.text("host");
        Transport transport = in.word("transport", TRANSPORTS, Transport::word, Transport.UDP);
        // RFC 3261 §19.1.2: the ports where none is named.
        int port = in.integer("port", PORT, transport == Transport.TLS ? 5061 : 5060);
        int priority = in.integer("priority", RANK, 0);
        int weight = in.integer("weight", RANK, 0);
        in.end();
        return complete ? in.make("", () -> new TrunkPeer(host, port, transport, priority, weight)) : Optional.empty();
    }

    private static List<NumberRule> rules(Fields in, String name) {
        return objects(in, name, TrunkSettings.MOST_RULES, LineCodec::rule);
    }

    private static Optional<NumberRule> rule(Fields in) {
        boolean expression = in.has("match");
        boolean complete = expression ? in.needs("replace") : in.has("strip") || in.has("add") || in.needs("match");
        String match = in.text("match");
        String replace = in.text("replace");
        String strip = in.text("strip");
        String add = in.text("add");
        if (expression && (in.has("strip") || in.has("add"))) {
            in.problem("", "Expected strip and add, or match and replace, but got some of both");
        }
        in.end();
        return complete
                ? in.make(
                        "",
                        () -> expression ? new NumberRule.Rewrite(match, replace) : new NumberRule.Prefix(strip, add))
                : Optional.empty();
    }

    private static Outbound outbound(Fields in) {
        Set<String> prefixes = beginnings(in, "prefixes", Outbound.MOST_PREFIXES);
        Set<String> blocked = beginnings(in, "blocked", Outbound.MOST_PREFIXES);
        Set<String> emergency = beginnings(in, "emergency", Outbound.MOST_EMERGENCY);
        int callsPerMinute = in.integer("callsPerMinute", RATE, 0);
        CallerId callerId = in.has("callerId") ? callerId(in.object("callerId")) : CallerId.WITHHELD;
        in.end();
        return in.make("", () -> new Outbound(prefixes, blocked, emergency, callsPerMinute, callerId))
                .orElse(Outbound.CLOSED);
    }

    private static Set<String> beginnings(Fields in, String name, int most) {
        return new TreeSet<>(all(in, name, most, (at, value) -> made(in, at, value, Outbound::requirePrefix)));
    }

    private static CallerId callerId(Fields in) {
        in.needs("use");
        CallerId.Use use =
                in.word("use", Arrays.asList(CallerId.Use.values()), CallerId.Use::word, CallerId.Use.WITHHELD);
        Optional<NumberPattern> number =
                SettingsCodec.optional(in, "number").flatMap(text -> in.make("/number", () -> new NumberPattern(text)));
        in.end();
        return in.sound()
                ? in.make("/number", () -> new CallerId(use, number)).orElse(CallerId.WITHHELD)
                : CallerId.WITHHELD;
    }

    static Optional<Settings> number(Fields in) {
        boolean complete = in.needs("number");
        complete = in.needs("displayName") && complete;
        String text = in.text("number");
        Optional<NumberPattern> number =
                in.has("number") ? in.make("/number", () -> new NumberPattern(text)) : Optional.empty();
        String displayName = in.text("displayName");
        Optional<String> queue = SettingsCodec.optional(in, "queue");
        Optional<String> flow = SettingsCodec.optional(in, "flow");
        in.node().path("attributes").fieldNames().forEachRemaining(name -> {
            // Whoever sets a link that agents follow has each looked at, which nobody could here.
            if (name.toLowerCase(Locale.ROOT).startsWith("link.")) {
                in.problem(
                        "/attributes/" + Fields.escaped(name),
                        "Expected an attribute that is no link, but got " + LocalName.shown(name));
            }
        });
        Attributes attributes = SettingsCodec.attributes(in);
        return complete && in.sound()
                ? in.make("", () -> new NumberSettings(number.orElseThrow(), displayName, queue, flow, attributes))
                : Optional.empty();
    }

    private static <T> List<T> objects(Fields in, String name, int most, Function<Fields, Optional<T>> reader) {
        return all(in, name, most, (at, value) -> reader.apply(in.element(at, value)));
    }

    private static <T> List<T> all(Fields in, String name, int most, BiFunction<String, JsonNode, Optional<T>> reader) {
        List<T> read = new ArrayList<>();
        List<JsonNode> elements = in.array(name, most);
        for (int i = 0; i < elements.size(); i++) {
            reader.apply('/' + name + '/' + i, elements.get(i)).ifPresent(read::add);
        }
        return read;
    }

    private static <T> Optional<T> made(Fields in, String at, JsonNode value, Function<String, T> maker) {
        String text = in.textAt(at, value);
        return value.isTextual() ? in.make(at, () -> maker.apply(text)) : Optional.empty();
    }

    static void write(ObjectNode out, TrunkSettings trunk) {
        out.put("displayName", trunk.displayName());
        ArrayNode peers = out.putArray("peers");
        for (TrunkPeer peer : trunk.peers()) {
            peers.addObject()
                    .put("host", peer.host())
                    .put("port", peer.port())
                    .put("transport", peer.transport().word())
                    .put("priority", peer.priority())
                    .put("weight", peer.weight());
        }
        ObjectNode authentication = out.putObject("authentication");
        ArrayNode sources = authentication.putArray("sources");
        trunk.sources().forEach(range -> sources.add(range.toString()));
        trunk.user().ifPresent(user -> authentication.put("user", user));
        ArrayNode codecs = out.putArray("codecs");
        trunk.codecs().forEach(codecs::add);
        out.put("channels", trunk.channels());
        ObjectNode rewriting = out.putObject("rewriting");
        write(rewriting.putArray("inbound"), trunk.inbound());
        write(rewriting.putArray("outbound"), trunk.outward());
        out.put("keepAlive", trunk.keepAlive().toString());
        ObjectNode outbound = out.putObject("outbound");
        ArrayNode prefixes = outbound.putArray("prefixes");
        trunk.outbound().prefixes().forEach(prefixes::add);
        write(outbound, "blocked", trunk.outbound().blocked());
        write(outbound, "emergency", trunk.outbound().emergency());
        outbound.put("callsPerMinute", trunk.outbound().callsPerMinute());
        CallerId callerId = trunk.outbound().callerId();
        ObjectNode written =
                outbound.putObject("callerId").put("use", callerId.use().word());
        callerId.number().ifPresent(number -> written.put("number", number.text()));
    }

    private static void write(ObjectNode out, String name, Set<String> numbers) {
        if (!numbers.isEmpty()) {
            ArrayNode written = out.putArray(name);
            numbers.forEach(written::add);
        }
    }

    private static void write(ArrayNode out, List<NumberRule> rules) {
        for (NumberRule rule : rules) {
            switch (rule) {
                case NumberRule.Prefix(var strip, var add) ->
                    out.addObject().put("strip", strip).put("add", add);
                case NumberRule.Rewrite(var match, var replace) ->
                    out.addObject().put("match", match).put("replace", replace);
            }
        }
    }

    static void write(ObjectNode out, NumberSettings number) {
        out.put("number", number.number().text()).put("displayName", number.displayName());
        number.queue().ifPresent(queue -> out.put("queue", queue));
        number.flow().ifPresent(flow -> out.put("flow", flow));
        if (!number.attributes().isEmpty()) {
            out.set("attributes", number.attributes().json());
        }
    }
}
