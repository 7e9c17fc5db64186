package io.cordboard.routing.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cordboard.routing.classification.Classification;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tenant's configuration as one document: what it is to be, or what it is. API keys are not in it. A kind that is not
 * listed is not spoken of; a kind listed as empty is to be empty. Travels compressed.
 *
 * @param tenant whose it is; a document without one suits any tenant
 * @param settings by kind and name, without policies
 * @param classification what the latest version is to say, whatever its number
 */
public record TenantDocument(
        Optional<TenantId> tenant,
        Optional<String> displayName,
        Map<Kind, SortedMap<String, Settings>> settings,
        Optional<SortedMap<String, PolicySection>> policies,
        Optional<Classification> classification) {

    /** One that does not speak of the classification. */
    public TenantDocument(
            Optional<TenantId> tenant,
            Optional<String> displayName,
            Map<Kind, SortedMap<String, Settings>> settings,
            Optional<SortedMap<String, PolicySection>> policies) {
        this(tenant, displayName, settings, policies, Optional.empty());
    }

    public TenantDocument {
        displayName = displayName.map(text -> Settings.text("a display name", text, 100));
        SortedMap<Kind, SortedMap<String, Settings>> copy = new TreeMap<>();
        settings.forEach((kind, named) -> copy.put(kind, Collections.unmodifiableSortedMap(new TreeMap<>(named))));
        settings = Collections.unmodifiableSortedMap(copy);
        policies = policies.map(named -> Collections.unmodifiableSortedMap(new TreeMap<>(named)));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static TenantDocument unpacked(byte[] packed) {
        return TenantDocumentCodec.unpack(packed);
    }

    @JsonValue
    byte[] packed() {
        return TenantDocumentCodec.pack(this);
    }
}
