package io.cordboard.routing.tenant;

/** What a skill means, for those who give it to agents. */
public record SkillSettings(String description) implements Settings {

    public SkillSettings {
        description = Settings.textOrNone("a description", description, 500);
    }

    @Override
    public Kind kind() {
        return Kind.SKILL;
    }
}
