package io.cordboard.persistence.ownership;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How long the lease on the journal lasts, and how often it is looked at.
 *
 * @param lease how long it lasts without being renewed
 * @param renew how often each node looks, and the holder renews
 */
public record OwnershipSettings(Duration lease, Duration renew) {

    public OwnershipSettings {
        if (!renew.isPositive() || lease.compareTo(renew.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException(
                    "Expected a lease of at least three times renew, but got " + lease + " and " + renew);
        }
    }

    /** Reads {@code cordboard.persistence.ownership}. */
    public static OwnershipSettings of(Config config) {
        var ownership = config.getConfig("cordboard.persistence.ownership");
        return new OwnershipSettings(ownership.getDuration("lease"), ownership.getDuration("renew"));
    }
}
