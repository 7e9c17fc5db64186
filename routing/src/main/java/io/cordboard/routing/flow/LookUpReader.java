package io.cordboard.routing.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.flow.FlowStep.LookUp.Method;
import io.cordboard.routing.flow.Template.Also;
import io.cordboard.routing.policy.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a step that asks a server. */
record LookUpReader(Fields in) {

    /** The host is written out, so that it can be looked at before anything is asked. */
    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?(?<rest>[/?].*)?");

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern POINTER = Pattern.compile("(/([^/~]|~[01]){1,100}){1,16}");

    /** What belongs to the connection and not to who asks. */
    private static final Set<String> OF_CONNECTION =
            Set.of("connection", "content-length", "content-type", "expect", "host", "transfer-encoding", "upgrade");

    Optional<FlowStep> read() {
        Method method = in.word("method", List.of(Method.values()), Enum::name, Method.GET);
        Optional<Template> url = in.needs("url") ? url() : Optional.empty();
        SortedMap<String, Template> headers = headers();
        if (in.has("body") && method == Method.GET) {
            in.problem("/body", "Expected the method POST with a body, but got GET");
        }
        Optional<Assignments> body =
                in.has("body") ? Optional.of(StepReader.attributes(in, "body", Also.SECRETS, false)) : Optional.empty();
        Duration timeout = in.duration("timeout", Duration.ofMillis(100), Limits.LOOK_UP, Duration.ofSeconds(3));
        int retries = in.integer("retries", Limits.RETRIES, 1);
        SortedMap<String, String> into = into();
        String then = StepReader.then(in);
        String otherwise = StepReader.otherwise(in);
        return url.map(
                where -> new FlowStep.LookUp(method, where, headers, body, timeout, retries, into, then, otherwise));
    }

    private Optional<Template> url() {
        return PromptReader.template(in, "/url", in.node().get("url"), Also.SECRETS)
                .filter(template -> {
                    String begins = template.beginning();
                    var shape = URL.matcher(begins);
                    boolean whole = begins.equals(template.toString());
                    boolean sound = shape.matches() && (whole || shape.group("rest") != null) && isUrl(template);
                    if (!sound) {
                        in.problem(
                                "/url",
                                "Expected a URL such as \"https://crm.example/customers/{interaction.account}\""
                                        + " whose host is written out, but got \"" + template + '"');
                    }
                    return sound;
                });
    }

    private static boolean isUrl(Template template) {
        try {
            return new URI(template.coded(Known.NOTHING, Requests::encoded)).getHost() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private SortedMap<String, Template> headers() {
        SortedMap<String, Template> headers = new TreeMap<>();
        Fields all = in.object("headers");
        if (all.node().size() > Limits.HEADERS) {
            all.problem(
                    "",
                    "Expected at most " + Limits.HEADERS + " headers, but got "
                            + all.node().size());
            return headers;
        }
        for (Map.Entry<String, JsonNode> each : all.node().properties()) {
            String at = '/' + Fields.escaped(each.getKey());
            if (!HEADER.matcher(each.getKey()).matches()
                    || OF_CONNECTION.contains(each.getKey().toLowerCase(Locale.ROOT))) {
                all.problem(
                        at,
                        "Expected the name of a header of letters, digits and -, that is none of "
                                + String.join(
                                        ", ", OF_CONNECTION.stream().sorted().toList()) + ", but got \"" + each.getKey()
                                + '"');
            }
            PromptReader.template(all, at, each.getValue(), Also.SECRETS)
                    .ifPresent(value -> headers.put(each.getKey(), value));
        }
        return headers;
    }

    private SortedMap<String, String> into() {
        SortedMap<String, String> into = new TreeMap<>();
        Fields all = in.object("into");
        if (all.node().size() > Limits.ATTRIBUTES) {
            all.problem(
                    "",
                    "Expected at most " + Limits.ATTRIBUTES + " attributes, but got "
                            + all.node().size());
            return into;
        }
        for (Map.Entry<String, JsonNode> each : all.node().properties()) {
            String at = '/' + Fields.escaped(each.getKey());
            all.make(at, () -> Assignments.named(each.getKey()));
            String pointer = all.textAt(at, each.getValue());
            if (each.getValue().isTextual() && !POINTER.matcher(pointer).matches()) {
                all.problem(at, "Expected a JSON pointer such as \"/customer/name\", but got \"" + pointer + '"');
            }
            into.put(each.getKey(), pointer);
        }
        return into;
    }
}
