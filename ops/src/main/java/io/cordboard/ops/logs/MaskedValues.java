package io.cordboard.ops.logs;

import com.fasterxml.jackson.core.JsonStreamContext;
import net.logstash.logback.mask.ValueMasker;
import org.jspecify.annotations.Nullable;

/** Masks every text of a JSON line before it is written: messages, stack traces, and whatever else there is. */
public final class MaskedValues implements ValueMasker {

    /** Null leaves the value as it is. */
    @Override
    public @Nullable Object mask(JsonStreamContext context, Object value) {
        if (!(value instanceof CharSequence text)) {
            return null;
        }
        String whole = text.toString();
        String masked = Masking.mask(whole);
        return masked.equals(whole) ? null : masked;
    }
}
