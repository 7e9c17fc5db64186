package io.cordboard.node.api.tenant;

import static io.cordboard.node.api.Role.ADMIN;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Cursor;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Page;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.node.api.security.PresentedKey;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.tenant.ApiKey;
import io.cordboard.routing.tenant.LocalName;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The keys of a tenant's programs: issued by its administrators, or by those who run the cluster, who so give a new tenant its
 * first one. The secret is in the one answer that issues the key and nowhere else; what is kept is its hash.
 */
public final class Keys {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Schema {@code NewKey}. */
    record NewKey(Optional<String> id, ApiKey.Role role, String label, Optional<String> agent) {}

    /** Schema {@code Key}; {@code secret} is there once. */
    record Body(
            String id,
            ApiKey.Role role,
            String label,
            Optional<String> agent,
            String createdBy,
            Instant created,
            Optional<Instant> revoked,
            Optional<String> secret) {

        static Body of(ApiKey key) {
            return of(key, Optional.empty());
        }

        static Body of(ApiKey key, Optional<String> secret) {
            return new Body(
                    key.id(),
                    key.role(),
                    key.label(),
                    key.agent(),
                    key.createdBy(),
                    key.created(),
                    key.revoked(),
                    secret);
        }

        /** Without the secret, for logs. */
        @Override
        public String toString() {
            return "Key[" + id + ", " + role.word() + ']';
        }
    }

    private final Entities entities;

    public Keys(Entities entities) {
        this.entities = entities;
    }

    public List<Endpoint> endpoints() {
        var own = of("/api/v1/keys", Access.tenant(ADMIN), Call::tenant);
        var any = of("/api/v1/tenants/{tenant}/keys", Access.cluster(), TenantRegister::named);
        return java.util.stream.Stream.concat(own.stream(), any.stream()).toList();
    }

    private List<Endpoint> of(String path, Access access, Function<Call, TenantId> tenant) {
        return List.of(
                Endpoint.get(path, access, call -> list(call, tenant.apply(call))),
                Endpoint.post(path, access, call -> issue(call, tenant.apply(call), path)),
                Endpoint.get(path + "/{key}", access, call -> show(call, tenant.apply(call))),
                Endpoint.delete(path + "/{key}", access, call -> revoke(call, tenant.apply(call))));
    }

    private CompletionStage<Answer> list(Call call, TenantId tenant) {
        int limit = call.number("limit", Page.DEFAULT_LIMIT, 1, Page.MAX_LIMIT);
        Optional<String> after = call.query("after", Cursor::name);
        return entities.show(new TenantCommand.BrowseKeys(tenant, after, limit)).thenApply(found -> {
            var page = (TenantView.Keys) found.view();
            return Answer.ok(new Page<>(
                    page.keys().stream().map(Body::of).toList(), page.next().map(Cursor::of)));
        });
    }

    private CompletionStage<Answer> show(Call call, TenantId tenant) {
        return look(tenant, id(call)).thenApply(key -> Answer.ok(Body.of(key)));
    }

    private CompletionStage<ApiKey> look(TenantId tenant, String id) {
        return entities.show(new TenantCommand.LookKey(tenant, id))
                .thenApply(found -> ((TenantView.Key) found.view()).key());
    }

    private CompletionStage<Answer> issue(Call call, TenantId tenant, String path) {
        NewKey body = call.read(NewKey.class);
        Optional<String> attempt = call.idempotencyKey();
        String id = Problem.valueAt(
                "/id",
                () -> LocalName.require(
                        "a key id",
                        body.id()
                                .orElseGet(() -> attempt.map(key -> PresentedKey.idOf(tenant, key))
                                        .orElseGet(Keys::newId))));
        var key = PresentedKey.generate(tenant, id);
        var command = new TenantCommand.IssueKey(
                tenant, id, body.role(), body.label(), body.agent(), key.hash(), Definitions.by(call));
        String location = path.replace("{tenant}", tenant.value()) + '/' + id;
        return entities.ask(command).thenCompose(reply -> switch (reply) {
            case Reply.Done _ ->
                look(tenant, id)
                        .thenApply(issued -> Answer.created(location, Body.of(issued, Optional.of(key.text()))));
            case Reply.Refused refused
            when refused.refusal() == Refusal.ALREADY_EXISTS ->
                look(tenant, id).thenApply(there -> known(there, body, attempt, refused));
            case Reply.Refused refused
            when refused.refusal() == Refusal.INVALID ->
                throw Problem.invalid(pointer(body, refused.message()), refused.message())
                        .exception();
            case Reply.Refused refused -> throw Entities.problem(refused).exception();
            case Reply.Found found -> throw new IllegalStateException("Expected no view, but got " + found.ref());
        });
    }

    /** A repetition finds the key that was issued, without its secret: that was in the first answer. */
    private static Answer known(ApiKey there, NewKey body, Optional<String> attempt, Reply.Refused refused) {
        boolean same = there.role() == body.role()
                && there.label().equals(body.label())
                && there.agent().equals(body.agent());
        if (attempt.isPresent() && same) {
            return Answer.ok(Body.of(there));
        }
        if (attempt.isPresent() && body.id().isEmpty()) {
            throw Problem.of(
                            ProblemCode.IDEMPOTENCY_KEY_REUSED,
                            "Expected a new Idempotency-Key, but another key was issued with it")
                    .exception();
        }
        throw Problem.of(ProblemCode.ALREADY_EXISTS, refused.message())
                .withCurrent(Body.of(there))
                .exception();
    }

    private static String pointer(NewKey body, String message) {
        return message.contains("label")
                ? "/label"
                : message.contains("agent") || body.agent().isPresent() ? "/agent" : "";
    }

    private CompletionStage<Answer> revoke(Call call, TenantId tenant) {
        return entities.carryOut(new TenantCommand.RevokeKey(tenant, id(call), Definitions.by(call)))
                .thenApply(_ -> Answer.noContent());
    }

    private static String id(Call call) {
        try {
            return LocalName.require("a key id", call.path("key"));
        } catch (IllegalArgumentException e) {
            throw Problem.notFound().exception();
        }
    }

    private static String newId() {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return "key-" + HexFormat.of().formatHex(random);
    }
}
