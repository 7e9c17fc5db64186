package io.cordboard.routing.tenant;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Snapshot;
import io.cordboard.routing.entity.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pcollections.TreePMap;

/**
 * The cluster's one list of tenants. It decides which tenants there are; each tenant is told, until it confirms.
 *
 * @param unfounded those that have not confirmed yet
 */
record DirectoryState(TreePMap<String, DirectoryView.Entry> tenants, TreePMap<String, DirectoryView.Entry> unfounded)
        implements State<DirectoryCommand, DirectoryEvent, DirectoryState> {

    static final int MOST_TENANTS = 10_000;
    static final int MOST_ROWS = 500;
    private static final int WINDOW = 200;

    static final DirectoryState EMPTY = new DirectoryState(TreePMap.empty(), TreePMap.empty());

    @Override
    public Decision<DirectoryEvent> decide(DirectoryCommand command, Instant now) {
        return switch (command) {
            case DirectoryCommand.Register c -> register(c, now);
            case DirectoryCommand.Look c ->
                Optional.ofNullable(tenants.get(c.tenant().value()))
                        .<Decision<DirectoryEvent>>map(Decision.Shown::new)
                        .orElseGet(() -> refuse(Refusal.NOT_FOUND, "Expected a tenant, but there is no " + c.tenant()));
            case DirectoryCommand.Browse c -> new Decision.Shown<>(page(c));
            case DirectoryCommand.Wake _, DirectoryCommand.Watch _ -> unchanged();
        };
    }

    private Decision<DirectoryEvent> register(DirectoryCommand.Register c, Instant now) {
        DirectoryView.Entry known = tenants.get(c.tenant().value());
        if (known != null) {
            return known.displayName().equals(c.displayName())
                    ? unchanged()
                    : refuse(
                            Refusal.ALREADY_EXISTS,
                            "Expected a new tenant, but there is a " + c.tenant() + " with another name");
        }
        if (tenants.size() >= MOST_TENANTS) {
            return refuse(Refusal.LIMIT, "Expected at most " + MOST_TENANTS + " tenants, but there are so many");
        }
        return Checks.displayName(c.displayName())
                .<Decision<DirectoryEvent>>map(wrong -> refuse(Refusal.INVALID, wrong))
                .orElseGet(() -> accept(new DirectoryEvent.Registered(c.tenant(), c.displayName(), c.by(), now)));
    }

    private DirectoryView.Page page(DirectoryCommand.Browse c) {
        int most = Math.clamp(c.limit(), 1, MOST_ROWS);
        var rest =
                c.after().map(tenant -> tenants.tailMap(tenant.value(), false)).orElse(tenants);
        List<DirectoryView.Entry> rows = rest.values().stream().limit(most).toList();
        return new DirectoryView.Page(
                rows, rest.size() > most ? Optional.of(rows.getLast().tenant()) : Optional.empty());
    }

    @Override
    public DirectoryState apply(DirectoryEvent event) {
        return switch (event) {
            case DirectoryEvent.Registered e -> {
                var entry = new DirectoryView.Entry(e.tenant(), e.displayName(), e.at());
                yield new DirectoryState(
                        tenants.plus(e.tenant().value(), entry),
                        unfounded.plus(e.tenant().value(), entry));
            }
            case DirectoryEvent.Founded e ->
                new DirectoryState(
                        tenants,
                        unfounded.minusAll(
                                e.tenants().stream().map(TenantId::value).toList()));
        };
    }

    @Override
    public List<Command> debts() {
        return unfounded.values().stream()
                .limit(WINDOW)
                .<Command>map(entry -> new TenantCommand.Create(entry.tenant(), entry.displayName()))
                .toList();
    }

    @Override
    public List<DirectoryEvent> settled(Instant now) {
        var told = unfounded.values().stream()
                .limit(WINDOW)
                .map(DirectoryView.Entry::tenant)
                .collect(Collectors.toUnmodifiableSet());
        return told.isEmpty() ? List.of() : List.of(new DirectoryEvent.Founded(told, now));
    }

    @Override
    public boolean dormant() {
        return unfounded.isEmpty();
    }

    @Override
    public Snapshot snapshot() {
        return DirectorySnapshot.of(this);
    }
}
