package io.cordboard.ops.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What calls go through on their way to the phone.
 *
 * @param jvm whether it is a part of ours, which has to be warmed up and can be asked
 */
record CallServer(String name, int port, Program program, boolean jvm) implements AutoCloseable {

    /** One of our parts; {@code arguments} follow its port. */
    static CallServer part(String name, Path directory, List<String> parts, String part, String... arguments) {
        int port = Scratch.freePort();
        var command = new ArrayList<>(parts);
        command.add(part);
        command.add(Integer.toString(port));
        command.addAll(List.of(arguments));
        return new CallServer(name, port, Program.part(directory, part, command), true);
    }

    /** Debian's Kamailio as a stateful relay with one worker: with several, provisional answers overtake final ones. */
    static CallServer kamailio(Path directory, int phonePort) {
        int port = Scratch.freePort();
        Path config = Scratch.resource(
                directory,
                "kamailio.cfg",
                Map.of("PORT", Integer.toString(port), "PHONE", Integer.toString(phonePort)));
        var command = List.of(
                Debian.program("kamailio", "kamailio"),
                "-f",
                config.toString(),
                "-DD",
                "-E",
                "-m",
                "1024",
                "-w",
                directory.toString(),
                "-Y",
                directory.toString());
        return new CallServer("Kamailio", port, Program.start(directory, "kamailio", command), false);
    }

    /** What a part says of itself; {@code question} is {@code look}, or {@code rest}: after a garbage collection. */
    JsonNode ask(String question) {
        try {
            return JsonMapper.builder().build().readTree(program.ask(question));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
