package io.cordboard.ops.replay;

import io.cordboard.routing.expression.Attributes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/** Reads the attributes of each row under one header. Rows that say the same share what was read, up to so many different ones. */
final class AttributeCells {

    private static final int MOST_SHARED = 100_000;

    private final List<AttributeColumn> columns;
    private final int[] places;
    private final Map<List<String>, Attributes> known = new HashMap<>();

    private AttributeCells(List<AttributeColumn> columns, int[] places) {
        this.columns = columns;
        this.places = places;
    }

    /** @throws ReplayRefused if a column is missing, or there more than once */
    static AttributeCells of(Path file, String[] headers, List<AttributeColumn> columns) {
        List<String> all = Arrays.asList(headers);
        int[] places = new int[columns.size()];
        for (int i = 0; i < places.length; i++) {
            String header = columns.get(i).header();
            places[i] = all.indexOf(header);
            if (places[i] < 0 || places[i] != all.lastIndexOf(header)) {
                throw new ReplayRefused(file + ": Expected one column '" + header + "' for the attribute "
                        + columns.get(i).name() + ", but the header has " + all);
            }
        }
        return new AttributeCells(columns, places);
    }

    Attributes read(CSVRecord record) throws BadRow {
        if (places.length == 0) {
            return Attributes.NONE;
        }
        List<String> cells = new ArrayList<>(places.length);
        for (int place : places) {
            cells.add(record.get(place));
        }
        Attributes seen = known.get(cells);
        if (seen != null) {
            return seen;
        }
        Attributes read = read(cells);
        if (known.size() < MOST_SHARED) {
            known.put(cells, read);
        }
        return read;
    }

    private Attributes read(List<String> cells) throws BadRow {
        Map<String, Object> members = new TreeMap<>();
        for (int i = 0; i < places.length; i++) {
            String cell = cells.get(i);
            if (!cell.isEmpty()) {
                AttributeColumn column = columns.get(i);
                members.put(
                        column.name(),
                        column.read(cell)
                                .orElseThrow(() -> new BadRow(
                                        column.header(), column.kind().expected(), cell)));
            }
        }
        return Attributes.of(members);
    }
}
