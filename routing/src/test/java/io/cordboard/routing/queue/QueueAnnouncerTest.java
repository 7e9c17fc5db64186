package io.cordboard.routing.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.Serialized;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Companion;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.matching.ReadyAgent;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.routing.router.RouterView;
import io.cordboard.routing.router.SimRouter;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A long line is told to a real router in several messages, and counts only once it is told in whole. */
class QueueAnnouncerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final TenantId TENANT = new TenantId("acme");
    private static final QueueId QUEUE = new QueueId(TENANT, "support");
    private static final AgentId ANN = new AgentId(TENANT, "ann");
    /** Of Artery, where nothing else is set. */
    private static final int FRAME = 256 * 1024;

    private final QueueAnnouncer announcer = new QueueAnnouncer();
    private final SimRouter router = new SimRouter();
    private final Deque<Command> sent = new ArrayDeque<>();
    private final Companion.Desk desk = new Companion.Desk() {
        @Override
        public void send(Command command) {
            sent.add(command);
        }

        @Override
        public void tickAfter(Duration delay) {}
    };
    private QueueState state = new QueueState.Undefined(QUEUE)
            .apply(new QueueEvent.Configured("Support", "standard", Policy.DEFAULT, 1, 1, NOW));

    @Test
    void longLineIsToldInOrderAndNobodyIsMatchedBeforeTheLastOfIt() {
        // Given
        enqueue(700, Map.of());
        router.command(ready(), NOW);
        announcer.begin(state, desk);

        // When
        var told = new ArrayList<RouterCommand.QueueChanged>();
        while (!sent.isEmpty()) {
            assertThat(router.match(NOW)).isEmpty();
            told.add(deliver());
        }

        // Then
        assertThat(told).extracting(each -> each.waiting().size()).containsExactly(300, 300, 100);
        assertThat(told).extracting(RouterCommand.QueueChanged::more).containsExactly(true, true, false);
        assertThat(told.stream().flatMap(each -> each.waiting().stream()).map(each -> each.interaction()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 700).mapToObj(QueueAnnouncerTest::id).toList());
        assertThat(known()).isEqualTo(700);
        assertThat(matched()).containsExactly(id(0));
    }

    /** Told too late, the most urgent one would be overtaken. */
    @Test
    void whoComesWhileTheLineIsBeingToldCountsToo() {
        enqueue(301, Map.of());
        router.command(ready(), NOW);
        announcer.begin(state, desk);

        record(new QueueEvent.Enqueued(id(900), Medium.VOICE, place(900, 9, Map.of()), NOW));
        record(new QueueEvent.Dequeued(id(0), NOW, NOW));
        while (!sent.isEmpty()) {
            assertThat(router.match(NOW)).isEmpty();
            deliver();
        }

        assertThat(known()).isEqualTo(301);
        assertThat(matched()).containsExactly(id(900));
    }

    @Test
    void lostMessageIsSentAgainAndTheLineIsWhole() {
        enqueue(301, Map.of());
        router.command(ready(), NOW);
        announcer.begin(state, desk);
        deliver();
        Command lost = sent.remove();

        announcer.tick(state, desk);
        announcer.tick(state, desk);

        assertThat(sent).containsExactly(lost);
        assertThat(router.match(NOW)).isEmpty();
        deliver();
        assertThat(known()).isEqualTo(301);
        assertThat(matched()).containsExactly(id(0));
    }

    @Test
    void routerThatIsNewHalfWayIsToldFromTheStart() {
        enqueue(301, Map.of());
        announcer.begin(state, desk);
        deliver();

        router.crash();
        router.command(ready(), NOW);
        while (!sent.isEmpty()) {
            assertThat(router.match(NOW)).isEmpty();
            deliver();
        }

        assertThat(known()).isEqualTo(301);
        assertThat(matched()).containsExactly(id(0));
    }

    @Test
    void trialEndsWithItsQueue() {
        state = state.apply(new QueueEvent.Configured(
                "Support", "standard", Policy.DEFAULT, 1, Optional.of(new Trial("new", Policy.DEFAULT, 1)), 2, NOW));
        announcer.begin(state, desk);
        assertThat(deliver().rules().orElseThrow().trial()).isPresent();

        record(new QueueEvent.Removed(3, NOW));
        assertThat(deliver().rules().orElseThrow().trial()).isEmpty();

        announcer.routerStarted(state, desk);
        assertThat(deliver().rules().orElseThrow().trial()).isEmpty();
    }

    @Test
    void messageFitsAFrameHoweverMuchIsAskedFor() {
        var skills = new HashMap<Skill, Integer>();
        IntStream.range(0, 50).forEach(n -> skills.put(new Skill("s".repeat(61) + (100 + n)), 10));
        enqueue(301, skills);

        announcer.begin(state, desk);

        while (!sent.isEmpty()) {
            assertThat(Serialized.bytes(sent.element()).length).isLessThan(FRAME);
            deliver();
        }
        assertThat(known()).isEqualTo(301);
    }

    private void enqueue(int many, Map<Skill, Integer> skills) {
        for (int n = many - 1; n >= 0; n--) {
            state = state.apply(new QueueEvent.Enqueued(id(n), Medium.VOICE, place(n, 0, skills), NOW));
        }
    }

    private void record(QueueEvent event) {
        state = state.apply(event);
        announcer.recorded(List.of(event), state, desk);
    }

    /** The message on its way arrives, and so does the answer. */
    private RouterCommand.QueueChanged deliver() {
        var message = (RouterCommand.QueueChanged) sent.remove();
        Reply reply = router.command((RouterCommand) Serialized.copy(message), NOW);
        announcer.reply(reply, state, desk);
        return message;
    }

    private int known() {
        var shown = (Reply.Found) router.command(new RouterCommand.Show(TENANT), NOW);
        return ((RouterView) shown.view()).waiting();
    }

    private List<InteractionId> matched() {
        return router.match(NOW).stream()
                .map(each -> ((AgentCommand.Reserve) each).interaction())
                .toList();
    }

    private static RouterCommand ready() {
        return RouterCommand.AgentChanged.ready(
                new ReadyAgent(ANN, Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, List.of(), NOW, 0),
                1,
                List.of());
    }

    private static Place place(int second, int priority, Map<Skill, Integer> skills) {
        Instant since = NOW.minusSeconds(1_000).plusSeconds(second);
        return new Place(QUEUE, priority, since, since, skills, Optional.empty(), Optional.empty(), Set.of());
    }

    private static InteractionId id(int n) {
        return new InteractionId(TENANT, "i" + (1_000 + n));
    }
}
