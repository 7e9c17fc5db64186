package io.cordboard.node.live;

import io.cordboard.routing.entity.Message;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.RootActorPath;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.pattern.Patterns;

/**
 * Tickets that open one socket: a browser cannot send a token's header with a WebSocket, and a token does not belong into an
 * address. A ticket is good once, on any node, for a moment: it names the node that keeps it, which is asked.
 */
public final class Tickets {

    /** A ticket and the end of its time. */
    public record Ticket(String ticket, Instant expires) {}

    private static final String NAME = "live-tickets";
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Issue(Admission admission) {}

    private record Refused() {}

    /** Asked of the node that has issued the ticket. */
    record Redeem(String secret) implements Message {}

    /** Whom the ticket was for; nobody if it is not known, used or too old. */
    record Redeemed(Optional<Admission> admission) implements Message {}

    private final ActorSystem system;
    private final ActorRef office;
    private final String here;

    /** Begins to keep this node's tickets. */
    Tickets(ActorSystem system, Clock clock, LiveSettings settings) {
        this.system = system;
        this.here = HexFormat.of()
                .toHexDigits(Cluster.get(system).selfUniqueAddress().longUid());
        this.office = system.actorOf(Props.create(Office.class, () -> new Office(here, clock, settings)), NAME);
    }

    /** What tells this node from others, also from itself before it was started anew. */
    String node() {
        return here;
    }

    /** Empty if too many wait to be used. */
    CompletionStage<Optional<Ticket>> issue(Admission admission) {
        return Patterns.ask(office, new Issue(admission), ANSWER)
                .thenApply(answer -> answer instanceof Ticket ticket ? Optional.of(ticket) : Optional.empty());
    }

    /** Whom the ticket is for; it is used up then. Empty if it is not good, or if its node is gone. */
    CompletionStage<Optional<Admission>> redeem(String ticket) {
        int dot = ticket.indexOf('.');
        if (dot < 0 || ticket.length() > 200) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return keeper(ticket.substring(0, dot))
                .map(keeper -> Patterns.ask(keeper, new Redeem(ticket), ANSWER)
                        .handle((answer, failure) ->
                                answer instanceof Redeemed(var admission) ? admission : Optional.<Admission>empty()))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private Optional<ActorSelection> keeper(String node) {
        if (node.equals(here)) {
            return Optional.of(system.actorSelection(office.path()));
        }
        for (Member member : Cluster.get(system).state().getMembers()) {
            if (HexFormat.of().toHexDigits(member.uniqueAddress().longUid()).equals(node)) {
                Address address = member.address();
                return Optional.of(system.actorSelection(
                        new RootActorPath(address, "/").child("user").child(NAME)));
            }
        }
        return Optional.empty();
    }

    /** Keeps the tickets of one node. */
    private static final class Office extends AbstractActor {
        private record Kept(Admission admission, Instant expires) {}

        private final String here;
        private final Clock clock;
        private final LiveSettings settings;
        private final SequencedMap<String, Kept> byTicket = new java.util.LinkedHashMap<>();

        Office(String here, Clock clock, LiveSettings settings) {
            this.here = here;
            this.clock = clock;
            this.settings = settings;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(Issue.class, issue -> getSender().tell(issue(issue.admission()), getSelf()))
                    .match(Redeem.class, redeem -> getSender().tell(redeem(redeem.secret()), getSelf()))
                    .build();
        }

        private Object issue(Admission admission) {
            Instant now = clock.instant();
            while (!byTicket.isEmpty()
                    && !byTicket.firstEntry().getValue().expires().isAfter(now)) {
                byTicket.pollFirstEntry();
            }
            if (byTicket.size() >= settings.maxTickets()) {
                return new Refused();
            }
            byte[] secret = new byte[32];
            RANDOM.nextBytes(secret);
            var ticket = new Ticket(
                    here + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
                    now.plus(settings.ticketLife()));
            byTicket.put(ticket.ticket(), new Kept(admission, ticket.expires()));
            return ticket;
        }

        private Redeemed redeem(String ticket) {
            return new Redeemed(Optional.ofNullable(byTicket.remove(ticket))
                    .filter(kept -> clock.instant().isBefore(kept.expires()))
                    .map(Kept::admission));
        }
    }
}
