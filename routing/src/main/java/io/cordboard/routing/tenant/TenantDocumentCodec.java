package io.cordboard.routing.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.classification.Classification;
import io.cordboard.routing.classification.ClassificationCodec;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.PolicyCodec;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.policy.PolicyReading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Between a {@link TenantDocument} and its JSON, which {@link TenantYaml} shows as YAML. */
public final class TenantDocumentCodec {

    /** What the document says of itself, so that a later shape can be told from this one. */
    static final String FORMAT = "cordboard-tenant/1";

    static final String CLASSIFICATION = "classification";

    static final int MAX_PROBLEMS = 50;
    private static final int MAX_UNPACKED_BYTES = 128 * 1024 * 1024;
    private static final JsonMapper MAPPER = new JsonMapper();

    private TenantDocumentCodec() {}

    /** What reading came to. */
    public sealed interface Reading {

        record Accepted(TenantDocument document) implements Reading {}

        /** Everything that is wrong (the first fifty), by its path in the document. */
        record Refused(List<PolicyProblem> problems) implements Reading {
            public Refused {
                problems = List.copyOf(problems.size() <= MAX_PROBLEMS ? problems : problems.subList(0, MAX_PROBLEMS));
            }

            public String message() {
                return problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n"));
            }
        }

        /** The document, for who cannot go on without one. */
        default TenantDocument orThrow() {
            return switch (this) {
                case Accepted(TenantDocument document) -> document;
                case Refused refused -> throw new IllegalArgumentException(refused.message());
            };
        }
    }

    public static Reading read(JsonNode document) {
        List<PolicyProblem> problems = new ArrayList<>();
        if (document.isMissingNode()) {
            return new Reading.Refused(List.of(new PolicyProblem("", "Expected an object, but got nothing")));
        }
        Fields in = new Fields(document, "", problems);
        if (in.needs("format")) {
            in.word("format", List.of(FORMAT), word -> word, FORMAT);
        }
        Optional<TenantId> tenant =
                in.has("tenant") ? in.make("/tenant", () -> new TenantId(in.text("tenant"))) : Optional.empty();
        Optional<String> displayName = in.has("displayName")
                ? in.make("/displayName", () -> Settings.text("a display name", in.text("displayName"), 100))
                : Optional.empty();
        Map<Kind, SortedMap<String, Settings>> settings = new TreeMap<>();
        Optional<SortedMap<String, PolicySection>> policies = Optional.empty();
        for (Kind kind : Kind.values()) {
            if (!in.has(kind.plural())) {
                continue;
            }
            if (kind == Kind.POLICY) {
                policies = Optional.of(policies(in.object(kind.plural()), problems));
            } else {
                settings.put(kind, section(kind, in.object(kind.plural()), problems));
            }
        }
        Optional<Classification> classification =
                in.has(CLASSIFICATION) ? classification(in.node().get(CLASSIFICATION), problems) : Optional.empty();
        in.end();
        return problems.isEmpty()
                ? new Reading.Accepted(new TenantDocument(tenant, displayName, settings, policies, classification))
                : new Reading.Refused(problems);
    }

    private static SortedMap<String, Settings> section(Kind kind, Fields in, List<PolicyProblem> problems) {
        SortedMap<String, Settings> section = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : in.node().properties()) {
            named(kind, each.getKey(), in).ifPresent(name -> {
                List<PolicyProblem> own = new ArrayList<>();
                Fields fields = new Fields(each.getValue(), References.path(new Ref(kind, name)), own);
                SettingsCodec.read(kind, fields).ifPresent(settings -> section.put(name, settings));
                problems.addAll(own);
            });
        }
        return section;
    }

    private static SortedMap<String, PolicySection> policies(Fields in, List<PolicyProblem> problems) {
        SortedMap<String, PolicySection> section = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : in.node().properties()) {
            named(Kind.POLICY, each.getKey(), in).ifPresent(name -> {
                String path = References.path(new Ref(Kind.POLICY, name));
                if (each.getValue().has("versions")) {
                    versions(new Fields(each.getValue(), path, problems), path, problems)
                            .ifPresent(versions -> section.put(name, versions));
                } else {
                    policy(each.getValue(), path, problems)
                            .ifPresent(policy -> section.put(name, new PolicySection.Latest(policy)));
                }
            });
        }
        return section;
    }

    private static Optional<PolicySection> versions(Fields in, String path, List<PolicyProblem> problems) {
        NavigableMap<Integer, Policy> versions = new TreeMap<>();
        Fields numbered = in.object("versions");
        for (Map.Entry<String, JsonNode> each : numbered.node().properties()) {
            String at = '/' + Fields.escaped(each.getKey());
            numbered.make(at, () -> number(each.getKey()))
                    .ifPresent(number -> policy(each.getValue(), path + "/versions" + at, problems)
                            .ifPresent(policy -> versions.put(number, policy)));
        }
        in.end();
        return in.sound() ? in.make("/versions", () -> new PolicySection.Versions(versions)) : Optional.empty();
    }

    private static int number(String text) {
        if (!text.matches("[1-9][0-9]{0,7}")) {
            throw new IllegalArgumentException(
                    "Expected a version number of 1 to 99999999, but got '" + LocalName.shown(text) + "'");
        }
        return Integer.parseInt(text);
    }

    private static Optional<Policy> policy(JsonNode document, String path, List<PolicyProblem> problems) {
        return switch (PolicyCodec.read(document)) {
            case PolicyReading.Accepted(Policy policy) -> Optional.of(policy);
            case PolicyReading.Refused(var found) -> {
                found.forEach(each -> problems.add(new PolicyProblem(path + each.path(), each.message())));
                yield Optional.empty();
            }
        };
    }

    private static Optional<Classification> classification(JsonNode document, List<PolicyProblem> problems) {
        return switch (ClassificationCodec.read(document)) {
            case ClassificationCodec.Reading.Accepted(var read) -> Optional.of(read);
            case ClassificationCodec.Reading.Refused(var found) -> {
                found.forEach(
                        each -> problems.add(new PolicyProblem('/' + CLASSIFICATION + each.path(), each.message())));
                yield Optional.empty();
            }
        };
    }

    private static Optional<String> named(Kind kind, String name, Fields in) {
        return in.make('/' + Fields.escaped(name), () -> new Ref(kind, name)).map(Ref::name);
    }

    /** The whole document: every kind that it speaks of, every part written out. */
    public static ObjectNode write(TenantDocument document) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
        document.tenant().ifPresent(tenant -> out.put("tenant", tenant.value()));
        document.displayName().ifPresent(name -> out.put("displayName", name));
        for (Kind kind : Kind.values()) {
            if (kind == Kind.POLICY) {
                document.policies().ifPresent(policies -> {
                    ObjectNode section = out.putObject(kind.plural());
                    policies.forEach((name, policy) -> section.set(name, write(policy)));
                });
            } else if (document.settings().containsKey(kind)) {
                ObjectNode section = out.putObject(kind.plural());
                document.settings()
                        .get(kind)
                        .forEach((name, settings) -> section.set(name, SettingsCodec.write(settings)));
            }
        }
        document.classification()
                .ifPresent(classification -> out.set(CLASSIFICATION, ClassificationCodec.write(classification)));
        return out;
    }

    private static ObjectNode write(PolicySection section) {
        return switch (section) {
            case PolicySection.Latest(Policy policy) -> PolicyCodec.write(policy);
            case PolicySection.Versions(var versions) -> {
                ObjectNode out = JsonNodeFactory.instance.objectNode();
                ObjectNode numbered = out.putObject("versions");
                versions.forEach((number, policy) -> numbered.set(Integer.toString(number), PolicyCodec.write(policy)));
                yield out;
            }
        };
    }

    /** Compressed, for sending: one message holds a tenant with thousands of agents. */
    static byte[] pack(TenantDocument document) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(MAPPER.writeValueAsBytes(write(document)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    static TenantDocument unpack(byte[] packed) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] json = gzip.readNBytes(MAX_UNPACKED_BYTES + 1);
            if (json.length > MAX_UNPACKED_BYTES) {
                throw new IllegalArgumentException(
                        "Expected a tenant document of at most " + MAX_UNPACKED_BYTES + " bytes");
            }
            return read(MAPPER.readTree(json)).orThrow();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
