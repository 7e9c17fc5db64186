/**
 * Where an interaction goes that names no queue: a tenant's {@link io.cordboard.routing.classification.Classification} as one document,
 * which {@link io.cordboard.routing.classification.ClassificationCodec} reads and writes, and what it says of one interaction, the
 * {@link io.cordboard.routing.classification.Ruling}. All of it is plain functions of what is given: no clock, no lot.
 *
 * <p>Invariant: what was accepted once is accepted for ever, because classifications are stored in events. Limits may grow and parts may
 * be added; none may shrink, and none may change its meaning.
 */
@NullMarked
package io.cordboard.routing.classification;

import org.jspecify.annotations.NullMarked;
