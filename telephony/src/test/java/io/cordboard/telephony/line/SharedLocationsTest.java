package io.cordboard.telephony.line;

import static io.cordboard.telephony.line.LocationsContract.get;
import static io.cordboard.telephony.line.LocationsContract.over;
import static io.cordboard.telephony.line.LocationsContract.udp;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Locations of a cluster of actor systems in this process. */
class SharedLocationsTest implements LocationsContract {

    private static final Config CONFIG = ConfigFactory.parseString("""
                    pekko {
                      loglevel = WARNING
                      actor.provider = cluster
                      actor.allow-java-serialization = off
                      remote.artery.transport = tcp
                      remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                      cluster {
                        jmx.enabled = off
                        distributed-data.gossip-interval = 200ms
                      }
                      coordinated-shutdown.exit-jvm = off
                      coordinated-shutdown.run-by-actor-system-terminate = off
                    }
                    """).withFallback(ConfigFactory.load());

    private final List<ActorSystem> systems = new ArrayList<>();
    private final Time time = new Time();

    @AfterEach
    void end() {
        systems.forEach(ActorSystem::terminate);
        systems.forEach(SharedLocationsTest::ended);
    }

    @Override
    public Locations locations() {
        return join();
    }

    @Override
    public Time time() {
        return time;
    }

    @Test
    void registrationAtOneNodeIsFoundAtEveryNode() {
        SharedLocations one = join();
        SharedLocations two = join();
        Binding desk = udp("sip:desk@192.0.2.4", 1, Duration.ofMinutes(5));
        Binding browser = over(two.node(), "c1", "sip:b@browser.invalid");

        get(one.bind(ALICE, desk));
        get(two.bind(ALICE, browser));

        await(() -> get(two.of(ALICE)).size() == 2 && get(one.of(ALICE)).size() == 2);
        assertThat(get(one.of(ALICE))).containsExactlyInAnyOrder(desk, browser);
        assertThat(one.node()).isNotEqualTo(two.node());

        get(one.unbind(ALICE, desk.id(), desk.callId(), 2));
        await(() -> get(two.of(ALICE)).equals(List.of(browser)));
    }

    @Test
    void whatANodeHeldConnectionsToGoesWithTheNodeAndTheRestStays() {
        SharedLocations one = join();
        SharedLocations two = join();
        Binding desk = udp("sip:desk@192.0.2.4", 1, Duration.ofMinutes(50));
        get(two.bind(ALICE, desk));
        get(two.bind(ALICE, over(two.node(), "c1", "sip:b@browser.invalid")));
        await(() -> get(one.of(ALICE)).size() == 2);

        ActorSystem gone = systems.get(1);
        var address = Cluster.get(gone).selfAddress();
        gone.terminate();
        ended(gone);
        Cluster.get(systems.getFirst()).down(address);

        await(() -> get(one.of(ALICE)).equals(List.of(desk)));
        // It is taken away for good too, and does not wait for its end.
        await(() -> get(one.entries()) == 1);
    }

    @Test
    void whatHasExpiredIsTakenAway() {
        SharedLocations one = join();
        get(one.bind(
                ALICE,
                new Binding(
                        "a",
                        "a",
                        List.of(),
                        Flow.datagrams(one.node(), "192.0.2.4", 5060),
                        0,
                        "c",
                        1,
                        NOW.plusSeconds(60),
                        "")));
        assertThat(get(one.entries())).isEqualTo(1);

        time.pass(Duration.ofSeconds(60));

        await(() -> get(one.entries()) == 0);
    }

    private SharedLocations join() {
        ActorSystem system = ActorSystem.create("locations", CONFIG);
        systems.add(system);
        Cluster cluster = Cluster.get(system);
        cluster.join(Cluster.get(systems.getFirst()).selfAddress());
        await(() -> systems.stream()
                .allMatch(each -> StreamSupport.stream(
                                        Cluster.get(each).state().getMembers().spliterator(), false)
                                .filter(member -> member.status().equals(MemberStatus.up()))
                                .count()
                        == systems.size()));
        return SharedLocations.start(system, time, Duration.ofSeconds(1));
    }

    private static void ended(ActorSystem system) {
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static void await(BooleanSupplier condition) {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(40)).until(condition::getAsBoolean);
    }
}
