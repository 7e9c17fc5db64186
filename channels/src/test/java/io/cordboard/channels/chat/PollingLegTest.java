package io.cordboard.channels.chat;

import io.cordboard.routing.leg.Centre;
import io.cordboard.routing.leg.LegContract;
import io.cordboard.routing.leg.Outside;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Chat over plain HTTP, by the contract of all media. */
class PollingLegTest implements LegContract.OfWords {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @RegisterExtension
    static final ChatCentre CHAT =
            new ChatCentre(new ChatSite(Set.of("support"), Set.of(), Optional.empty(), Optional.of(PATIENCE)));

    @Override
    public Centre centre() {
        return CHAT.centre();
    }

    @Override
    public Outside.Talking outside() {
        return new PollingPage(CHAT.server(), CHAT.tenant());
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }
}
