package io.cordboard.telephony.media.embedded;

import io.cordboard.telephony.media.Playing;
import java.util.List;

/** A prompt while it is played to one party. */
final class Player {

    private final Playing playing;
    private final List<short[]> sounds;
    private final int times;
    private final float duck;
    private int sound;
    private int at;
    private int played;

    /** Its sounds hold at least one sample in all. */
    Player(Playing playing, List<short[]> sounds, int times, double duck) {
        this.playing = playing;
        this.sounds = sounds;
        this.times = times;
        this.duck = (float) duck;
    }

    Playing playing() {
        return playing;
    }

    float duck() {
        return duck;
    }

    /** Adds the next frame to a mix, and says whether that was the last. */
    boolean mix(int[] mix) {
        for (int i = 0; i < JitterBuffer.FRAME; ) {
            if (ended()) {
                return true;
            }
            short[] now = sounds.get(sound);
            int count = Math.min(JitterBuffer.FRAME - i, now.length - at);
            for (int j = 0; j < count; j++) {
                mix[i + j] += now[at + j];
            }
            i += count;
            at += count;
            if (at == now.length) {
                at = 0;
                sound++;
            }
            if (sound == sounds.size()) {
                sound = 0;
                played++;
            }
        }
        return ended();
    }

    private boolean ended() {
        return times > 0 && played == times;
    }
}
