/**
 * Self-service: the language in which a tenant says how customers are guided before they wait for anybody, and its pure interpreter.
 * A {@link io.cordboard.routing.flow.Flow} is one document of named steps; a run of it is a
 * {@link io.cordboard.routing.flow.FlowState} and nothing else. Whoever has the customer (a call, a chat) is the runner: it tells the
 * {@link io.cordboard.routing.flow.Interpreter} what happened, and does the one act that comes back.
 *
 * <pre>
 *  act                       what the runner tells of it
 *  ───────────────────────   ────────────────────────────────────────────────────────────────────────────────────────────────
 *  Say                       Spoken, once all is said, with the keys that were typed meanwhile; text: at once when it is sent.
 *                            If it is interruptible, the first key stops it: Digits with that key, and no Spoken
 *  Ask                       Digits, once as many as AskTerms.most keys or the terminator were typed, or some were and the time
 *                            between two is over; with or without the terminator. The first key stops what is being said.
 *                            Words, when the customer writes. NoInput, when nothing came in the time after all was said
 *  LookUp                    LookedUp or LookUpFailed. Keys typed meanwhile are kept, and told first after the next act
 *  End                       nothing; Refused, where it cannot be done, and another act follows. Who is refused twice hangs up
 *  any                       Refused, where it cannot be done; Resumed, when another runner goes on after a fault
 * </pre>
 *
 * {@link io.cordboard.routing.flow.FlowTurn#path} and {@link io.cordboard.routing.flow.FlowState#learned} may be recorded, and so may
 * {@link io.cordboard.routing.flow.FlowState#withoutSecrets}, from which a run goes on after a fault (a lookup then has empty values
 * for what was secret). Keys, requests and the whole state may not: they can hold a card number.
 *
 * <p>Invariant: every run of a document that was accepted comes, after finitely many inputs that are no answers, to an end; a person can
 * be reached at each point by the key of its {@link io.cordboard.routing.flow.Help}; nothing here throws, whatever is told.
 */
@NullMarked
package io.cordboard.routing.flow;

import org.jspecify.annotations.NullMarked;
