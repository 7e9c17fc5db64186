package io.cordboard.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.leg.LegRequest;
import io.cordboard.routing.leg.LegRequest.Recording.Stage;
import io.cordboard.telephony.media.Recording;
import io.cordboard.telephony.media.Room;
import io.cordboard.telephony.recording.RecordingObserver;
import io.cordboard.telephony.recording.RecordingSettings;
import io.cordboard.telephony.recording.Recordings;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a room whose call is to be recorded. */
class TapingTest {

    private static final RecordingId R1 = new RecordingId("r1");

    @TempDir
    private Path data;

    private final List<String> asked = new ArrayList<>();
    private Taping taping;

    @BeforeEach
    void begin() throws IOException {
        var settings = new RecordingSettings(
                data.resolve("recordings"), data.resolve("keys"), 1_000_000, 1_000_000, 0, Duration.ofMinutes(1));
        var contact = new Contact(Medium.VOICE, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        var admission = new Admission(
                InteractionId.of("shop/call-1"), contact, Optional.empty(), Optional.empty(), Instant.EPOCH, "a", "b");
        taping = new Taping(
                asking(Room.class, asking(Recording.class, null)),
                Parties.CUSTOMER,
                Recordings.inFiles(settings, RecordingObserver.NONE, Clock.systemUTC()),
                admission,
                (_, _) -> asked.add("failed"));
    }

    private <T> T asking(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> {
            asked.add(method.getName());
            return CompletableFuture.completedStage(answer);
        }));
    }

    private static LegRequest.Recording request(Stage stage) {
        return new LegRequest.Recording(stage, R1, Optional.of(Instant.EPOCH), Party.SYSTEM);
    }

    @Test
    void beginsWhenSomebodyTalksToTheCustomer() {
        taping.on(request(Stage.START));
        assertThat(asked).isEmpty();

        taping.talks(true);

        assertThat(asked).containsExactly("record");
    }

    @Test
    void whatAgentsSayWhileTheCustomerIsOnHoldIsNotRecorded() {
        taping.on(request(Stage.START));
        taping.talks(true);
        taping.talks(false);
        taping.talks(true);

        assertThat(asked).containsExactly("record", "pause", "resume");
    }

    @Test
    void pauseOutlastsAHoldAndAHoldOutlastsAPause() {
        taping.on(request(Stage.START));
        taping.talks(true);
        taping.on(request(Stage.PAUSE));
        taping.talks(false);
        taping.talks(true);
        assertThat(asked).containsExactly("record", "pause", "pause", "pause");
        asked.clear();

        taping.talks(false);
        taping.on(request(Stage.GO_ON));
        assertThat(asked).containsExactly("pause");
        taping.talks(true);
        assertThat(asked).endsWith("resume");
    }

    @Test
    void whatHasFailedGoesOnNoMore() {
        taping.on(request(Stage.START));
        taping.talks(true);

        taping.failed(R1);
        taping.talks(false);
        taping.talks(true);

        assertThat(asked).containsExactly("record", "stop");
        assertThat(taping.running()).isEmpty();
    }
}
