package io.cordboard.routing.flow;

import java.util.Optional;

/**
 * One thing that is now to be said, all values filled in.
 *
 * @param text as it is written to the customer
 * @param spoken as it is read to the customer where there is no recording: digits stand apart, for example
 * @param file the name of a recording in that language, without ending, which voice plays if it has it
 */
public record Utterance(String language, String text, String spoken, Optional<String> file) {}
