package io.cordboard.routing.tenant;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kinds of things that a tenant configures by name, and how many of each it may have. */
public enum Kind {
    @JsonProperty("skill")
    SKILL("skill", "skills", 2_000),
    @JsonProperty("team")
    TEAM("team", "teams", 2_000),
    @JsonProperty("disposition")
    DISPOSITION("disposition", "dispositions", 2_000),
    @JsonProperty("reason")
    REASON("reason", "reasons", 500),
    @JsonProperty("policy")
    POLICY("policy", "policies", 1_000),
    @JsonProperty("queue")
    QUEUE("queue", "queues", 2_000),
    @JsonProperty("agent")
    AGENT("agent", "agents", 20_000),
    @JsonProperty("trunk")
    TRUNK("trunk", "trunks", 200),
    @JsonProperty("number")
    NUMBER("number", "numbers", 5_000),
    @JsonProperty("flow")
    FLOW("flow", "flows", 500);

    private final String word;
    private final String plural;
    private final int limit;

    Kind(String word, String plural, int limit) {
        this.word = word;
        this.plural = plural;
        this.limit = limit;
    }

    public String word() {
        return word;
    }

    /** The name of its section in a tenant's document. */
    public String plural() {
        return plural;
    }

    public int limit() {
        return limit;
    }
}
