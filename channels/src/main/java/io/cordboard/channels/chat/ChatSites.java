package io.cordboard.channels.chat;

import io.cordboard.routing.tenant.TenantId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where chat learns what each tenant says of it. */
@FunctionalInterface
public interface ChatSites {

    /** Empty if there is no such tenant or it has no chat; a failed stage if that cannot be told now. */
    CompletionStage<Optional<ChatSite>> of(TenantId tenant);
}
