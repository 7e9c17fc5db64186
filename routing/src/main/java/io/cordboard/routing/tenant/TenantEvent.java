package io.cordboard.routing.tenant;

import io.cordboard.routing.classification.Classification;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Stored;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Everything that can have happened to a tenant's configuration. {@code by} is the login or the key of who did it. */
public sealed interface TenantEvent extends Event {

    @Stored("tenant-created")
    record Created(TenantId tenant, String displayName, Instant at) implements TenantEvent {}

    @Stored("tenant-renamed")
    record Renamed(String displayName, String by, Instant at) implements TenantEvent {}

    /** These things are now as said here, and those are gone. */
    @Stored("tenant-configured")
    record Configured(List<Named> defined, List<Ref> removed, String by, Instant at) implements TenantEvent {
        public Configured {
            defined = List.copyOf(defined);
            removed = List.copyOf(removed);
        }
    }

    /** The next version of a policy; {@code forgotten} are old versions, not pinned, that are no longer kept at hand. */
    @Stored("policy-published")
    record PolicyPublished(String policy, int version, Policy document, Set<Integer> forgotten, String by, Instant at)
            implements TenantEvent {
        public PolicyPublished {
            forgotten = Set.copyOf(forgotten);
        }
    }

    /** The policy is gone; should one of this name come again, its versions go on counting. */
    @Stored("policy-removed")
    record PolicyRemoved(String policy, String by, Instant at) implements TenantEvent {}

    /** The next version of the classification. */
    @Stored("classification-published")
    record ClassificationPublished(int version, Classification document, String by, Instant at)
            implements TenantEvent {}

    /** {@code forgotten} are revoked keys that are no longer kept at hand. */
    @Stored("api-key-issued")
    record KeyIssued(ApiKey key, Set<String> forgotten, Instant at) implements TenantEvent {
        public KeyIssued {
            forgotten = Set.copyOf(forgotten);
        }
    }

    @Stored("api-key-revoked")
    record KeyRevoked(String key, String by, Instant at) implements TenantEvent {}

    /** The secret of an agent's phone, or of a trunk's other end, is now another; what is kept of it. */
    @Stored("sip-secret-set")
    record SipSecretSet(Ref holder, SipCredentials credentials, String by, Instant at) implements TenantEvent {}

    @Stored("sip-secret-removed")
    record SipSecretRemoved(Ref holder, String by, Instant at) implements TenantEvent {}

    /** These agents and queues have confirmed that they know what is said of them. */
    @Stored("tenant-configuration-delivered")
    record Delivered(Set<String> agents, Set<String> queues, Instant at) implements TenantEvent {
        public Delivered {
            agents = Set.copyOf(agents);
            queues = Set.copyOf(queues);
        }
    }
}
