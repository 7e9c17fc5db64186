package io.cordboard.node.api;

import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The API's way to the entities: what they refuse becomes a problem. */
public final class Entities {

    private final Switchboard switchboard;
    private final Duration timeout;

    public Entities(Switchboard switchboard, Duration timeout) {
        this.switchboard = switchboard;
        this.timeout = timeout;
    }

    public CompletionStage<Reply> ask(Command command) {
        return switchboard.ask(command, timeout);
    }

    /** What the entity shows; fails with the problem that its refusal is. */
    public CompletionStage<Reply.Found> show(Command question) {
        return ask(question).thenApply(reply -> switch (reply) {
            case Reply.Found found -> found;
            case Reply.Refused refused -> throw problem(refused).exception();
            case Reply.Done done -> throw new IllegalStateException("Expected a view, but " + done.ref() + " was done");
        });
    }

    /** Has the command carried out; fails with the problem that its refusal is. */
    public CompletionStage<Reply.Done> carryOut(Command command) {
        return ask(command).thenApply(reply -> switch (reply) {
            case Reply.Done done -> done;
            case Reply.Refused refused -> throw problem(refused).exception();
            case Reply.Found found -> throw new IllegalStateException("Expected no view, but got " + found.ref());
        });
    }

    /**
     * Has the command carried out and answers how the entity is then. Where the state does not allow the command, the
     * problem says how the entity is now.
     *
     * @param question answered by the entity's view
     * @param shown what the answer says of it
     * @param current what a problem says of it: to whoever may send the command, even one who lost a race
     */
    public CompletionStage<Answer> change(
            Command command,
            Command question,
            Function<Reply.Found, Object> shown,
            Function<Reply.Found, Object> current) {
        return changed(ask(command), question, shown, current);
    }

    /** The same for a command that somebody else has passed on. */
    public CompletionStage<Answer> changed(
            CompletionStage<Reply> done,
            Command question,
            Function<Reply.Found, Object> shown,
            Function<Reply.Found, Object> current) {
        return done.thenCompose(reply -> switch (reply) {
            case Reply.Done _ -> show(question).thenApply(found -> answer(found, shown));
            case Reply.Refused refused -> withCurrent(problem(refused), question, current);
            case Reply.Found found -> throw new IllegalStateException("Expected no view, but got " + found.ref());
        });
    }

    /** An answer with the entity's state and its revision. */
    public static Answer answer(Reply.Found found, Function<Reply.Found, Object> shown) {
        return Answer.ok(shown.apply(found)).withEtag(found.seq());
    }

    private CompletionStage<Answer> withCurrent(
            Problem problem, Command question, Function<Reply.Found, Object> current) {
        if (problem.status() != 409) {
            throw problem.exception();
        }
        return ask(question).thenApply(reply -> {
            throw (reply instanceof Reply.Found found ? problem.withCurrent(current.apply(found)) : problem)
                    .exception();
        });
    }

    /** What a refusal is to a client. */
    public static Problem problem(Reply.Refused refused) {
        ProblemCode code = ProblemCode.of(refused.refusal());
        return code == ProblemCode.NOT_FOUND ? Problem.notFound() : Problem.of(code, refused.message());
    }
}
