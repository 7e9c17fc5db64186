package io.cordboard.routing.tenant;

import io.cordboard.routing.classification.Ruling;
import io.cordboard.routing.entity.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a tenant shows of its configuration. {@code revision} is the number of the event that last changed a thing. */
public sealed interface TenantView extends Reply.View {

    /**
     * {@code revision}: of the name. {@code seq}: of the whole configuration. {@code undelivered}: agents and queues that have not
     * confirmed yet what is said of them.
     */
    record Summary(
            TenantId tenant,
            String displayName,
            long revision,
            long seq,
            Instant created,
            Map<Kind, Integer> counts,
            int undelivered)
            implements TenantView {}

    record Item(Named named, long revision) implements TenantView {}

    /** {@code next}: there are more, after this name. */
    record Items(List<Item> items, Optional<String> next) implements TenantView {}

    /** {@code pinnedBy}: the queues that follow this version whatever comes. */
    record PolicyText(String policy, PolicyVersion version, int latest, Set<String> pinnedBy) implements TenantView {}

    record Policies(List<PolicyLatest> policies, Optional<String> next) implements TenantView {}

    /** One policy, without its document. */
    record PolicyLatest(String policy, int version, Instant published, String by, long revision) {}

    record Versions(String policy, List<VersionNote> versions, Optional<Integer> next) implements TenantView {}

    /** One version, without its document. */
    record VersionNote(int version, Instant published, String by, long revision) {}

    record FlowText(String flow, FlowVersion version, int latest) implements TenantView {}

    record FlowVersions(String flow, List<VersionNote> versions, Optional<Integer> next) implements TenantView {}

    record ClassificationText(ClassificationVersion version, int latest) implements TenantView {}

    record Classed(Ruling ruling) implements TenantView {}

    record Key(ApiKey key) implements TenantView {}

    record Keys(List<ApiKey> keys, Optional<String> next) implements TenantView {}

    /** Whose secret it is, and what is kept of it if there is one. */
    record SipSecret(Named holder, Optional<SipSecrets.Kept> kept) implements TenantView {}

    /** What an import would change, as far as a message holds it; {@code changes} counts all. */
    record Planned(int changes, List<Ref> defined, List<Ref> removed, List<String> published) implements TenantView {}

    record Exported(TenantDocument document, long revision) implements TenantView {}
}
