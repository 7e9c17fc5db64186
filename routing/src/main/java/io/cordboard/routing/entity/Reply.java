package io.cordboard.routing.entity;

/** The answer to a command; {@code ref} quotes {@link Command#ref}. */
public sealed interface Reply extends Message {

    String ref();

    /** Carried out and recorded, or already true. {@code seq} is the entity's last sequence number then. */
    record Done(String ref, long seq) implements Reply {}

    /** Not carried out; {@code message} says "Expected ..., but ...". */
    record Refused(String ref, Refusal refusal, String message) implements Reply {}

    /** The answer to a question: the entity as it is recorded at {@code seq}. */
    record Found(String ref, long seq, View view) implements Reply {}

    /** What an entity shows of itself. Each aggregate has one; it names its type because it travels inside a reply. */
    @com.fasterxml.jackson.annotation.JsonTypeInfo(use = com.fasterxml.jackson.annotation.JsonTypeInfo.Id.CLASS)
    interface View extends Message {}
}
