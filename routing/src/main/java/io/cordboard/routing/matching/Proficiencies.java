package io.cordboard.routing.matching;

import io.cordboard.routing.agent.Skill;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Who has which skill, how well: for each skill and each level the set of seats that reach it. */
final class Proficiencies {

    private static final int TOP = 10;
    private static final Bits NOBODY = new Bits();

    private final Map<Skill, Holders> skills = new HashMap<>();
    private final Deque<Integer> unusedNumbers = new ArrayDeque<>();

    /** The seats with one skill. */
    static final class Holders {
        private final Integer number;
        private final Bits[] atLeast = new Bits[TOP];
        private int seats;

        /** Seats that have it, and classes that ask for it. */
        private int uses;

        private Holders(Integer number) {
            this.number = number;
            for (int level = 0; level < TOP; level++) {
                atLeast[level] = new Bits();
            }
        }

        /** A small number that stands for the skill, from 1. */
        Integer number() {
            return number;
        }

        /** How many seats have it. */
        int seats() {
            return seats;
        }

        Bits atLeast(int level) {
            return level > TOP ? NOBODY : atLeast[level - 1];
        }

        private void mark(int seat, int level, boolean member) {
            for (int each = 1; each <= Math.min(level, TOP); each++) {
                atLeast(each).set(seat, member);
            }
        }
    }

    /** The seats with {@code skill}; to be given back by {@link #release}. */
    Holders use(Skill skill) {
        Holders holders = skills.get(skill);
        if (holders == null) {
            Integer unused = unusedNumbers.poll();
            holders = new Holders(unused == null ? skills.size() + 1 : unused);
            skills.put(skill, holders);
        }
        holders.uses++;
        return holders;
    }

    void release(Skill skill) {
        Holders holders = skills.get(skill);
        if (holders != null && --holders.uses == 0) {
            skills.remove(skill);
            unusedNumbers.add(holders.number);
        }
    }

    void add(Seat seat) {
        seat.agent.skills().forEach((skill, level) -> {
            Holders holders = use(skill);
            holders.mark(seat.number, level, true);
            holders.seats++;
            seat.level(holders.number, Math.min(level, TOP));
        });
    }

    void remove(Seat seat) {
        seat.agent.skills().forEach((skill, level) -> {
            Holders holders = use(skill);
            holders.mark(seat.number, level, false);
            holders.seats--;
            seat.level(holders.number, 0);
            release(skill);
            release(skill);
        });
    }
}
