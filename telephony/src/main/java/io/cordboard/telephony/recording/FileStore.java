package io.cordboard.telephony.recording;

import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.tenant.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A directory for each tenant, a file for each recording. */
final class FileStore implements RecordingStore {

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{32})-(.+)\\.rec");

    private final Path root;

    FileStore(Path directory) {
        root = directory.toAbsolutePath().normalize();
    }

    @Override
    public OutputStream create(RecordingName name) throws IOException {
        Path path = path(name);
        Private.directory(tenant(name.tenant()));
        return Channels.newOutputStream(Private.create(path));
    }

    @Override
    public InputStream read(RecordingName name) throws IOException {
        return Files.newInputStream(path(name));
    }

    @Override
    public boolean delete(RecordingName name) throws IOException {
        return Files.deleteIfExists(path(name));
    }

    @Override
    public List<Entry> list() throws IOException {
        var entries = new ArrayList<Entry>();
        if (!Files.isDirectory(root)) {
            return entries;
        }
        try (Stream<Path> tenants = Files.list(root)) {
            for (Path tenant :
                    (Iterable<Path>) tenants.filter(Files::isDirectory).filter(FileStore::isTenants)::iterator) {
                list(tenant, entries);
            }
        }
        return entries;
    }

    /** Others may have put theirs beside them, which need not even be readable. */
    private static boolean isTenants(Path directory) {
        try {
            return !new TenantId(directory.getFileName().toString()).value().isEmpty();
        } catch (IllegalArgumentException others) {
            return false;
        }
    }

    private static void list(Path tenant, List<Entry> entries) throws IOException {
        try (Stream<Path> files = Files.list(tenant)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Optional<RecordingName> name = name(tenant, file);
                if (name.isPresent()) {
                    try {
                        entries.add(new Entry(name.get(), Files.size(file)));
                    } catch (NoSuchFileException _) {
                        // Removed meanwhile.
                    }
                }
            }
        }
    }

    private static Optional<RecordingName> name(Path tenant, Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        try {
            return matcher.matches()
                    ? Optional.of(new RecordingName(
                            new TenantId(tenant.getFileName().toString()),
                            matcher.group(1),
                            new RecordingId(matcher.group(2))))
                    : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    @Override
    public long room() throws IOException {
        Path there = root;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.getFileStore(there).getUsableSpace();
    }

    private Path tenant(TenantId tenant) {
        return within(root.resolve(tenant.value()));
    }

    private Path path(RecordingName name) {
        return within(tenant(name.tenant()).resolve(name.group() + '-' + name.recording() + ".rec"));
    }

    /** No name that is valid leads elsewhere; should one be let through, this does not. */
    private Path within(Path path) {
        if (!path.normalize().equals(path) || !path.startsWith(root) || path.equals(root)) {
            throw new IllegalArgumentException("Expected a name, but got a way to " + path);
        }
        return path;
    }
}
