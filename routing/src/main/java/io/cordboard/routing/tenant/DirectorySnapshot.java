package io.cordboard.routing.tenant;

import io.cordboard.routing.entity.Snapshot;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pcollections.TreePMap;

/** The list of tenants as kept for quick recovery; a cache, never the truth. */
record DirectorySnapshot(List<DirectoryView.Entry> tenants, Set<String> unfounded) implements Snapshot {

    static DirectorySnapshot of(DirectoryState state) {
        return new DirectorySnapshot(
                List.copyOf(state.tenants().values()),
                new TreeSet<>(state.unfounded().keySet()));
    }

    DirectoryState state() {
        TreePMap<String, DirectoryView.Entry> byId = TreePMap.from(
                tenants.stream().collect(Collectors.toMap(each -> each.tenant().value(), each -> each)));
        TreePMap<String, DirectoryView.Entry> open = byId;
        for (String id : byId.keySet()) {
            open = unfounded.contains(id) ? open : open.minus(id);
        }
        return new DirectoryState(byId, open);
    }
}
