package io.cordboard.routing.tenant;

/** Why an agent is not ready: a break, training ... */
public record ReasonSettings(String label) implements Settings {

    public ReasonSettings {
        label = Settings.text("a label", label, 100);
    }

    @Override
    public Kind kind() {
        return Kind.REASON;
    }
}
