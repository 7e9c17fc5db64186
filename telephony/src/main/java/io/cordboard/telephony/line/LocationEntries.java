package io.cordboard.telephony.line;

import io.cordboard.routing.agent.AgentId;
import java.util.Map;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;

/** The bindings of many agents in one shared map: an entry each, named by agent and binding. */
final class LocationEntries {

    /** Between the two in an entry's name; no agent's id can hold it. */
    private static final char END = ' ';

    private LocationEntries() {}

    static Bindings of(AgentId agent, LWWMap<String, Binding> map) {
        String start = agent.toString() + END;
        return new Bindings(map.getEntries().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(start))
                .map(Map.Entry::getValue)
                .toList());
    }

    static AgentId agent(String entry) {
        return AgentId.of(entry.substring(0, entry.indexOf(END)));
    }

    /** The map once the agent's bindings are these; what did not change is not touched. */
    static LWWMap<String, Binding> changed(
            SelfUniqueAddress self, AgentId agent, LWWMap<String, Binding> map, Bindings before, Bindings now) {
        LWWMap<String, Binding> changed = map;
        for (Binding binding : before.all()) {
            if (!now.has(binding.id())) {
                changed = changed.remove(self, name(agent, binding));
            }
        }
        for (Binding binding : now.all()) {
            if (!before.all().contains(binding)) {
                changed = changed.put(self, name(agent, binding), binding);
            }
        }
        return changed;
    }

    private static String name(AgentId agent, Binding binding) {
        return agent.toString() + END + binding.id();
    }
}
