package io.cordboard.routing.matching;

/** A set of those in line that are all for the same agents. */
sealed interface Home permits DemandClass, Personal {

    void add(Entry entry);

    void remove(Entry entry);
}
