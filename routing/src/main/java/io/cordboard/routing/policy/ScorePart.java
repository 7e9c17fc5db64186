package io.cordboard.routing.policy;

import io.cordboard.routing.expression.Expression;
import java.util.Optional;

/**
 * What an agent's score is put together from, for the strategies that go by the policy's {@link Policy#score}.
 *
 * @param points what it is worth; negative takes away
 * @param where those who meet this have all the points, others none; if absent, the points go by how well the agent meets what was
 *     asked for before any step, see {@code Score} of the matching kernel
 */
public record ScorePart(int points, Optional<Expression> where) {

    public ScorePart {
        Limits.PRIORITY.require("points", points);
    }
}
