package io.cordboard.telephony.guide;

import io.cordboard.routing.flow.Flow;
import io.cordboard.routing.interaction.Guide;

/** A flow as it was published. */
public record Published(Guide guide, Flow flow) {}
