package io.cordboard.channels.chat;

import io.cordboard.routing.interaction.InteractionId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Which chats each source has opened on this node, as far as they are not known to be over. Bounded: the oldest are forgotten
 * first, which gives their source room.
 */
final class OpenChats {

    private final int mostPerSource;
    private final int mostInAll;
    private final LinkedHashMap<InteractionId, SourceAddress> sources = new LinkedHashMap<>();
    private final Map<SourceAddress, SequencedSet<InteractionId>> bySource = new HashMap<>();

    OpenChats(int mostPerSource, int mostInAll) {
        this.mostPerSource = mostPerSource;
        this.mostInAll = mostInAll;
    }

    /** Whether there was room for one more, which is then taken; one that is open already takes none. */
    synchronized boolean open(SourceAddress source, InteractionId chat) {
        if (sources.containsKey(chat)) {
            return true;
        }
        if (of(source).size() >= mostPerSource) {
            return false;
        }
        sources.put(chat, source);
        bySource.computeIfAbsent(source, _ -> new LinkedHashSet<>()).add(chat);
        if (sources.size() > mostInAll) {
            over(sources.firstEntry().getKey());
        }
        return true;
    }

    synchronized void over(InteractionId chat) {
        SourceAddress source = sources.remove(chat);
        if (source != null) {
            bySource.computeIfPresent(source, (_, open) -> {
                open.remove(chat);
                return open.isEmpty() ? null : open;
            });
        }
    }

    /** The oldest first. */
    synchronized List<InteractionId> of(SourceAddress source) {
        SequencedSet<InteractionId> open = bySource.get(source);
        return open == null ? List.of() : List.copyOf(open);
    }
}
