package io.cordboard.ops.replay;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a call log. What is wrong with its rows is said of the first twenty, by line and column. */
public final class TraceReader {

    static final int MAX_ROWS = 5_000_000;
    private static final int PROBLEMS_SHOWN = 20;
    private static final int ROWS_BETWEEN_PROGRESS = 10_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final TraceFormat format;
    private final boolean skipBad;
    private final List<Call> calls = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long bad;
    private long ignored;

    private TraceReader(TraceFormat format, boolean skipBad) {
        this.format = format;
        this.skipBad = skipBad;
    }

    /**
     * @param skipBad whether bad rows are left out and counted
     * @throws ReplayRefused if the file cannot be read, has no row to replay, or has bad rows which are not to be skipped
     */
    public static Trace read(Path file, TraceFormat format, boolean skipBad, Progress progress) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return new TraceReader(format, skipBad).read(file, reader, Math.max(1, Files.size(file)), progress);
        } catch (NoSuchFileException _) {
            throw new ReplayRefused("Expected a file, but there is no " + file);
        } catch (CharacterCodingException _) {
            throw new ReplayRefused(file + ": Expected a file in UTF-8, but some of it is not");
        } catch (IOException e) {
            throw new ReplayRefused(file + ": " + e.getMessage());
        }
    }

    private Trace read(Path file, Reader reader, long size, Progress progress) throws IOException {
        PushbackReader unmarked = new PushbackReader(reader);
        int first = unmarked.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            unmarked.unread(first);
        }
        RowGuard guard = new RowGuard(unmarked);
        CSVFormat csv = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(format.delimiter())
                .setIgnoreEmptyLines(false)
                .setTrim(true)
                .get();
        long line = 1;
        try (CSVParser parser =
                CSVParser.builder().setReader(guard).setFormat(csv).get()) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                throw new ReplayRefused(file + ": Expected a header row, but the file is empty");
            }
            TraceRow row = TraceRow.of(file, records.next(), format);
            guard.nextRow();
            line = parser.getCurrentLineNumber() + 1;
            while (records.hasNext()) {
                add(row, records.next(), line);
                if (calls.size() > MAX_ROWS) {
                    throw new ReplayRefused(file + ": Expected at most " + MAX_ROWS + " calls, but there are more");
                }
                if ((calls.size() + bad) % ROWS_BETWEEN_PROGRESS == 0) {
                    progress.at("reading", Math.min(size, guard.chars()), size);
                }
                guard.nextRow();
                line = parser.getCurrentLineNumber() + 1;
            }
            progress.at("reading", size, size);
            return trace(file, row);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw e.getCause();
            }
            throw new ReplayRefused(file + ": line " + line + ": "
                    + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        }
    }

    private void add(TraceRow row, CSVRecord record, long line) {
        if (record.size() == 1 && record.get(0).isEmpty()) {
            return;
        }
        try {
            row.read(record).ifPresentOrElse(calls::add, () -> ignored++);
        } catch (BadRow wrong) {
            bad++;
            if (problems.size() < PROBLEMS_SHOWN) {
                problems.add("line " + line + ", " + wrong.getMessage());
            }
        }
    }

    private Trace trace(Path file, TraceRow row) {
        if (bad > 0 && !skipBad) {
            throw new ReplayRefused(file + ": " + bad + (bad == 1 ? " bad row" : " bad rows")
                    + (bad > problems.size() ? ", the first " + problems.size() + " of them" : "") + ":\n  "
                    + String.join("\n  ", problems) + "\nWith --skip-bad they are left out and counted.");
        }
        if (calls.stream().noneMatch(Call::answered)) {
            throw new ReplayRefused(file + ": Expected at least one call that was answered, but got none"
                    + (bad == 0 ? "" : ", and " + bad + " bad rows:\n  " + String.join("\n  ", problems)));
        }
        int[] queues = row.queues().places();
        int[] agents = row.agents().places();
        calls.replaceAll(call -> call.renumbered(
                queues[call.queue()], call.agent() == Call.NOBODY ? Call.NOBODY : agents[call.agent()]));
        boolean ordered = isOrdered();
        if (!ordered) {
            calls.sort(Comparator.comparingLong(Call::atNanos));
        }
        Instant start = CallTimes.instant(calls.getFirst().atNanos())
                .atZone(format.zone())
                .toLocalDate()
                .atStartOfDay(format.zone())
                .toInstant();
        return new Trace(
                start,
                format.zone(),
                row.queues().sorted(),
                row.agents().sorted(),
                format.attributes(),
                calls,
                bad,
                ignored,
                !ordered);
    }

    private boolean isOrdered() {
        for (int i = 1; i < calls.size(); i++) {
            if (calls.get(i).atNanos() < calls.get(i - 1).atNanos()) {
                return false;
            }
        }
        return true;
    }
}
