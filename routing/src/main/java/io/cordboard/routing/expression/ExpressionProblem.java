package io.cordboard.routing.expression;

/** One thing wrong with the text of an expression: where, as the number of the character from 1, and what would be right. */
public record ExpressionProblem(int column, String message) {

    @Override
    public String toString() {
        return "column " + column + ": " + message;
    }
}
