package io.cordboard.node.live;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.query.ReadJournalProvider;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.ReadJournal;
import org.apache.pekko.stream.javadsl.Source;

/** A node's read journal whose database is away for so many readings of interactions from their beginning. */
final class HiccupJournal implements ReadJournalProvider {

    static final String SETTINGS = "hiccup-journal.class = \"" + HiccupJournal.class.getName() + "\"\n"
            + "cordboard.routing.read-journal = hiccup-journal\n";

    static final AtomicInteger FAILURES = new AtomicInteger();

    private final ExtendedActorSystem system;

    HiccupJournal(ExtendedActorSystem system) {
        this.system = system;
    }

    @Override
    public org.apache.pekko.persistence.query.scaladsl.ReadJournal scaladslReadJournal() {
        return new org.apache.pekko.persistence.query.scaladsl.ReadJournal() {};
    }

    @Override
    public ReadJournal javadslReadJournal() {
        return new Hiccups(PersistenceQuery.get(system)
                .getReadJournalFor(CurrentEventsByPersistenceIdQuery.class, "jdbc-read-journal"));
    }

    private record Hiccups(CurrentEventsByPersistenceIdQuery journal) implements CurrentEventsByPersistenceIdQuery {
        @Override
        public Source<EventEnvelope, NotUsed> currentEventsByPersistenceId(String id, long from, long to) {
            boolean away = id.startsWith("interaction")
                    && from <= 1
                    && FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            return away
                    ? Source.failed(new IllegalStateException("Expected the database, but it is away"))
                    : journal.currentEventsByPersistenceId(id, from, to);
        }
    }
}
