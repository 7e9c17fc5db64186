package io.cordboard.routing.router;

import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.Address;

/** A tenant's router without its actor: the real board, told and asked as the actor does. */
public final class SimRouter {

    private static final Address NODE = new Address("pekko", "sim");

    private Board board = new Board("0");
    private int incarnation;

    /** Everything that it knew is lost; whoever announces must be told. */
    public void crash() {
        board = new Board(Integer.toString(++incarnation, 36));
    }

    public Reply command(RouterCommand command, Instant now) {
        board.heard(NODE, now);
        return switch (command) {
            case RouterCommand.AgentChanged c -> {
                board.agent(c, NODE, now);
                yield new Reply.Done(c.ref(), 0);
            }
            case RouterCommand.QueueChanged c -> heard(c, board.queue(c, now));
            case RouterCommand.QueueBeat c -> heard(c, board.knows(c));
            case RouterCommand.Show c -> new Reply.Found(c.ref(), 0, board.view(now));
            case RouterCommand.LookOut c ->
                new Reply.Found(
                        c.ref(),
                        0,
                        new RouterView.Outlooked(
                                board.outlook(c.interaction(), now).orElseThrow()));
            case RouterCommand.LookAhead c ->
                new Reply.Found(
                        c.ref(), 0, board.outlook(c.queue(), c.medium(), now).orElseThrow());
            case RouterCommand.Stand c ->
                new Reply.Found(
                        c.ref(), 0, board.stand(c.interaction(), c.position()).orElseThrow());
            case RouterCommand.ExplainAgent c -> new Reply.Found(c.ref(), 0, board.explain(c.agent(), now));
            case RouterCommand.Explain c ->
                board.explain(c.interaction(), now)
                        .<Reply>map(explanation -> new Reply.Found(c.ref(), 0, new RouterView.Explained(explanation)))
                        .orElseGet(() ->
                                new Reply.Refused(c.ref(), Refusal.NOT_FOUND, "Expected an interaction that waits"));
        };
    }

    private static Reply heard(Command command, boolean inOrder) {
        return inOrder
                ? new Reply.Done(command.ref(), 0)
                : new Reply.Refused(command.ref(), Refusal.STALE, "Expected the message before it");
    }

    /** An agent's word on a reservation. */
    public void reply(Reply reply, Instant now) {
        board.heard(NODE, now);
        switch (reply) {
            case Reply.Refused refused -> board.refused(refused.ref(), now);
            case Reply.Done done -> board.reserved(done.ref());
            case Reply.Found _ -> {}
        }
    }

    /** What it asks agents for now. */
    public List<? extends Command> match(Instant now) {
        board.expire(now);
        var asked = board.match(now, 200);
        board.trialFailure().ifPresent(why -> {
            throw new AssertionError("Expected a policy to be tried without fail, but got", why);
        });
        return asked.stream().map(Board.Asked::reserve).toList();
    }
}
