package io.cordboard.telephony.recording;

import io.cordboard.routing.tenant.TenantId;

/** Told what becomes of recordings, for metrics. */
public interface RecordingObserver {

    RecordingObserver NONE = new RecordingObserver() {};

    /** One has begun. */
    default void begun(TenantId tenant) {}

    /** One could not be begun, or not be gone on with. */
    default void failed(TenantId tenant) {}

    /** So much was written. */
    default void written(long bytes) {}

    /** One was removed; {@code reason} is one of a few words. */
    default void removed(TenantId tenant, String reason) {}
}
