package io.cordboard.routing.matching;

import java.util.Arrays;

/** A set of small numbers whose words can be read, so that many sets can be intersected in one pass. */
final class Bits {

    private long[] words = new long[1];

    boolean get(int number) {
        int word = number >> 6;
        return word < words.length && (words[word] & (1L << number)) != 0;
    }

    void set(int number, boolean member) {
        int word = number >> 6;
        if (member) {
            if (word >= words.length) {
                words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
            }
            words[word] |= 1L << number;
        } else if (word < words.length) {
            words[word] &= ~(1L << number);
        }
    }

    Bits copy() {
        Bits copy = new Bits();
        copy.words = words.clone();
        return copy;
    }

    int words() {
        return words.length;
    }

    long word(int word) {
        return word < words.length ? words[word] : 0;
    }
}
