package io.cordboard.routing.tenant;

import io.cordboard.routing.classification.Classification;
import java.time.Instant;

/** One published version of the tenant's classification; it never changes. {@code revision} is the number of the event that published it. */
public record ClassificationVersion(
        int version, Classification document, String by, Instant published, long revision) {}
