package io.cordboard.ops.replay;

/** A row of a log that is not one; the message names the column and what was expected in it. */
final class BadRow extends Exception {

    private static final long serialVersionUID = 1;
    private static final int SHOWN = 60;

    BadRow(String column, String expected, String got) {
        // No stack trace: there may be as many of these as rows.
        super("column " + column + ": Expected " + expected + ", but got '" + shown(got) + "'", null, false, false);
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "...";
    }
}
