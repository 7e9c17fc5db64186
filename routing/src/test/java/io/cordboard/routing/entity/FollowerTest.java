package io.cordboard.routing.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent.MessageAdded;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Interactions;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.Props;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Followers of real entities on a real journal (in memory, serialized). */
class FollowerTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final AtomicInteger NAMES = new AtomicInteger();
    /** An interaction refuses more than a hundred commands that wait. */
    private static final int AT_ONCE = 50;

    private static OneNode node;

    private InteractionId chat;
    private TestKit consumer;
    private final List<Event> seen = new ArrayList<>();
    private int said;

    @BeforeAll
    static void start() {
        node = new OneNode();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void open() {
        chat = new InteractionId(TENANT, "i" + NAMES.incrementAndGet());
        consumer = new TestKit(node.system());
        Instant now = Instant.parse("2026-11-21T10:00:00Z");
        done(new InteractionCommand.Open(
                chat,
                new Contact(Medium.CHAT, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                new Place(
                        new QueueId(TENANT, "support"),
                        0,
                        now,
                        now,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of()),
                Optional.empty()));
    }

    @Test
    void pastThenPresent() {
        say(230);

        follow(0);

        untilSeen(231);
        assertThat(consumer.expectMsgClass(Follower.CaughtUp.class).seq()).isEqualTo(231);
        say(3);
        untilSeen(234);
        assertThat(messages()).isEqualTo(saidSoFar());
    }

    @Test
    void onlyWhatComesAfterTheGivenNumber() {
        say(5);

        follow(4);

        untilSeen(2);
        assertThat(messages()).containsExactly("m4", "m5");
    }

    @Test
    void nothingNewMeansLevelAtOnce() {
        follow(1);

        assertThat(consumer.expectMsgClass(Follower.CaughtUp.class).seq()).isEqualTo(1);
    }

    @Test
    void eventsThatHappenWhileThePastIsReadComeInTheirPlace() {
        say(150);

        follow(0);
        say(150);

        untilSeen(301);
        assertThat(messages()).isEqualTo(saidSoFar());
    }

    @RepeatedTest(5)
    void entityThatDiesAgainAndAgainIsFoundAgain() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        follow(0);
        for (int round = 0; round < 6; round++) {
            sayWithoutWaiting(random.nextInt(40), ActorRef.noSender());
            if (random.nextBoolean()) {
                entity().tell(PoisonPill.getInstance(), ActorRef.noSender());
            } else {
                entity().tell(Switchboard.stopMessage(), ActorRef.noSender());
            }
        }
        entity();
        say(1);
        String last = "m" + said;
        consumer.fishForMessage(Duration.ofSeconds(20), "all messages, seed " + seed, news -> {
            keep(news);
            return messages().contains(last);
        });

        // What was in the mailbox of a killed entity is lost and was never acknowledged; the rest comes once, in order.
        List<Integer> numbers =
                messages().stream().map(m -> Integer.parseInt(m.substring(1))).toList();
        assertThat(numbers).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
        assertThat(seqs)
                .as("seed %d", seed)
                .isEqualTo(IntStream.rangeClosed(1, seqs.size())
                        .mapToObj(Long::valueOf)
                        .toList());
    }

    @Test
    void pacedFollowerWaitsForItsConsumer() {
        say(250);
        ActorRef follower = node.system()
                .actorOf(Follower.paced(
                        node.switchboard(),
                        Interactions.type(),
                        ttl -> new InteractionCommand.Watch(chat, false, ttl),
                        0,
                        consumer.getRef()));
        keep(consumer.expectMsgClass(Follower.Followed.class));
        keep(consumer.expectMsgClass(Follower.Followed.class));
        say(220);
        consumer.expectNoMessage(Duration.ofMillis(500));
        assertThat(seen.size()).isLessThan(250);
        follower.tell(Follower.Next.NEXT, consumer.getRef());

        consumer.fishForMessage(Duration.ofSeconds(10), "all", news -> {
            follower.tell(Follower.Next.NEXT, consumer.getRef());
            keep(news);
            return seen.size() == 471;
        });

        assertThat(messages()).isEqualTo(saidSoFar());
    }

    @Test
    void typingIsHeardAndNotRecorded() {
        follow(1);
        consumer.expectMsgClass(Follower.CaughtUp.class);

        done(new InteractionCommand.Typing(chat, Party.CUSTOMER, true));

        assertThat(consumer.expectMsgClass(Follower.Whispered.class).whisper())
                .isEqualTo(new InteractionCommand.Typing(chat, Party.CUSTOMER, true));
        say(1);
        untilSeen(1);
        assertThat(seqs).containsExactly(2L);
    }

    @Test
    void missingEntityCannotBeFollowed() {
        chat = new InteractionId(TENANT, "nowhere");

        ActorRef follower = follow(0);

        consumer.watch(follower);
        assertThat(consumer.expectMsgClass(Follower.Failed.class).refusal()).isEqualTo(Refusal.NOT_FOUND);
        consumer.expectTerminated(follower);
    }

    @Test
    void followerStopsWithItsConsumer() {
        ActorRef mayfly = node.system().actorOf(Props.create(Silent.class, Silent::new));
        ActorRef follower = node.system()
                .actorOf(Follower.props(
                        node.switchboard(),
                        Interactions.type(),
                        ttl -> new InteractionCommand.Watch(chat, false, ttl),
                        0,
                        mayfly));
        consumer.watch(follower);

        mayfly.tell(PoisonPill.getInstance(), ActorRef.noSender());

        consumer.expectTerminated(follower);
    }

    private static final class Silent extends org.apache.pekko.actor.AbstractActor {
        @Override
        public Receive createReceive() {
            return receiveBuilder().matchAny(_ -> {}).build();
        }
    }

    private final List<Long> seqs = new ArrayList<>();

    private ActorRef follow(long after) {
        return node.system()
                .actorOf(Follower.props(
                        node.switchboard(),
                        Interactions.type(),
                        ttl -> new InteractionCommand.Watch(chat, false, ttl),
                        after,
                        consumer.getRef()));
    }

    private void untilSeen(int count) {
        while (seen.size() < count) {
            keep(consumer.expectMsgClass(Duration.ofSeconds(10), Follower.News.class));
        }
        assertThat(seen).hasSize(count);
    }

    private void keep(Object news) {
        if (news instanceof Follower.Followed followed) {
            for (int i = 0; i < followed.events().size(); i++) {
                seqs.add(followed.firstSeq() + i);
                seen.add(followed.events().get(i));
            }
        }
    }

    private List<String> messages() {
        return seen.stream()
                .filter(MessageAdded.class::isInstance)
                .map(e -> ((MessageAdded) e).id())
                .toList();
    }

    private List<String> saidSoFar() {
        return IntStream.rangeClosed(1, said).mapToObj(n -> "m" + n).toList();
    }

    private void say(int times) {
        TestKit probe = new TestKit(node.system());
        for (int left = times; left > 0; left -= AT_ONCE) {
            int now = Math.min(left, AT_ONCE);
            sayWithoutWaiting(now, probe.getRef());
            for (int i = 0; i < now; i++) {
                probe.expectMsgClass(Duration.ofSeconds(10), Reply.Done.class);
            }
        }
    }

    private void sayWithoutWaiting(int times, ActorRef from) {
        for (int i = 0; i < times; i++) {
            said++;
            node.switchboard().tell(new InteractionCommand.Say(chat, "m" + said, Party.CUSTOMER, "text " + said), from);
        }
    }

    private ActorRef entity() {
        TestKit probe = new TestKit(node.system());
        // A command that reaches an entity which is about to die is lost.
        return await().until(
                        () -> {
                            node.switchboard().tell(new InteractionCommand.Wake(chat), probe.getRef());
                            return probe.receiveOne(Duration.ofMillis(300)) == null ? null : probe.getLastSender();
                        },
                        Objects::nonNull);
    }

    private void done(Command command) {
        assertThat(node.ask(command)).isInstanceOf(Reply.Done.class);
    }
}
