package io.cordboard.persistence.local;

import io.cordboard.persistence.journal.JournalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL server on a loopback port, with its data in a directory of its own and every commit on disk.
 *
 * <p>The server can be stopped, killed, frozen and started again on the same data and port. It ends with this JVM unless
 * the JVM is killed; the next {@link #start} in the same directory then takes the left-over server down first.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final String USER = "cordboard";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final PostgresPrograms programs;
    private final Path directory;
    private final int port;
    private final String password;
    private final boolean temporary;
    private final Thread atExit = new Thread(this::terminate, "local-postgres-exit");
    private @Nullable Process server;

    private LocalPostgres(PostgresPrograms programs, Path directory, int port, String password, boolean temporary) {
        this.temporary = temporary;
        this.programs = programs;
        this.directory = directory;
        this.port = port;
        this.password = password;
    }

    /** Starts a server in {@code directory}: with the data that is there, or with an empty database cluster. */
    public static LocalPostgres start(Path directory) {
        return start(directory, false);
    }

    private static LocalPostgres start(Path directory, boolean temporary) {
        try {
            var programs = PostgresPrograms.find();
            Files.createDirectories(directory);
            programs.own(directory);
            var password = password(directory);
            var postgres = new LocalPostgres(programs, directory, freePort(), password, temporary);
            LeftOver.endIn(directory.resolve("data"));
            if (!Files.exists(directory.resolve("data/PG_VERSION"))) {
                postgres.initialize();
            }
            Runtime.getRuntime().addShutdownHook(postgres.atExit);
            postgres.start();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start PostgreSQL in " + directory, e);
        }
    }

    /** Starts a server in a new directory under {@code java.io.tmpdir}, which goes with the server. */
    public static LocalPostgres startTemporary() {
        try {
            return start(
                    Files.createTempDirectory(
                            "cordboard-postgres-",
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x"))),
                    true);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make a directory for PostgreSQL", e);
        }
    }

    /** The one temporary server of this JVM, started when first asked for; take {@link #newDatabase} of it. */
    public static LocalPostgres shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        static final LocalPostgres SERVER = startTemporary();
    }

    /** A new, empty database in this server, named after {@code purpose}. */
    public JournalSettings newDatabase(String purpose, int poolSize) {
        var name = purpose.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_")
                + '_'
                + UUID.randomUUID().toString().substring(0, 8);
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not create database " + name, e);
        }
        return database(name, poolSize);
    }

    /** An existing database in this server. */
    public JournalSettings database(String name, int poolSize) {
        return JournalSettings.postgres(url(name), USER, password, poolSize);
    }

    public int port() {
        return port;
    }

    /** CPU time that the server and its processes have spent so far; those that have ended are not counted. */
    public synchronized Duration cpuTime() {
        var running = server;
        return running == null
                ? Duration.ZERO
                : Stream.concat(Stream.of(running.toHandle()), running.descendants())
                        .flatMap(process -> process.info().totalCpuDuration().stream())
                        .reduce(Duration.ZERO, Duration::plus);
    }

    /** Starts the server after {@link #stop} or {@link #kill}; returns when it accepts connections. */
    public synchronized void start() {
        if (server != null && server.isAlive()) {
            return;
        }
        var data = directory.resolve("data");
        server = run(
                "server.log",
                programs.command(
                        "postgres",
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "unix_socket_directories=",
                        // Nine nodes of one machine, at 24 connections each.
                        "-c",
                        "max_connections=300"));
        awaitReady(server);
    }

    /** Ends the server in good order, breaking off its clients. */
    public synchronized void stop() {
        // Fast shutdown: https://www.postgresql.org/docs/15/server-shutdown.html
        end("INT");
    }

    /** Ends the server and all its processes at once, as a loss of the machine would, save that the disk's cache stays. */
    public synchronized void kill() {
        var running = server;
        if (running != null) {
            var children = running.descendants().toList();
            running.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(running);
        }
    }

    /** Freezes the server: connections stay open, and nothing answers. */
    public synchronized void pause() {
        signalAll("STOP");
    }

    /** Lets a frozen server go on. */
    public synchronized void resume() {
        signalAll("CONT");
    }

    /** Ends the server; its data stays unless it was {@linkplain #startTemporary temporary}. */
    @Override
    public void close() {
        terminate();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is already on its way out and runs the hook itself.
            return;
        }
    }

    private synchronized void terminate() {
        var running = server;
        if (running != null && running.isAlive()) {
            resume();
            end("INT");
        }
        if (temporary) {
            deleteData();
        }
    }

    private void deleteData() {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete " + directory, e);
        }
    }

    private void initialize() throws IOException {
        var passwordFile = directory.resolve("password");
        var initdb = run(
                "initdb.log",
                programs.command(
                        "initdb",
                        "-D",
                        directory.resolve("data").toString(),
                        "-U",
                        USER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + passwordFile,
                        "--encoding=UTF8",
                        "--locale=C"));
        if (awaitEnd(initdb) != 0) {
            throw new IOException("initdb failed:\n" + Files.readString(directory.resolve("initdb.log")));
        }
        var settings = String.join(
                "\n",
                "listen_addresses = '127.0.0.1'",
                // 22 to 30 connections for each node of a local cluster, and some for tools.
                "max_connections = 200",
                "shared_buffers = 256MB",
                // Default 1GB: a busy journal would reach it within a minute and checkpoint all the time.
                "max_wal_size = 4GB",
                "fsync = on",
                "");
        Files.writeString(directory.resolve("data/postgresql.auto.conf"), settings);
    }

    private static String password(Path directory) throws IOException {
        var file = directory.resolve("password");
        if (!Files.exists(file)) {
            Files.writeString(file, UUID.randomUUID().toString());
            PostgresPrograms.find().own(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return Files.readString(file).strip();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + '/' + database;
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database) + "?loginTimeout=5&socketTimeout=30", USER, password);
    }

    private void awaitReady(Process started) {
        var limit = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (var connection = connect("postgres")) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException e) {
                if (!started.isAlive() || System.nanoTime() > limit) {
                    throw new IllegalStateException(
                            "PostgreSQL did not start; its log is " + directory.resolve("server.log"), e);
                }
            }
            pause(Duration.ofMillis(50), started);
        }
    }

    private void end(String signal) {
        var running = server;
        if (running != null && running.isAlive()) {
            signal(List.of(running.toHandle()), signal);
            awaitEnd(running);
        }
    }

    private void signalAll(String signal) {
        var running = server;
        if (running != null) {
            var all = new ArrayList<>(running.descendants().toList());
            all.add(running.toHandle());
            signal(all, signal);
        }
    }

    private void signal(List<ProcessHandle> processes, String signal) {
        var command = new ArrayList<>(List.of("kill", "-s", signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        awaitEnd(run("signal.log", command));
    }

    private Process run(String log, List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve(log).toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not run " + command.getFirst(), e);
        }
    }

    private static int awaitEnd(Process process) {
        try {
            if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Process " + process.pid() + " did not end in " + START_LIMIT);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while process " + process.pid() + " ends", e);
        }
    }

    /** Waits for a while, or until the process ends. */
    private static void pause(Duration time, Process process) {
        try {
            var _ = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL starts", e);
        }
    }
}
