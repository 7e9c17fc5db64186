package io.cordboard.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A room of tests, with its phones and what its listener was told. */
public final class Call implements AutoCloseable {

    private static final AtomicLong NEXT = new AtomicLong();

    public final Room room;
    private final List<RoomEvent> events = new CopyOnWriteArrayList<>();
    private final List<Phone> phones = new CopyOnWriteArrayList<>();

    public Call(MediaServer server) {
        room = done(server.open("call-" + NEXT.incrementAndGet(), events::add));
    }

    /** A phone that has called and says a tone (0 for silence). */
    public Phone phone(String name, int type, double hertz) {
        var phone = new Phone(name, type);
        phones.add(phone);
        phone.take(done(room.answer(phone.party, phone.sdp("sendrecv"))));
        phone.says(hertz);
        return phone;
    }

    public Phone phone(String name, double hertz) {
        return phone(name, 8, hertz);
    }

    /** A phone that nobody knows of yet. */
    public Phone stranger(String name) {
        var phone = new Phone(name, 8);
        phones.add(phone);
        return phone;
    }

    public void hears(Phone listener, Phone... speakers) {
        Map<Party, Double> gains = new HashMap<>();
        for (Phone speaker : speakers) {
            gains.put(speaker.party, 1.0);
        }
        done(room.hear(listener.party, gains));
    }

    public <T extends RoomEvent> List<T> told(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Why it was refused; fails if it was not. */
    public static MediaRefused.Reason refused(CompletionStage<?> stage) {
        Throwable thrown = catchThrowable(() -> done(stage));
        assertThat(thrown).isInstanceOf(CompletionException.class).hasCauseInstanceOf(MediaRefused.class);
        return ((MediaRefused) thrown.getCause()).reason();
    }

    @Override
    public void close() {
        phones.forEach(Phone::close);
        done(room.close());
    }
}
