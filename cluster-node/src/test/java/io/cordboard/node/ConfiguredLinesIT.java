package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.node.api.Entities;
import io.cordboard.persistence.lines.LineTable;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.line.Outbound;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.line.SourceRange;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Named;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TrunkSettings;
import io.cordboard.telephony.line.Arrival;
import io.cordboard.telephony.line.PhoneAccount;
import io.cordboard.telephony.line.Trunk;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telephone lines, as a whole node knows them. */
class ConfiguredLinesIT {

    private static final TenantId DEMO = new TenantId("demo");
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final List<Arrival.Reason> REFUSED = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path data;

    private static Node node;
    private static ConfiguredLines lines;

    @BeforeAll
    static void start() {
        node = NodeInTest.withDemo(data);
        lines = ConfiguredLines.start(
                new Entities(node.switchboard(), Duration.ofSeconds(5)),
                new LineTable(node.database().readers()),
                "sip.localhost",
                REFUSED::add);
        await().ignoreExceptions().until(() -> !get(lines.trunks(DEMO)).isEmpty());
    }

    @AfterAll
    static void stop() {
        lines.close();
        node.close();
    }

    @Test
    void callFromThisMachineIsOneOfTheDemo() {
        assertThat(get(lines.arrival(HERE, Optional.empty(), "100")))
                .isInstanceOfSatisfying(Arrival.Admitted.class, admitted -> {
                    assertThat(admitted.trunk().name()).isEqualTo("local");
                    assertThat(admitted.number().settings().queue()).contains("support");
                });
        assertThat(get(lines.knows(HERE))).isTrue();

        assertThat(get(lines.arrival(InetAddress.ofLiteral("203.0.113.7"), Optional.empty(), "100")))
                .isEqualTo(new Arrival.Refused(Arrival.Reason.UNKNOWN_SOURCE));
        assertThat(REFUSED).contains(Arrival.Reason.UNKNOWN_SOURCE);
    }

    @Test
    void changeOfATrunkIsHeardOf() {
        InetAddress there = InetAddress.ofLiteral("192.0.2.4");
        SipCredentials secret = SipCredentials.of("carrier", "demo.sip.localhost", "secret");
        done(define("carrier"));
        done(new TenantCommand.SetSipSecret(DEMO, new Ref(Kind.TRUNK, "carrier"), secret, "test"));

        await().until(() -> get(lines.trunk(DEMO, "carrier", there))
                .flatMap(Trunk::credentials)
                .equals(Optional.of(secret)));
        assertThat(get(lines.arrival(there, Optional.empty(), "100"))).isEqualTo(new Arrival.Challenged(DEMO));

        // Another user has not proved to be the one whose secret this was.
        done(define("other"));
        await().until(() -> get(lines.trunk(DEMO, "other", there)).isPresent());
        assertThat(get(lines.trunk(DEMO, "other", there)).flatMap(Trunk::credentials))
                .isEmpty();

        done(new TenantCommand.Remove(DEMO, new Ref(Kind.TRUNK, "carrier"), Optional.empty(), "test"));
        await().until(() -> !get(lines.knows(there)));
    }

    @Test
    void phoneOfAnAgentOfTheDemoHasTheNameAsItsSecret() {
        assertThat(get(lines.phone(AgentId.of("demo/alice"))))
                .contains(new PhoneAccount(
                        AgentId.of("demo/alice"),
                        "Alice Archer",
                        true,
                        SipCredentials.of("alice", "demo.sip.localhost", "alice")));
        assertThat(get(lines.phone(AgentId.of("demo/nobody")))).isEmpty();
        assertThat(get(lines.phone(AgentId.of("made-up/alice")))).isEmpty();
    }

    private static TenantCommand define(String user) {
        return new TenantCommand.Define(
                DEMO,
                Named.of(
                        "carrier",
                        new TrunkSettings(
                                "Carrier",
                                List.of(),
                                Set.of(SourceRange.of("192.0.2.0/28")),
                                Optional.of(user),
                                TrunkSettings.DEFAULT_CODECS,
                                TrunkSettings.DEFAULT_CHANNELS,
                                List.of(),
                                List.of(),
                                TrunkSettings.DEFAULT_KEEP_ALIVE,
                                Outbound.CLOSED)),
                Optional.empty(),
                "test");
    }

    private static void done(Command command) {
        assertThat(get(node.switchboard().ask(command, Duration.ofSeconds(5)))).isInstanceOf(Reply.Done.class);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
