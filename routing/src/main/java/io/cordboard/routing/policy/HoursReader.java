package io.cordboard.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads and writes when something is open: {@code zone}, {@code open} and {@code holidays} of an object that may say more. */
public final class HoursReader {

    private HoursReader() {}

    /** Without anything that it leads to while it is closed. */
    public static BusinessHours read(Fields hours) {
        ZoneId zone = zone(hours);
        hours.needs("open");
        List<BusinessHours.Period> periods = new ArrayList<>();
        List<JsonNode> elements = hours.array("open", Limits.PERIODS);
        for (int i = 0; i < elements.size(); i++) {
            period(hours.element("/open/" + i, elements.get(i))).ifPresent(periods::add);
        }
        return new BusinessHours(zone, periods, holidays(hours), Optional.empty());
    }

    private static ZoneId zone(Fields hours) {
        String name = hours.needs("zone") ? hours.text("zone") : "";
        if (ZoneId.getAvailableZoneIds().contains(name)) {
            return ZoneId.of(name);
        }
        if (!name.isEmpty() || hours.node().path("zone").isTextual()) {
            hours.problem("/zone", "Expected a time zone such as \"Europe/Berlin\", but got \"" + name + '"');
        }
        return ZoneOffset.UTC;
    }

    private static Optional<BusinessHours.Period> period(Fields in) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        boolean hasDays = in.needs("days");
        List<JsonNode> names = in.array("days", 7);
        for (int i = 0; i < names.size(); i++) {
            in.wordAt("/days/" + i, names.get(i), List.of(DayOfWeek.values()), HoursReader::day)
                    .ifPresent(days::add);
        }
        if (hasDays && names.isEmpty() && in.node().get("days").isArray()) {
            in.problem("/days", "Expected at least one day, but got none");
        }
        Optional<TimeOfDay> from = time(in, "from");
        Optional<TimeOfDay> to = time(in, "to");
        in.end();
        if (days.isEmpty() || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        return in.make("", () -> new BusinessHours.Period(days, from.get(), to.get()));
    }

    private static Optional<TimeOfDay> time(Fields in, String name) {
        if (!in.needs(name)) {
            return Optional.empty();
        }
        String text = in.text(name);
        return in.node().get(name).isTextual() ? in.make('/' + name, () -> TimeOfDay.of(text)) : Optional.empty();
    }

    private static Set<LocalDate> holidays(Fields hours) {
        Set<LocalDate> days = new TreeSet<>();
        List<JsonNode> elements = hours.array("holidays", Limits.HOLIDAYS);
        for (int i = 0; i < elements.size(); i++) {
            JsonNode element = elements.get(i);
            try {
                days.add(LocalDate.parse(
                        element.isTextual() && element.textValue().length() == 10 ? element.textValue() : ""));
            } catch (DateTimeParseException _) {
                hours.problem("/holidays/" + i, "Expected a date such as \"2026-12-25\", but got " + element);
            }
        }
        return days;
    }

    /** All but what it leads to while it is closed. */
    public static void write(BusinessHours hours, ObjectNode out) {
        out.put("zone", hours.zone().getId());
        var open = out.putArray("open");
        for (BusinessHours.Period period : hours.open()) {
            ObjectNode each = open.addObject();
            var days = each.putArray("days");
            period.days().forEach(day -> days.add(day(day)));
            each.put("from", period.from().toString()).put("to", period.to().toString());
        }
        var holidays = out.putArray("holidays");
        hours.holidays().forEach(day -> holidays.add(day.toString()));
    }

    private static String day(DayOfWeek day) {
        return day.name().substring(0, 3);
    }
}
