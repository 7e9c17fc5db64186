package io.cordboard.routing.tenant;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.classification.Classification;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.policy.Policy;
import java.time.Duration;
import java.util.Optional;

/**
 * Every request that a tenant's entity understands. Any may be refused with NOT_FOUND, OVERLOADED or UNAVAILABLE too.
 *
 * <p>{@code by} is the login or key of who asks. {@code expected} is the revision that the asker has seen, 0 for "not there
 * yet"; if it is another by now the command is refused as STALE, unless what it asks for is already so.
 */
public sealed interface TenantCommand extends Command {

    TenantId tenant();

    @Override
    default String entityId() {
        return tenant().value();
    }

    @Override
    default String ref() {
        return getClass().getSimpleName() + ' ' + tenant();
    }

    /** The directory says: there is such a tenant. Acknowledged without effect if it is known, whatever its name by now. */
    record Create(TenantId tenant, String displayName) implements TenantCommand {}

    record Rename(TenantId tenant, String displayName, Optional<Long> expected, String by) implements TenantCommand {}

    /** Refused: STALE, LIMIT, INVALID if it names what is not there or takes another agent's subject. */
    record Define(TenantId tenant, Named named, Optional<Long> expected, String by) implements TenantCommand {}

    /** Refused: STALE, INVALID while something names it. What is not there is already removed. */
    record Remove(TenantId tenant, Ref target, Optional<Long> expected, String by) implements TenantCommand {}

    /** Adds the next version, unless the latest says the same. Refused: STALE, LIMIT, INVALID. */
    record PublishPolicy(TenantId tenant, String policy, Policy document, Optional<Long> expected, String by)
            implements TenantCommand {}

    /** Adds the next version, unless the latest says the same. Refused: STALE, INVALID. */
    record PublishClassification(TenantId tenant, Classification document, Optional<Long> expected, String by)
            implements TenantCommand {}

    /** Refused: ALREADY_EXISTS if the id is taken, LIMIT, INVALID if the agent does not exist. */
    record IssueKey(
            TenantId tenant, String key, ApiKey.Role role, String label, Optional<String> agent, String hash, String by)
            implements TenantCommand {}

    /** A key that is not known is already revoked. */
    record RevokeKey(TenantId tenant, String key, String by) implements TenantCommand {}

    /**
     * Makes the tenant as the document says, by as few changes as possible, or changes nothing. Sections that the document
     * does not have stay as they are. Refused: STALE, INVALID with every problem by its path in the document.
     */
    record Import(TenantId tenant, TenantDocument document, Optional<Long> expected, String by)
            implements TenantCommand {}

    /** What {@link Import} of this document would do. Answered by {@link TenantView.Planned}; refused as Import would be. */
    record Plan(TenantId tenant, TenantDocument document) implements TenantCommand {}

    /** Answered by {@link TenantView.Summary}. */
    record Show(TenantId tenant) implements TenantCommand {}

    /** Answered by {@link TenantView.Exported}. */
    record Export(TenantId tenant) implements TenantCommand {}

    /** Answered by {@link TenantView.Item}; not for policies. */
    record Look(TenantId tenant, Ref target) implements TenantCommand {}

    /** Answered by {@link TenantView.Items}: those after a name, in order; not for policies. */
    record Browse(TenantId tenant, Kind kind, Optional<String> after, int limit) implements TenantCommand {}

    /** The agent who is this subject to the identity provider. Answered by {@link TenantView.Item}. */
    record FindAgent(TenantId tenant, String subject) implements TenantCommand {}

    /** Answered by {@link TenantView.PolicyText}; the latest version if none is named. */
    record LookPolicy(TenantId tenant, String policy, Optional<Integer> version) implements TenantCommand {}

    /** Answered by {@link TenantView.Policies}. */
    record BrowsePolicies(TenantId tenant, Optional<String> after, int limit) implements TenantCommand {}

    /** The versions kept of one policy. Answered by {@link TenantView.Versions}, newest first. */
    record BrowseVersions(TenantId tenant, String policy, Optional<Integer> before, int limit)
            implements TenantCommand {}

    /** Answered by {@link TenantView.FlowText}; the latest version if none is named. */
    record LookFlow(TenantId tenant, String flow, Optional<Integer> version) implements TenantCommand {}

    /** The versions kept of one flow. Answered by {@link TenantView.FlowVersions}, newest first. */
    record BrowseFlowVersions(TenantId tenant, String flow, Optional<Integer> before, int limit)
            implements TenantCommand {}

    /** Answered by {@link TenantView.ClassificationText}; the latest version if none is named. */
    record LookClassification(TenantId tenant, Optional<Integer> version) implements TenantCommand {}

    /**
     * Where this interaction is to go. Answered by {@link TenantView.Classed}. Refused: INVALID if the tenant has no classification.
     *
     * @param time tells one question about an interaction from the next
     */
    record Classify(TenantId tenant, InteractionId interaction, int time, Medium medium, Attributes attributes)
            implements TenantCommand {
        @Override
        public String ref() {
            return "Classify " + interaction + ' ' + time;
        }
    }

    /** Answered by {@link TenantView.Key}. */
    record LookKey(TenantId tenant, String key) implements TenantCommand {}

    /** Answered by {@link TenantView.Keys}. */
    record BrowseKeys(TenantId tenant, Optional<String> after, int limit) implements TenantCommand {}

    /**
     * The secret of an agent's phone, or of a trunk's other end. Refused: INVALID if the holder is not there or is another user by its
     * settings.
     */
    record SetSipSecret(TenantId tenant, Ref holder, SipCredentials credentials, String by) implements TenantCommand {}

    /** A secret that is not there is already removed. */
    record RemoveSipSecret(TenantId tenant, Ref holder, String by) implements TenantCommand {}

    /** Answered by {@link TenantView.SipSecret}; refused as NOT_FOUND if the holder is not there. */
    record LookSipSecret(TenantId tenant, Ref holder) implements TenantCommand {}

    /** Brings it back to memory after a crash. */
    record Wake(TenantId tenant) implements TenantCommand {}

    /** Follows its events. */
    record Watch(TenantId tenant, boolean presence, Duration ttl)
            implements TenantCommand, io.cordboard.routing.entity.Watch {}
}
