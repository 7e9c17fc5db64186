package io.cordboard.telephony.media.embedded;

import io.cordboard.telephony.media.RoomEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A room as its media thread sees it: who is there, who hears whom, what is played and recorded. A frame of all that at each tick. */
final class Mix {

    /** What one party hears. */
    private static final class Listener {
        private static final Endpoint[] NOBODY = {};
        private final Endpoint endpoint;
        private Endpoint[] speakers = NOBODY;
        private float[] gains = {};
        private @Nullable Player player;

        Listener(Endpoint endpoint) {
            this.endpoint = endpoint;
        }
    }

    /** Beside the greatest delay: what is on its way here. */
    private static final int MARGIN_FRAMES = 5;

    private final Consumer<RoomEvent> events;
    private final List<Listener> listeners = new ArrayList<>();
    private final int[] sum = new int[JitterBuffer.FRAME];
    private final short[] mixed = new short[JitterBuffer.FRAME];
    private @Nullable Recorder recorder;
    private @Nullable Endpoint left;

    Mix(Consumer<RoomEvent> events) {
        this.events = events;
    }

    void add(Endpoint endpoint) {
        listeners.add(new Listener(endpoint));
    }

    void remove(Endpoint endpoint, long nowNanos, byte[] scratch) {
        stop(endpoint);
        listeners.removeIf(listener -> listener.endpoint == endpoint);
        for (Listener listener : listeners) {
            List<Endpoint> kept = new ArrayList<>();
            List<Float> gains = new ArrayList<>();
            for (int i = 0; i < listener.speakers.length; i++) {
                if (listener.speakers[i] != endpoint) {
                    kept.add(listener.speakers[i]);
                    gains.add(listener.gains[i]);
                }
            }
            hear(listener, kept, gains);
        }
        if (left == endpoint) {
            left = null;
        }
        endpoint.leave(nowNanos, scratch);
    }

    void hear(Endpoint endpoint, List<Endpoint> speakers, List<Float> gains) {
        hear(of(endpoint), speakers, gains);
    }

    private static void hear(Listener listener, List<Endpoint> speakers, List<Float> gains) {
        listener.speakers = speakers.toArray(Endpoint[]::new);
        listener.gains = new float[gains.size()];
        for (int i = 0; i < gains.size(); i++) {
            listener.gains[i] = gains.get(i);
        }
    }

    void play(Endpoint endpoint, Player player) {
        stop(endpoint);
        of(endpoint).player = player;
    }

    void stop(Endpoint endpoint) {
        Listener listener = of(endpoint);
        if (listener.player != null) {
            ended(listener, listener.player, false);
        }
    }

    private void ended(Listener listener, Player player, boolean whole) {
        listener.player = null;
        events.accept(new RoomEvent.Played(listener.endpoint.party(), player.playing(), whole));
    }

    /** Records from now on, but not what was said in the pause of the recording before. */
    void record(Recorder with, Endpoint onTheLeft) {
        if (recorder != null && recorder.hides()) {
            with.hide(underway());
        }
        recorder = with;
        left = onTheLeft;
    }

    /** What is said from now on may be recorded again; what is still underway was said in the pause. */
    void resume(Recorder paused) {
        paused.resume(underway());
    }

    /** Frames; also of what the network holds up, which no buffer knows of yet but will play with up to its greatest delay. */
    private int underway() {
        int deepest = 0;
        for (Listener listener : listeners) {
            JitterBuffer jitter = listener.endpoint.jitter();
            deepest = Math.max(deepest, Math.max(jitter.depth(), jitter.most()));
        }
        return deepest / JitterBuffer.FRAME + MARGIN_FRAMES;
    }

    private Listener of(Endpoint endpoint) {
        for (Listener listener : listeners) {
            if (listener.endpoint == endpoint) {
                return listener;
            }
        }
        throw new IllegalStateException("Expected " + endpoint.party() + " in its room, but it is not there");
    }

    void tick(long nowNanos, byte[] scratch) {
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).endpoint.listen(nowNanos);
        }
        for (int i = 0; i < listeners.size(); i++) {
            Listener listener = listeners.get(i);
            mix(listener);
            listener.endpoint.speak(mixed, nowNanos, scratch);
        }
        if (recorder != null) {
            record(recorder);
        }
    }

    private void mix(Listener listener) {
        Arrays.fill(sum, 0);
        float duck = listener.player == null ? 1 : listener.player.duck();
        for (int i = 0; i < listener.speakers.length; i++) {
            float gain = listener.gains[i] * duck;
            if (gain > 0 && listener.speakers[i].audible) {
                add(listener.speakers[i].frame, gain);
            }
        }
        if (listener.player != null && listener.player.mix(sum)) {
            ended(listener, listener.player, true);
        }
        saturate();
    }

    private void add(short[] frame, float gain) {
        if (gain == 1) {
            for (int i = 0; i < JitterBuffer.FRAME; i++) {
                sum[i] += frame[i];
            }
        } else {
            for (int i = 0; i < JitterBuffer.FRAME; i++) {
                sum[i] += (int) (frame[i] * gain);
            }
        }
    }

    private void saturate() {
        for (int i = 0; i < JitterBuffer.FRAME; i++) {
            mixed[i] = (short) Math.clamp(sum[i], Short.MIN_VALUE, Short.MAX_VALUE);
        }
    }

    private void record(Recorder to) {
        Arrays.fill(sum, 0);
        for (int i = 0; i < listeners.size(); i++) {
            Endpoint endpoint = listeners.get(i).endpoint;
            if (endpoint != left && endpoint.audible) {
                add(endpoint.frame, 1);
            }
        }
        saturate();
        to.frame(left != null && left.audible ? left.frame : null, mixed);
    }
}
