package io.cordboard.routing.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is lost, repeated or late, each event is taken once and in order, and all of them in the end. */
class BookmarkPropertyTest {

    private record Nth(long n, Instant at) implements Event {}

    @Property(tries = 3_000)
    void eachEventIsTakenOnceAndInOrder(@ForAll long seed, @ForAll @IntRange(min = 0, max = 20) int after) {
        Random random = new Random(seed);
        Bookmark bookmark = new Bookmark(after);
        var late = new ArrayList<long[]>();
        var taken = new ArrayList<Long>();
        long recorded = random.nextInt(30);
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(7)) {
                case 0, 1 -> {
                    long first = recorded + 1;
                    recorded += 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 5);
                    if (random.nextInt(4) > 0) {
                        bookmark.told(first, events(first, recorded));
                    }
                    late.add(new long[] {first, recorded});
                }
                case 2 -> {
                    if (!late.isEmpty()) {
                        long[] repeated = late.get(random.nextInt(late.size()));
                        bookmark.told(repeated[0], events(repeated[0], repeated[1]));
                    }
                }
                case 3 -> bookmark.heard(random.nextLong(recorded + 1));
                case 4 -> read(bookmark, recorded, 1 + random.nextInt(120));
                default -> take(bookmark, 1 + random.nextInt(40), taken);
            }
        }
        bookmark.heard(recorded);
        long bound = recorded * 2 + 10;
        while (bookmark.last() < recorded && bound-- > 0) {
            take(bookmark, 500, taken);
            read(bookmark, recorded, 100);
        }
        assertThat(taken)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(after + 1L, recorded).boxed().toList());
        assertThat(bookmark.misses()).isFalse();
    }

    /** As a follower does it: only when something is missing. */
    private static void read(Bookmark bookmark, long recorded, int batch) {
        if (bookmark.misses()) {
            long first = bookmark.last() + 1;
            bookmark.read(first, events(first, Math.min(recorded, first + batch - 1)));
        }
    }

    private static void take(Bookmark bookmark, int max, List<Long> taken) {
        for (Event event : bookmark.take(max)) {
            taken.add(((Nth) event).n());
        }
    }

    private static List<Event> events(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .<Event>mapToObj(n -> new Nth(n, Instant.EPOCH))
                .toList();
    }
}
