package io.cordboard.channels.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.leg.CustomerMessageId;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.Unplaced;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** How a customer opens a chat. */
final class SessionOpening {

    /** What the customer is told: with the token, whoever holds it is this customer. */
    record Opened(String interaction, String token, Instant expires, String ws) {}

    /** Attributes that we vouch for. */
    private static final String NAME = "customer.name";

    private static final String CLAIMED = "customer.claimed";
    private static final String VERIFIED = "customer.verified";
    /** The id of the message that came with the opening. */
    private static final String FIRST = "first";

    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final ChatDesk desk;
    private final SessionTokens tokens;
    private final OpenChats open;
    private final Allowances<SourceAddress> openings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SessionOpening(
            ChatDesk desk, SessionTokens tokens, OpenChats open, Allowances<SourceAddress> openings, Clock clock) {
        this.desk = desk;
        this.tokens = tokens;
        this.open = open;
        this.openings = openings;
        this.clock = clock;
    }

    /** @param exempt whether no limit per source applies to this one */
    CompletionStage<Opened> open(
            TenantId tenant,
            ChatSite site,
            JsonNode body,
            Optional<String> idempotencyKey,
            SourceAddress source,
            boolean exempt) {
        Optional<Duration> wait = exempt ? Optional.empty() : openings.take(source);
        if (wait.isPresent()) {
            throw ChatProblem.of(ChatRefusal.RATE_LIMITED, "Expected fewer chats from one source", wait.get());
        }
        OpenRequest request = OpenRequest.of(body, desk.settings().maxText());
        if (request.queue().filter(queue -> !site.queues().contains(queue)).isPresent()) {
            throw ChatProblem.invalid("/queue", "Expected a queue that the tenant opens for chat");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Contact contact = contact(site, request, now);
        var chat = new InteractionId(
                tenant, idempotencyKey.map(key -> derived(tenant, source, key)).orElseGet(this::fresh));
        return room(source, chat, exempt)
                .thenCompose(_ -> arrive(chat, request.queue(), site, contact, now))
                .thenCompose(_ -> request.firstMessage()
                        .map(text -> report(
                                new LegReport.Said(chat, Party.CUSTOMER, CustomerMessageId.recorded(FIRST), text)))
                        .orElseGet(() -> CompletableFuture.completedStage(null)))
                .thenApply(_ -> {
                    desk.listener().opened(tenant);
                    return issued(chat, now);
                });
    }

    /** The same with a token of a whole new life, for a chat that outlasts its first. Not once it is over. */
    CompletionStage<Opened> renew(InteractionId chat) {
        return desk.legs().show(chat).thenApply(reply -> {
            if (reply instanceof Reply.Refused refused) {
                throw ChatProblem.of(refused);
            }
            if (isOver(reply)) {
                throw ChatProblem.of(ChatRefusal.CHAT_OVER, "Expected a chat that goes on, but it is over");
            }
            return issued(chat, clock.instant());
        });
    }

    private Opened issued(InteractionId chat, Instant now) {
        SessionTokens.Issued issued = tokens.issue(chat, now);
        return new Opened(
                chat.name(), issued.token(), issued.expires(), "/chat/v1/sessions/ws?token=" + issued.token());
    }

    private static String derivedFrom(TenantId tenant, SourceAddress source, String key) {
        return tenant + "\n" + source.value() + '\n' + key.toLowerCase(java.util.Locale.ROOT);
    }

    /** Whoever repeats a request gets the same chat; only somebody at the same source could, and only by knowing the key. */
    private String derived(TenantId tenant, SourceAddress source, String key) {
        if (!UUID.matcher(key).matches()) {
            throw ChatProblem.invalid("Idempotency-Key", "Expected a random UUID as idempotency key");
        }
        return tokens.derivedName(derivedFrom(tenant, source, key));
    }

    private String fresh() {
        byte[] bytes = new byte[14];
        random.nextBytes(bytes);
        return "c-" + HexFormat.of().formatHex(bytes);
    }

    private Contact contact(ChatSite site, OpenRequest request, Instant now) {
        Map<String, String> attributes = new HashMap<>(request.attributes());
        request.name().ifPresent(name -> attributes.put(NAME, name));
        boolean proven = isProven(site, request, now);
        if (proven) {
            attributes.put(VERIFIED, "true");
        } else {
            // Worth showing to the agent, but not worth believing: nobody gets another's history by claiming to be
            // them.
            request.customer().ifPresent(customer -> attributes.put(CLAIMED, customer));
        }
        return new Contact(
                Medium.CHAT,
                proven ? request.customer() : Optional.empty(),
                request.subject(),
                Optional.of(site.patience().orElse(desk.settings().patience())),
                attributes);
    }

    private static boolean isProven(ChatSite site, OpenRequest request, Instant now) {
        if (request.proof().isEmpty()) {
            return false;
        }
        boolean holds = site.identitySecret()
                .flatMap(secret -> request.customer()
                        .map(customer -> IdentityProof.holds(
                                secret, customer, request.proof().get(), now)))
                .orElse(false);
        if (!holds) {
            throw ChatProblem.of(ChatRefusal.IDENTITY_NOT_PROVEN, "Expected a proof that holds for the customer");
        }
        return true;
    }

    private CompletionStage<Reply> arrive(
            InteractionId chat, Optional<String> queue, ChatSite site, Contact contact, Instant now) {
        return queue.map(name -> desk.legs()
                        .report(LegReport.Arrived.inQueue(chat, contact, new QueueId(chat.tenant(), name), now)))
                .orElseGet(() -> desk.legs()
                        .report(
                                new Unplaced(
                                        chat,
                                        contact,
                                        Optional.empty(),
                                        Map.of(),
                                        Optional.empty(),
                                        now,
                                        Optional.empty()),
                                site.queues()::contains))
                .thenApply(reply -> {
                    if (reply instanceof Reply.Refused(_, var refusal, _)) {
                        boolean nowhere =
                                queue.isEmpty() && (refusal == Refusal.INVALID || refusal == Refusal.NOT_FOUND);
                        if (nowhere || refusal == Refusal.OVERLOADED) {
                            open.over(chat);
                        }
                        if (nowhere) {
                            throw ChatProblem.invalid(
                                    "/queue",
                                    "Expected a queue, because the tenant has no rules that say one that is open for chat");
                        }
                    }
                    return done(reply);
                });
    }

    private CompletionStage<Reply> report(LegReport report) {
        return desk.legs().report(report).thenApply(SessionOpening::done);
    }

    private static Reply done(Reply reply) {
        if (reply instanceof Reply.Refused refused) {
            throw ChatProblem.of(refused);
        }
        return reply;
    }

    /** Takes a place among the source's open chats; when there is none, those that are over by now give up theirs. */
    private CompletionStage<Boolean> room(SourceAddress source, InteractionId chat, boolean exempt) {
        if (exempt || open.open(source, chat)) {
            return CompletableFuture.completedStage(true);
        }
        List<CompletableFuture<Void>> checks = open.of(source).stream()
                .map(one -> desk.legs()
                        .show(one)
                        .thenAccept(reply -> {
                            if (isOver(reply)) {
                                open.over(one);
                            }
                        })
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new)).thenApply(_ -> {
            if (!open.open(source, chat)) {
                throw ChatProblem.of(
                        ChatRefusal.TOO_MANY_CHATS,
                        "Expected at most " + desk.settings().openChatsPerSource() + " open chats from one source",
                        Duration.ofSeconds(30));
            }
            return true;
        });
    }

    private static boolean isOver(Reply reply) {
        return switch (reply) {
            case Reply.Found found
            when found.view() instanceof InteractionView view ->
                switch (view.phase()) {
                    case SCHEDULED, GUIDED, WAITING, OFFERED, ASSIGNED, OUTSIDE -> false;
                    case WRAPPING_UP, CLOSED -> true;
                };
            case Reply.Refused refused -> refused.refusal() == io.cordboard.routing.entity.Refusal.NOT_FOUND;
            case Reply.Found _, Reply.Done _ -> false;
        };
    }
}
