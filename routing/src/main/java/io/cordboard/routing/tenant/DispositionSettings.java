package io.cordboard.routing.tenant;

/** One way in which an interaction can have ended, chosen by the agent in wrap-up. */
public record DispositionSettings(String label) implements Settings {

    public DispositionSettings {
        label = Settings.text("a label", label, 100);
    }

    @Override
    public Kind kind() {
        return Kind.DISPOSITION;
    }
}
