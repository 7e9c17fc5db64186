package io.cordboard.telephony.guide;

import io.cordboard.routing.flow.Utterance;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.telephony.media.Prompt;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Turns words into sound. */
@FunctionalInterface
public interface Voices {

    /** As it can be played. Fails, saying why, if something of it can neither be played nor spoken. */
    CompletionStage<Prompt> prompt(TenantId tenant, List<Utterance> words);
}
