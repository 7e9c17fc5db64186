package io.cordboard.telephony.guide;

/** What the calls of a node are guided with. */
public record Guides(Flows flows, Voices voices, LookUps lookUps) {}
