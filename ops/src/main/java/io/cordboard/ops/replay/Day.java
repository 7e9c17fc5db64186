package io.cordboard.ops.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * What a journal says of one tenant between two instants.
 *
 * @param policies those of the day first, then the others
 * @param facts what a reader of the report must know of it
 */
record Day(Trace trace, Staff staff, List<PolicyChoice> policies, Decisions decisions, List<String> facts) {

    Day {
        policies = List.copyOf(policies);
        facts = List.copyOf(facts);
    }

    Day with(List<PolicyChoice> others) {
        List<PolicyChoice> all = new ArrayList<>(policies);
        all.addAll(others);
        return new Day(trace, staff, all, decisions, facts);
    }

    List<String> notes(ReplaySettings settings, Staff working, Unsaid unsaid) {
        List<String> notes = new ArrayList<>(facts);
        notes.add(Notes.serviceLevel(policies.getFirst()));
        notes.add(Notes.WAITS);
        notes.add(
                settings.agents().isPresent()
                        ? "agents of the runs: of " + settings.agents().get().getFileName() + ", "
                                + working.shifts().size() + " shifts"
                        : "agents of the runs: ready when the journal says so, as whom it says: "
                                + working.shifts().size() + " times");
        Notes.patience(notes, trace, settings, unsaid);
        notes.add(
                "handling time: as recorded, until the end of the wrap-up; of who hung up, drawn from those recorded in the"
                        + " queue; accepting takes an agent as long as it took the one who did");
        notes.add(
                "not simulated: offers declined or missed, overflow, contacts sent to one agent, what was in hand at the"
                        + " beginning; the offers above, in contrast, are made again with all of it");
        return notes;
    }
}
