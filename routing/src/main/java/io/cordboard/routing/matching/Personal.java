package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What waits for one agent alone, and what would if the agent were there. */
final class Personal implements Home {

    final AgentId agent;

    /** For this agent alone: sent to them by name, or held for them as the last agent. */
    final TreeSet<Entry> own = new TreeSet<>();

    /** Those within their wait for this agent as the last one, held or not: looked at again when the agent comes, goes or changes. */
    final Set<Entry> hoping = new HashSet<>();

    Personal(AgentId agent) {
        this.agent = agent;
    }

    @Override
    public void add(Entry entry) {
        own.add(entry);
    }

    @Override
    public void remove(Entry entry) {
        own.remove(entry);
    }

    boolean isUnused() {
        return own.isEmpty() && hoping.isEmpty();
    }
}
