package io.cordboard.routing.tenant;

/** A named group of agents. */
public record TeamSettings(String displayName) implements Settings {

    public TeamSettings {
        displayName = Settings.text("a display name", displayName, 100);
    }

    @Override
    public Kind kind() {
        return Kind.TEAM;
    }
}
