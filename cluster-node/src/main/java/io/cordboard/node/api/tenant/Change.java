package io.cordboard.node.api.tenant;

import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.tenant.TenantCommand;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One change of one configured thing: looked at, changed as it was seen, and looked at again. If somebody else is quicker and
 * the caller does not insist on what it has seen, it is done over.
 *
 * @param <T> how the thing is seen
 * @param path where a new one is found
 * @param question asks for the thing
 * @param revision the number of the event that last changed it
 * @param shown what answers and problems say of it
 * @param command the command for what is there, empty if nothing is, given the revision to expect
 * @param objection what an INVALID refusal of the command is
 */
record Change<T>(
        Entities entities,
        Precondition precondition,
        String path,
        TenantCommand question,
        Function<Reply.Found, T> view,
        Function<T, Long> revision,
        Function<T, Object> shown,
        Command<T> command,
        BiFunction<TenantCommand, Reply.Refused, Problem> objection) {

    private static final int TRIES = 5;

    /** Makes the command. */
    @FunctionalInterface
    interface Command<T> {
        TenantCommand of(Optional<T> seen, long expected);
    }

    /** Makes or changes it: answers how it is then. */
    CompletionStage<Answer> define() {
        return attempt(
                TRIES,
                seen -> look().thenApply(now -> {
                    T there = now.orElseThrow(() -> Problem.notFound().exception());
                    Answer answer =
                            seen.isPresent() ? Answer.ok(shown.apply(there)) : Answer.created(path, shown.apply(there));
                    return answer.withEtag(revision.apply(there));
                }));
    }

    /** Removes it: answers that it is gone. */
    CompletionStage<Answer> remove() {
        return attempt(TRIES, _ -> java.util.concurrent.CompletableFuture.completedFuture(Answer.noContent()));
    }

    private CompletionStage<Answer> attempt(int tries, Function<Optional<T>, CompletionStage<Answer>> done) {
        return look().thenCompose(seen -> {
            if (precondition instanceof Precondition.Present && seen.isEmpty()) {
                throw Problem.of(ProblemCode.STALE, "Expected something to be there, but there is nothing")
                        .exception();
            }
            long expected = precondition.expected(seen.map(revision).orElse(0L));
            TenantCommand asked = command.of(seen, expected);
            return entities.ask(asked).thenCompose(reply -> switch (reply) {
                case Reply.Done _ -> done.apply(seen);
                case Reply.Refused refused
                when refused.refusal() == Refusal.STALE && precondition.allowsAnother() && tries > 1 ->
                    attempt(tries - 1, done);
                case Reply.Refused refused -> refuse(asked, refused);
                case Reply.Found found -> throw new IllegalStateException("Expected no view, but got " + found.ref());
            });
        });
    }

    private CompletionStage<Answer> refuse(TenantCommand asked, Reply.Refused refused) {
        Problem problem =
                refused.refusal() == Refusal.INVALID ? objection.apply(asked, refused) : Entities.problem(refused);
        if (problem.status() != 409 && problem.status() != 412) {
            throw problem.exception();
        }
        return look().thenApply(now -> {
            throw now.map(there -> problem.withCurrent(shown.apply(there)))
                    .orElse(problem)
                    .exception();
        });
    }

    private CompletionStage<Optional<T>> look() {
        return entities.ask(question).thenApply(reply -> switch (reply) {
            case Reply.Found found -> Optional.of(view.apply(found));
            case Reply.Refused refused when refused.refusal() == Refusal.NOT_FOUND -> Optional.empty();
            case Reply.Refused refused -> throw Entities.problem(refused).exception();
            case Reply.Done done -> throw new IllegalStateException("Expected a view, but " + done.ref() + " was done");
        });
    }
}
