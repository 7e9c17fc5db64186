package io.cordboard.node.live;

import java.util.Locale;

/** Constants as they stand in frames: lower-kebab. */
final class Word {

    private Word() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
