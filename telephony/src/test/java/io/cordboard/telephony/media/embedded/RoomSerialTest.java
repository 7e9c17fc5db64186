package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** On threads that run when the test says so. */
class RoomSerialTest {

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final RoomSerial serial = new RoomSerial(threads::add);

    private void run() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    private CompletableFuture<Integer> ask() {
        return serial.ask(() -> 1).toCompletableFuture();
    }

    @Test
    void eventsThatWaitKeepNoRequestOut() {
        for (int i = 0; i < 1_000; i++) {
            serial.tell(() -> {});
        }
        CompletableFuture<Integer> asked = ask();
        assertThat(asked).isNotCompleted();
        run();
        assertThat(asked).isCompletedWithValue(1);
    }

    @Test
    void requestsBeyondTheLimitAreRefusedButNotWhatFrees() {
        for (int i = 0; i < 256; i++) {
            assertThat(ask()).isNotCompleted();
        }
        assertThat(ask()).isCompletedExceptionally();
        CompletableFuture<Integer> freed = serial.insist(() -> 2).toCompletableFuture();
        run();
        assertThat(freed).isCompletedWithValue(2);
        assertThat(ask()).isNotCompleted();
    }

    @Test
    void errorOfAListenerOrARequestKeepsNothingWaiting() {
        serial.tell(() -> {
            throw new StackOverflowError("of a listener");
        });
        CompletableFuture<Integer> failing = serial.<Integer>ask(() -> {
                    throw new StackOverflowError("of a request");
                })
                .toCompletableFuture();
        CompletableFuture<Integer> next = ask();
        run();
        assertThat(failing).isCompletedExceptionally();
        assertThat(next).isCompletedWithValue(1);
    }
}
