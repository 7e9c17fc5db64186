package io.cordboard.telephony.media;

import java.util.List;

/**
 * What is played to a party: sounds, one after the other.
 *
 * @param duck the gain at which those whom the party hears are heard meanwhile: 0 for not at all, 1 for as ever
 */
public record Prompt(List<Sound> sounds, double duck) {

    public Prompt {
        sounds = List.copyOf(sounds);
        if (sounds.isEmpty() || sounds.size() > 64) {
            throw new IllegalArgumentException("Expected a prompt of 1 to 64 sounds, but got " + sounds.size());
        }
        if (!(duck >= 0 && duck <= 1)) {
            throw new IllegalArgumentException("Expected duck of 0 to 1, but got " + duck);
        }
    }

    /** Played instead of whom the party hears. */
    public static Prompt of(Sound... sounds) {
        return new Prompt(List.of(sounds), 0);
    }

    /** The same, but over whom the party hears. */
    public Prompt over(double gainOfSpeakers) {
        return new Prompt(sounds, gainOfSpeakers);
    }
}
