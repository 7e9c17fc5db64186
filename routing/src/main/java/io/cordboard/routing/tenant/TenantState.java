package io.cordboard.routing.tenant;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Snapshot;
import io.cordboard.routing.entity.State;
import java.time.Instant;

/**
 * The rules of a tenant's configuration: what is named is there, versions never change, and every agent and queue is told.
 *
 * <pre>
 *  Unfounded ── Create ──► Founded
 * </pre>
 *
 * {@link Unfounded}, {@link Founded}
 */
sealed interface TenantState extends State<TenantCommand, TenantEvent, TenantState>
        permits TenantState.Unfounded, Founded {

    /** Nobody has created such a tenant. */
    record Unfounded(TenantId tenant) implements TenantState {

        @Override
        public Decision<TenantEvent> decide(TenantCommand command, Instant now) {
            return switch (command) {
                case TenantCommand.Create c ->
                    Checks.displayName(c.displayName())
                            .<Decision<TenantEvent>>map(wrong -> refuse(Refusal.INVALID, wrong))
                            .orElseGet(() -> accept(new TenantEvent.Created(c.tenant(), c.displayName(), now)));
                case TenantCommand.Wake _ -> unchanged();
                default -> refuse(Refusal.NOT_FOUND, "Expected a tenant, but there is no " + tenant);
            };
        }

        @Override
        public TenantState apply(TenantEvent event) {
            return event instanceof TenantEvent.Created e ? Founded.by(e) : this;
        }

        @Override
        public boolean dormant() {
            return true;
        }

        @Override
        public Snapshot snapshot() {
            return TenantSnapshot.of(this);
        }
    }
}
