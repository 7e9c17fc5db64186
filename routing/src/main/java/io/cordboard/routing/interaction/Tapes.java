package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.interaction.InteractionEvent.*;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The recordings of an interaction, and their rules.
 *
 * @param fetched the request by which one was listened to last, so that one that is sent again is recognised
 */
record Tapes(List<Tape> all, Optional<String> fetched) {

    static final Tapes NONE = new Tapes(List.of(), Optional.empty());
    static final int MOST = 100;

    Tapes {
        all = List.copyOf(all);
    }

    Optional<Tape> running() {
        return all.stream().filter(Tape::running).findFirst();
    }

    Optional<Instant> resumes() {
        return running().flatMap(Tape::pausedUntil);
    }

    /** What an agent has from now on is recorded from now on, if the terms say so. */
    List<InteractionEvent> begin(Contact contact, Terms terms, Instant now) {
        return terms.recording()
                .filter(Terms.Recorded::always)
                .filter(_ -> contact.medium().equals(Medium.VOICE) && all.size() < MOST)
                .map(rules -> List.<InteractionEvent>of(
                        started(rules.retention(), RecordingStarted.Why.POLICY, Party.SYSTEM, now)))
                .orElse(List.of());
    }

    private RecordingStarted started(Duration keep, RecordingStarted.Why why, Party by, Instant now) {
        return new RecordingStarted(RecordingId.nth(all.size() + 1), why, now.plus(keep), by, now);
    }

    /** A message of the customer. */
    Decision<InteractionEvent> decide(InteractionCommand.TakeMessage c, Contact contact, Instant now) {
        if (!contact.medium().equals(Medium.VOICE)) {
            return notACall(contact);
        }
        if (running().isPresent()) {
            return unchanged();
        }
        return all.size() < MOST ? accept(started(c.keep(), RecordingStarted.Why.MESSAGE, Party.SYSTEM, now)) : full();
    }

    private static Decision<InteractionEvent> notACall(Contact contact) {
        return refuse(Refusal.INVALID, "Expected a call, but its medium is " + contact.medium());
    }

    private static Decision<InteractionEvent> full() {
        return refuse(Refusal.LIMIT, "Expected at most " + MOST + " recordings of an interaction");
    }

    /** What somebody who may says of the recording of a call that an agent has. */
    Decision<InteractionEvent> decide(InteractionCommand.RecordCall c, Contact contact, Terms terms, Instant now) {
        if (!contact.medium().equals(Medium.VOICE)) {
            return notACall(contact);
        }
        if (terms.recording().isEmpty()) {
            return refuse(
                    Refusal.INVALID,
                    "Expected a queue whose policy lets calls be recorded, but it came by one whose policy does not");
        }
        Terms.Recorded rules = terms.recording().get();
        Optional<Tape> running = running();
        return switch (c.what()) {
            case START -> {
                if (running.isPresent()) {
                    yield unchanged();
                }
                yield all.size() < MOST
                        ? accept(started(rules.retention(), RecordingStarted.Why.ASKED, c.by(), now))
                        : full();
            }
            case PAUSE ->
                running.<Decision<InteractionEvent>>map(
                                tape -> tape.pausedUntil().isPresent()
                                        ? unchanged()
                                        : accept(new RecordingPaused(
                                                tape.recording(), now.plus(rules.pauseAtMost()), c.by(), now)))
                        .orElseGet(Tapes::notRecorded);
            case RESUME ->
                running.<Decision<InteractionEvent>>map(
                                tape -> tape.pausedUntil().isPresent()
                                        ? accept(new RecordingResumed(tape.recording(), c.by(), now))
                                        : unchanged())
                        .orElseGet(Tapes::notRecorded);
            case STOP -> {
                if (rules.always() && c.by().role() == Party.Role.AGENT) {
                    yield refuse(
                            Refusal.INVALID,
                            "Expected a pause, or a supervisor, because the queue's policy has its calls recorded");
                }
                yield running.<Decision<InteractionEvent>>map(
                                tape -> accept(new RecordingStopped(tape.recording(), c.by(), now)))
                        .orElseGet(Decision::unchanged);
            }
        };
    }

    private static Decision<InteractionEvent> notRecorded() {
        return refuse(Refusal.WRONG_PHASE, "Expected a call that is being recorded, but it is not");
    }

    /** What its medium could not do. Late word of one that has ended changes nothing. */
    Decision<InteractionEvent> decide(InteractionCommand.FailRecording c, Instant now) {
        return running()
                .filter(tape -> tape.recording().equals(c.recording()))
                .<Decision<InteractionEvent>>map(tape -> accept(new RecordingFailed(tape.recording(), c.why(), now)))
                .orElseGet(Decision::unchanged);
    }

    Decision<InteractionEvent> decide(InteractionCommand.FetchRecording c, Instant now) {
        return find(c.recording())
                .filter(tape -> tape.state() != Tape.State.REMOVED)
                .<Decision<InteractionEvent>>map(
                        _ -> fetched.filter(c.request()::equals).isPresent()
                                ? unchanged()
                                : accept(new RecordingFetched(c.recording(), c.request(), c.by(), now)))
                .orElseGet(() -> notThere(c.recording()));
    }

    Decision<InteractionEvent> decide(InteractionCommand.RemoveRecording c, Instant now) {
        Optional<Tape> there = find(c.recording());
        if (there.isEmpty()) {
            return notThere(c.recording());
        }
        if (there.get().running()) {
            return refuse(Refusal.WRONG_PHASE, "Expected a recording that has ended, but " + c.recording() + " runs");
        }
        return there.get().state() == Tape.State.REMOVED
                ? unchanged()
                : accept(new RecordingRemoved(c.recording(), c.by(), now));
    }

    private static Decision<InteractionEvent> notThere(RecordingId recording) {
        return refuse(Refusal.NOT_FOUND, "Expected a recording of this interaction, but there is no " + recording);
    }

    private Optional<Tape> find(RecordingId recording) {
        return all.stream().filter(tape -> tape.recording().equals(recording)).findFirst();
    }

    /** What time alone changes: a pause ends. */
    List<InteractionEvent> due(Instant now) {
        return running()
                .filter(tape ->
                        tape.pausedUntil().filter(until -> !now.isBefore(until)).isPresent())
                .map(tape -> List.<InteractionEvent>of(new RecordingResumed(tape.recording(), Party.SYSTEM, now)))
                .orElse(List.of());
    }

    /** Ends what is being recorded before the agent, or the flow, lets go of the call. */
    Decision<InteractionEvent> endingBefore(Decision<InteractionEvent> decision) {
        return decision instanceof Decision.Accepted<InteractionEvent>(var events)
                ? new Decision.Accepted<>(endingBefore(events))
                : decision;
    }

    List<InteractionEvent> endingBefore(List<InteractionEvent> events) {
        Optional<Tape> running = running();
        if (running.isEmpty() || events.stream().noneMatch(Tapes::endsIt)) {
            return events;
        }
        var all = new ArrayList<InteractionEvent>(events.size() + 1);
        all.add(new RecordingStopped(
                running.get().recording(), Party.SYSTEM, events.getFirst().at()));
        all.addAll(events);
        return List.copyOf(all);
    }

    private static boolean endsIt(InteractionEvent event) {
        return event instanceof Queued
                || event instanceof WrapUpStarted
                || event instanceof TransferredOutside
                || event instanceof Closed;
    }

    Tapes started(RecordingStarted e) {
        var more = new ArrayList<>(all);
        more.add(Tape.begun(e));
        return new Tapes(more, fetched);
    }

    Tapes fetched(String request) {
        return new Tapes(all, Optional.of(request));
    }

    Tapes with(RecordingId recording, java.util.function.UnaryOperator<Tape> change) {
        return new Tapes(
                all.stream()
                        .map(tape -> tape.recording().equals(recording) ? change.apply(tape) : tape)
                        .toList(),
                fetched);
    }
}
