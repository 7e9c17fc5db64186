package io.cordboard.routing.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DoorwayTest {

    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final CompletableFuture<String> second = new CompletableFuture<>();

    @Test
    void nobodyIsAskedForWhomThereIsNoRoom() {
        var doorway = new Doorway(2, Duration.ofMinutes(1));
        doorway.enter(() -> first);
        doorway.enter(() -> second);

        Optional<CompletionStage<String>> third = doorway.enter(() -> {
            throw new AssertionError("Asked, though two are arriving");
        });

        assertThat(third).isEmpty();
    }

    @Test
    void whoHasArrivedMakesRoomForOne() {
        var doorway = new Doorway(1, Duration.ofMinutes(1));
        Optional<CompletionStage<String>> arriving = doorway.enter(() -> first);
        first.complete("welcome");

        assertThat(arriving.orElseThrow()).isCompletedWithValue("welcome");
        assertThat(doorway.enter(() -> second)).isPresent();
        assertThat(doorway.enter(() -> second)).isEmpty();
    }

    @Test
    void whoseArrivalFailsMakesRoomToo() {
        var doorway = new Doorway(1, Duration.ofMinutes(1));
        doorway.enter(() -> first);
        first.completeExceptionally(new IllegalStateException("lost"));

        assertThat(doorway.enter(() -> second)).isPresent();
    }

    @Test
    void askingThatFailsMakesRoomToo() {
        var doorway = new Doorway(1, Duration.ofMinutes(1));

        assertThatThrownBy(() -> doorway.enter(() -> {
                    throw new IllegalStateException("not hosted");
                }))
                .hasMessage("not hosted");
        assertThat(doorway.enter(() -> second)).isPresent();
    }

    @Test
    void whoIsHeldUpMakesRoomOnceAndIsStillAnswered() {
        var doorway = new Doorway(1, Duration.ofSeconds(1));
        CompletionStage<String> heldUp = doorway.enter(() -> first).orElseThrow();

        await().until(() -> doorway.enter(() -> second).isPresent());
        first.complete("late");
        assertThat(heldUp).isCompletedWithValue("late");
        second.complete("in time");
        assertThat(doorway.enter(CompletableFuture::new)).isPresent();
        assertThat(doorway.enter(CompletableFuture::new)).isEmpty();
    }

    @Test
    void doorwayWithoutRoomIsRefused() {
        assertThatThrownBy(() -> new Doorway(0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max-arriving of at least 1, but got 0");
    }
}
