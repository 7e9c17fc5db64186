package io.cordboard.channels.chat;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.leg.Centre;
import io.cordboard.routing.leg.LegContract;
import io.cordboard.routing.leg.Outside;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Chat over plain HTTP, by the contract of all media. */
class PollingLegTest implements LegContract.OfWords {

    private static OneNode node;
    private static ChatServer server;

    private Centre centre;

    @BeforeAll
    static void start() {
        node = new OneNode();
        server = new ChatServer(node);
    }

    @AfterAll
    static void stop() {
        server.close();
        node.close();
    }

    @BeforeEach
    void open() {
        centre = new Centre(node);
        server.with(
                centre.tenant(), new ChatSite(Set.of("support"), Set.of(), Optional.empty(), Optional.of(patience())));
    }

    @Override
    public Centre centre() {
        return centre;
    }

    @Override
    public Outside.Talking outside() {
        return new PollingPage(server, centre.tenant());
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(3);
    }
}
