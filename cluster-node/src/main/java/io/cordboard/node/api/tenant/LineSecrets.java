package io.cordboard.node.api.tenant;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.SipSecrets;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import io.cordboard.routing.tenant.TrunkSettings;
import io.cordboard.telephony.line.PhoneToken;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The secrets with which agents' phones register, trunks prove who calls, and we prove to a trunk who we are. A secret is in the one answer that makes it and nowhere
 * else; what is kept are its digests for the tenant's SIP domain.
 */
public final class LineSecrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** 144 bits: 24 characters, which somebody may have to type into a telephone. */
    private static final int SECRET_BYTES = 18;
    /** Of one that somebody else has made. */
    private static final int LONGEST = 128;

    /** Schema {@code GivenSecret}: what the other end of a trunk has given us, for its realm. */
    record Given(Optional<String> secret, Optional<String> realm) {

        /** Without the secret, for logs. */
        @Override
        public String toString() {
            return "Given[" + realm + ']';
        }
    }

    /** Schema {@code LineSecret}; {@code secret} is there once. */
    record Body(String user, String domain, String by, Instant at, Optional<String> secret) {

        static Body of(SipSecrets.Kept kept, Optional<String> secret) {
            return new Body(kept.credentials().user(), kept.credentials().realm(), kept.by(), kept.at(), secret);
        }

        /** Without the secret, for logs. */
        @Override
        public String toString() {
            return "LineSecret[" + user + '@' + domain + ']';
        }
    }

    /** Schema {@code PhoneToken}. */
    record Token(String address, String user, String domain, String secret, Instant expiresAt) {

        static Token of(SipCredentials phone, PhoneToken token) {
            return new Token(
                    "sip:" + phone.user() + '@' + phone.realm(),
                    token.user(),
                    phone.realm(),
                    token.secret(),
                    token.expires());
        }

        /** Without the secret, for logs. */
        @Override
        public String toString() {
            return "PhoneToken[" + address + ']';
        }
    }

    private final Entities entities;
    private final String baseDomain;
    private final Duration tokenLife;
    private final Clock clock;

    /** {@code baseDomain}: what follows the name of a tenant in its SIP domain. */
    public LineSecrets(Entities entities, String baseDomain, Duration tokenLife, Clock clock) {
        this.entities = entities;
        this.baseDomain = baseDomain;
        this.tokenLife = tokenLife;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return Stream.of(
                        of("/api/v1/me/phone", Access.tenant(AGENT), LineSecrets::self),
                        List.of(Endpoint.post("/api/v1/me/phone/token", Access.tenant(AGENT), this::token)),
                        of(
                                "/api/v1/agents/{agent}/phone",
                                Access.tenant(SUPERVISOR, ADMIN),
                                call -> call.id("agent", (_, name) -> new Ref(Kind.AGENT, name))),
                        of(
                                "/api/v1/trunks/{trunk}/secret",
                                Access.tenant(ADMIN),
                                call -> call.id("trunk", (_, name) -> new Ref(Kind.TRUNK, name))))
                .flatMap(List::stream)
                .toList();
    }

    private List<Endpoint> of(String path, Access access, Function<Call, Ref> holder) {
        return List.of(
                Endpoint.get(path, access, call -> show(call.tenant(), holder.apply(call))),
                Endpoint.post(path, access, call -> post(call, holder.apply(call))),
                Endpoint.delete(path, access, call -> remove(call, holder.apply(call))));
    }

    private static Ref self(Call call) {
        AgentId agent = call.caller()
                .agent()
                .orElseThrow(() -> Problem.of(ProblemCode.FORBIDDEN, "Expected a caller who is an agent")
                        .exception());
        return new Ref(Kind.AGENT, agent.name());
    }

    private CompletionStage<Answer> show(TenantId tenant, Ref holder) {
        return look(tenant, holder)
                .thenApply(view -> Answer.ok(
                        Body.of(view.kept().orElseThrow(() -> Problem.notFound().exception()), Optional.empty())));
    }

    private CompletionStage<Answer> post(Call call, Ref holder) {
        Given given = holder.kind() == Kind.TRUNK
                ? call.read(Given.class, new Given(Optional.empty(), Optional.empty()))
                : new Given(Optional.empty(), Optional.empty());
        String ours = call.tenant().value() + '.' + baseDomain;
        if (given.secret().isEmpty() && given.realm().isEmpty()) {
            String secret = generate();
            return keep(call, holder, ours, secret, Optional.of(secret));
        }
        String secret = given.secret()
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
                .orElseThrow(() -> Problem.invalid(
                                "/secret", "Expected the secret that was given, of 1 to " + LONGEST + " characters")
                        .exception());
        String realm = given.realm()
                .filter(domain -> !domain.equalsIgnoreCase(ours))
                .orElseThrow(() -> Problem.invalid(
                                "/realm", "Expected the realm of those who gave it, which is another than " + ours)
                        .exception());
        return keep(call, holder, realm, secret, Optional.empty());
    }

    /** Keeps one, in place of the one that is there. */
    private CompletionStage<Answer> keep(Call call, Ref holder, String realm, String secret, Optional<String> shown) {
        return look(call.tenant(), holder).thenCompose(view -> {
            SipCredentials credentials = Problem.valueAt("/realm", () -> SipCredentials.of(user(view), realm, secret));
            var command = new TenantCommand.SetSipSecret(call.tenant(), holder, credentials, Definitions.by(call));
            return entities.ask(command).thenCompose(reply -> {
                if (reply instanceof Reply.Refused refused) {
                    // Whose settings have changed since they were looked at, or who is gone.
                    throw (refused.refusal() == Refusal.INVALID
                                    ? Problem.invalid("", refused.message())
                                    : Entities.problem(refused))
                            .exception();
                }
                return look(call.tenant(), holder)
                        .thenApply(made -> Answer.created(
                                call.request().getUri().path(),
                                Body.of(made.kept().orElseThrow(), shown)));
            });
        });
    }

    /** A phone that has no secret gets one that nobody knows. */
    private CompletionStage<Answer> token(Call call) {
        String ours = call.tenant().value() + '.' + baseDomain;
        Ref holder = self(call);
        return look(call.tenant(), holder).thenCompose(view -> {
            Optional<SipCredentials> phone = view.kept()
                    .map(SipSecrets.Kept::credentials)
                    .filter(kept -> kept.realm().equals(ours));
            return phone.isEmpty()
                    ? keep(call, holder, ours, generate(), Optional.empty()).thenCompose(_ -> token(call))
                    : CompletableFuture.completedStage(Answer.ok(Token.of(
                            phone.get(),
                            PhoneToken.of(phone.get(), clock.instant().plus(tokenLife)))));
        });
    }

    private static String user(TenantView.SipSecret view) {
        return view.holder().settings() instanceof TrunkSettings trunk
                ? trunk.user()
                        .orElseThrow(() -> Problem.invalid(
                                        "", "Expected a trunk with a user, but it is known by its sources alone")
                                .exception())
                : view.holder().ref().name();
    }

    private CompletionStage<Answer> remove(Call call, Ref holder) {
        return entities.carryOut(new TenantCommand.RemoveSipSecret(call.tenant(), holder, Definitions.by(call)))
                .thenApply(_ -> Answer.noContent());
    }

    private CompletionStage<TenantView.SipSecret> look(TenantId tenant, Ref holder) {
        return entities.show(new TenantCommand.LookSipSecret(tenant, holder))
                .thenApply(found -> (TenantView.SipSecret) found.view());
    }

    private static String generate() {
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
