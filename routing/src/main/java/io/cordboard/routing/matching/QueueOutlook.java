package io.cordboard.routing.matching;

import java.time.Duration;
import java.util.Optional;

/**
 * How a queue stands for one who would come now and ask for nothing special.
 *
 * @param waiting how many are before them
 * @param available agents who have room and what the queue asks of everybody
 * @param estimate how long they would wait; unknown until somebody of the queue was answered
 */
public record QueueOutlook(int waiting, int available, Optional<Duration> estimate) {}
