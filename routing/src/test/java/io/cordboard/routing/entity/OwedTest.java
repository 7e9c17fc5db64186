package io.cordboard.routing.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Interactions;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.RouterCommand;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an entity owes to another is sent until that one has acknowledged it, through any number of crashes. */
class OwedTest {

    private static final QueueId QUEUE = QueueId.of("acme/support");
    private static final Queue<Command> HEARD = new ConcurrentLinkedQueue<>();
    private static volatile boolean acknowledges;

    private static OneNode node;
    private static PersistenceTestKit journal;

    /** Stands for the queue: hears all, and acknowledges only while it may. */
    private static final class Creditor extends AbstractActor {
        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(QueueCommand.class, command -> {
                        HEARD.add(command);
                        if (acknowledges) {
                            getSender().tell(new Reply.Done(command.ref(), 1), getSelf());
                        }
                    })
                    .matchAny(_ -> getContext().stop(getSelf()))
                    .build();
        }
    }

    @BeforeAll
    static void start() {
        node = OneNode.hosting(system -> {
            var switchboard = new Switchboard(system, Clock.systemUTC(), Observer.NONE, true, RouterCommand.class);
            switchboard.host(Interactions.type());
            switchboard.host("queue", QueueCommand.class, Props.create(Creditor.class, Creditor::new));
            return switchboard;
        });
        journal = PersistenceTestKit.create(node.system());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void silent() {
        acknowledges = false;
        HEARD.clear();
    }

    @Test
    void debtIsSentAgainAfterACrashAndUntilItIsAcknowledged() {
        // Given
        InteractionId chat = open("c1");
        await().until(() -> heard(QueueCommand.Enqueue.class) == 1);
        node.crash(Interactions.type(), chat.toString());

        // When
        done(new InteractionCommand.Wake(chat));

        // Then
        await().until(() -> heard(QueueCommand.Enqueue.class) == 2);
        await().until(() -> heard(QueueCommand.Enqueue.class) == 3);
        assertThat(Set.copyOf(HEARD)).hasSize(1);
    }

    @Test
    void nothingIsSettledBeforeTheLastDebtIsAcknowledgedAndNothingIsOwedAfterwards() {
        // Given
        acknowledges = true;
        InteractionId chat = open("c2");
        await().until(() -> heard(QueueCommand.Enqueue.class) == 1);
        acknowledges = false;
        done(new InteractionCommand.End(chat, Party.CUSTOMER));
        await().until(() -> heard(QueueCommand.Dequeue.class) == 1);
        node.crash(Interactions.type(), chat.toString());
        done(new InteractionCommand.Wake(chat));
        await().until(() -> heard(QueueCommand.Dequeue.class) == 2);
        assertThat(last(chat)).isInstanceOf(InteractionEvent.Closed.class);

        // When
        acknowledges = true;

        // Then
        await().until(() -> last(chat) instanceof InteractionEvent.Settled);
        int before = HEARD.size();
        node.crash(Interactions.type(), chat.toString());
        done(new InteractionCommand.Wake(chat));
        // What it had sent would have come before this.
        done(new QueueCommand.Wake(QUEUE));
        assertThat(HEARD).hasSize(before + 1);
    }

    private static InteractionId open(String name) {
        var id = new InteractionId(QUEUE.tenant(), name);
        Instant now = node.switchboard().now();
        done(new InteractionCommand.Open(
                id,
                new Contact(Medium.TASK, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                new Place(QUEUE, 0, now, now, Map.of(), Optional.empty(), Optional.empty(), Set.of()),
                Optional.empty()));
        return id;
    }

    private static long heard(Class<? extends Command> kind) {
        return HEARD.stream().filter(kind::isInstance).count();
    }

    private static Object last(InteractionId interaction) {
        List<Object> events = journal.persistedInStorage("interaction|" + interaction);
        return events.getLast();
    }

    private static void done(Command command) {
        assertThat(node.ask(command)).isInstanceOf(Reply.Done.class);
    }
}
