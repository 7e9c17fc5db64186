package io.cordboard.node.api.tenant;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.INTEGRATOR;
import static io.cordboard.node.api.Role.SUPERVISOR;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Cursor;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Page;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.QueueView;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Named;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.Settings;
import io.cordboard.routing.tenant.SettingsCodec;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Everything that a tenant defines by name, all in one manner: skills, teams, dispositions, reasons, queues, agents, trunks,
 * numbers and flows.
 */
public final class Definitions {

    private final Entities entities;

    public Definitions(Entities entities) {
        this.entities = entities;
    }

    public List<Endpoint> endpoints() {
        return Stream.of(Kind.values())
                .filter(kind -> kind != Kind.POLICY)
                .flatMap(this::endpoints)
                .toList();
    }

    private Stream<Endpoint> endpoints(Kind kind) {
        String path = path(kind);
        String one = path + "/{" + kind.word() + '}';
        Access readers = readers(kind);
        Access writers = Access.tenant(ADMIN);
        Stream<Endpoint> all = Stream.of(
                Endpoint.get(path, readers, call -> list(kind, call)),
                Endpoint.get(one, readers, call -> show(kind, call)),
                Endpoint.put(one, writers, call -> {
                    Settings settings = settings(kind, call.read(JsonNode.class));
                    return define(kind, call, _ -> settings);
                }),
                Endpoint.delete(one, writers, call -> remove(kind, call)));
        // In a flow a null says something, so it cannot say in a merge patch that something goes.
        return kind == Kind.FLOW
                ? all
                : Stream.concat(all, Stream.of(Endpoint.patch(one, writers, call -> {
                    JsonNode changes = call.read(JsonNode.class);
                    return define(kind, call, seen -> settings(kind, merged(seen, changes)));
                })));
    }

    private static String path(Kind kind) {
        return "/api/v1/" + kind.plural();
    }

    /** An agent's desk shows queues to transfer to, reasons and dispositions to choose from. */
    private static Access readers(Kind kind) {
        return switch (kind) {
            case QUEUE, REASON, DISPOSITION -> Access.tenant(AGENT, SUPERVISOR, ADMIN, INTEGRATOR);
            case SKILL, TEAM, AGENT, POLICY, NUMBER -> Access.tenant(SUPERVISOR, ADMIN, INTEGRATOR);
            // Whoever sees where calls are let in from knows how to pose as the carrier, and what a flow asks servers
            // may hold a key.
            case TRUNK, FLOW -> Access.tenant(SUPERVISOR, ADMIN);
        };
    }

    private CompletionStage<Answer> list(Kind kind, Call call) {
        int limit = call.number("limit", Page.DEFAULT_LIMIT, 1, Page.MAX_LIMIT);
        Optional<String> after = call.query("after", Cursor::name);
        return entities.show(new TenantCommand.Browse(call.tenant(), kind, after, limit))
                .thenApply(found -> {
                    var page = (TenantView.Items) found.view();
                    return Answer.ok(new Page<>(
                            page.items().stream().map(Definitions::shown).toList(),
                            page.next().map(Cursor::of)));
                });
    }

    private CompletionStage<Answer> show(Kind kind, Call call) {
        return entities.show(new TenantCommand.Look(call.tenant(), ref(kind, call)))
                .thenApply(found -> {
                    var item = (TenantView.Item) found.view();
                    return Answer.ok(shown(item)).withEtag(item.revision());
                });
    }

    private CompletionStage<Answer> define(
            Kind kind, Call call, Function<Optional<TenantView.Item>, Settings> settings) {
        Ref ref = ref(kind, call);
        return change(
                        call,
                        ref,
                        (seen, expected) -> new TenantCommand.Define(
                                call.tenant(), new Named(ref, settings.apply(seen)), Optional.of(expected), by(call)),
                        (asked, refused) ->
                                Flaws.of(((TenantCommand.Define) asked).named().settings(), refused))
                .define();
    }

    private CompletionStage<Answer> remove(Kind kind, Call call) {
        Ref ref = ref(kind, call);
        Change<TenantView.Item> removal = change(
                call,
                ref,
                (_, expected) -> new TenantCommand.Remove(call.tenant(), ref, Optional.of(expected), by(call)),
                (_, refused) -> Problem.of(ProblemCode.IN_USE, refused.message()));
        return kind == Kind.QUEUE
                ? nobodyWaits(new QueueId(call.tenant(), ref.name())).thenCompose(_ -> removal.remove())
                : removal.remove();
    }

    /** Agents who name a queue that is removed serve it no more, so whoever waits there would wait in vain. */
    private CompletionStage<Void> nobodyWaits(QueueId queue) {
        return entities.ask(new QueueCommand.Show(queue)).thenAccept(reply -> {
            if (reply instanceof Reply.Found(_, _, QueueView view) && view.waiting() > 0) {
                throw Problem.of(
                                ProblemCode.IN_USE,
                                "Expected a queue in which nobody waits, but in " + queue.name() + " there are "
                                        + view.waiting())
                        .exception();
            }
        });
    }

    private Change<TenantView.Item> change(
            Call call,
            Ref ref,
            Change.Command<TenantView.Item> command,
            BiFunction<TenantCommand, Reply.Refused, Problem> objection) {
        return new Change<>(
                entities,
                Precondition.of(call),
                path(ref.kind()) + '/' + ref.name(),
                new TenantCommand.Look(call.tenant(), ref),
                found -> (TenantView.Item) found.view(),
                TenantView.Item::revision,
                Definitions::shown,
                command,
                objection);
    }

    /** Who is recorded as its author. Those who run the cluster are not mistaken for somebody of the tenant. */
    static String by(Call call) {
        String subject = call.caller().subject();
        return call.caller().tenant().isPresent() ? subject : "operator " + subject;
    }

    /** What cannot be a name is as absent as what is not there. */
    private static Ref ref(Kind kind, Call call) {
        return call.id(kind.word(), (_, name) -> new Ref(kind, name));
    }

    private static Settings settings(Kind kind, JsonNode document) {
        List<PolicyProblem> problems = new ArrayList<>();
        return SettingsCodec.read(kind, new Fields(document, "", problems))
                .orElseThrow(() -> Flaws.of("settings of the kind '" + kind.word() + "'", problems)
                        .exception());
    }

    /** RFC 7396 §2: what is null goes, what is an object is merged, anything else replaces. */
    private static JsonNode merged(Optional<TenantView.Item> seen, JsonNode changes) {
        ObjectNode now = SettingsCodec.write(
                seen.orElseThrow(() -> Problem.notFound().exception()).named().settings());
        if (!changes.isObject()) {
            throw Problem.invalid("", "Expected an object with what is to change")
                    .exception();
        }
        return merged(now, changes);
    }

    private static ObjectNode merged(ObjectNode target, JsonNode changes) {
        changes.properties().forEach(each -> {
            JsonNode value = each.getValue();
            if (value.isNull()) {
                target.remove(each.getKey());
            } else if (value.isObject()) {
                JsonNode old = target.path(each.getKey());
                ObjectNode inner = old instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
                target.set(each.getKey(), merged(inner, value));
            } else {
                target.set(each.getKey(), value);
            }
        });
        return target;
    }

    private static ObjectNode shown(TenantView.Item item) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("id", item.named().ref().name()).put("revision", item.revision());
        shown.setAll(SettingsCodec.write(item.named().settings()));
        return shown;
    }
}
