package io.cordboard.persistence.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL's programs as installed on this machine, and the user they run as. */
final class PostgresPrograms {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String SERVER_USER = "postgres";

    private final Path directory;

    private PostgresPrograms(Path directory) {
        this.directory = directory;
    }

    /** Finds the newest installed server; it is an error if there is none, never a reason to go without. */
    static PostgresPrograms find() {
        return candidates()
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("postgres")))
                .findFirst()
                .map(PostgresPrograms::new)
                .orElseThrow(() -> new IllegalStateException("Expected PostgreSQL's initdb and postgres in " + DEBIAN
                        + "/*/bin or on the PATH, but found neither; install it (Debian: apt-get install postgresql)"));
    }

    /** The command that runs {@code program} as a user that PostgreSQL accepts: it refuses to run as root. */
    List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (isRoot()) {
            // setpriv becomes the program, so signals to the started process reach it; runuser would stay in between.
            command.addAll(
                    List.of("setpriv", "--reuid=" + SERVER_USER, "--regid=" + SERVER_USER, "--init-groups", "--"));
        }
        command.add(directory.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Makes {@code directory} the server user's own, who must be able to get there. */
    void own(Path owned) throws IOException {
        if (isRoot()) {
            for (Path above = owned.toAbsolutePath().getParent(); above != null; above = above.getParent()) {
                if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    throw new IOException("Expected a directory that the user " + SERVER_USER + " may enter, but "
                            + above + " is closed to others: choose another place (--data DIR), or chmod o+x " + above);
                }
            }
            var owner = owned.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SERVER_USER);
            Files.setOwner(owned, owner);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Stream<Path> candidates() {
        var path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(
                debianVersions(),
                Stream.of(path.split(":")).filter(p -> !p.isBlank()).map(Path::of));
    }

    private static Stream<Path> debianVersions() {
        if (!Files.isDirectory(DEBIAN)) {
            return Stream.empty();
        }
        try (var versions = Files.list(DEBIAN)) {
            return versions
                    .filter(v -> v.getFileName().toString().matches("\\d+"))
                    .sorted(Comparator.comparingInt(
                                    (Path v) -> Integer.parseInt(v.getFileName().toString()))
                            .reversed())
                    .map(v -> v.resolve("bin"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new IllegalStateException("Could not read " + DEBIAN, e);
        }
    }
}
