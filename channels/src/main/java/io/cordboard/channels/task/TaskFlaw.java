package io.cordboard.channels.task;

/** What is wrong with which part of a task: "Expected ..., but ...". */
public final class TaskFlaw extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The parts of a task that can be wrong. */
    public enum Part {
        CUSTOMER,
        TITLE,
        ATTRIBUTES,
        PRIORITY,
        SKILLS,
        SCHEDULED
    }

    private final Part part;

    TaskFlaw(Part part, String message) {
        super(message);
        this.part = part;
    }

    public Part part() {
        return part;
    }
}
