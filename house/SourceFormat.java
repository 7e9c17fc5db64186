package house;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import com.sun.source.tree.AnyPatternTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticListener;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The house's one layout: palantir-java-format (4 spaces, width 120) with ordered, used imports, over every Java file of the tree.
 *
 * <p>It runs from source on the JDK that compiles the modules, because the formatter parses with the javac of its own JVM.
 * Usage: {@code SourceFormat check|apply ROOT}. What was found well laid out is remembered by its hash in {@code target/},
 * so a check costs little more than reading the files.
 */
public final class SourceFormat {
    /** A cheap sieve for {@code Rec(_, x)}; the syntax tree then says which of these are patterns. */
    private static final Pattern MAY_HOLD_UNNAMED_PATTERN = Pattern.compile("[(,]\\s*_\\s*[,)]");

    /** A record pattern of a name no one writes (U+02CD, a low line that counts as a letter), which the formatter can read. */
    private static final String STAND_IN = (char) 0x02CD + "()";

    private static final JavaFormatterOptions.Style STYLE = JavaFormatterOptions.Style.PALANTIR;

    private final Formatter formatter = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(STYLE).build());
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final Path root;
    private final Path memory;

    private SourceFormat(Path root) {
        this.root = root;
        this.memory = root.resolve("target/source-format.known");
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 2 || !Set.of("check", "apply").contains(args[0])) {
            System.err.println("usage: SourceFormat check|apply ROOT");
            System.exit(2);
        }
        System.exit(new SourceFormat(Path.of(args[1]).toAbsolutePath().normalize()).run(args[0].equals("apply")));
    }

    private int run(boolean apply) throws IOException {
        List<Path> files = sources();
        Set<String> known = known();
        NavigableSet<String> good = new ConcurrentSkipListSet<>();
        NavigableSet<String> bad = new ConcurrentSkipListSet<>();
        files.parallelStream().forEach(file -> {
            try {
                String source = Files.readString(file);
                String hash = hash(source);
                String wanted = known.contains(hash) ? source : format(source);
                if (wanted.equals(source)) {
                    good.add(hash);
                } else if (apply) {
                    Files.writeString(file, wanted);
                    good.add(hash(wanted));
                    System.out.println("laid out " + root.relativize(file));
                } else {
                    bad.add(root.relativize(file) + firstDifference(source, wanted));
                }
            } catch (FormatterException | IOException e) {
                bad.add(root.relativize(file) + ": " + e.getMessage());
            }
        });
        Files.createDirectories(memory.getParent());
        Files.write(memory, good);
        if (bad.isEmpty()) {
            return 0;
        }
        bad.forEach(System.err::println);
        System.err.println(bad.size() + " of " + files.size()
                + " files are not in the house's layout; mend with: mvn -N -Dformat");
        return 1;
    }

    private List<Path> sources() throws IOException {
        try (Stream<Path> places = Files.list(root)) {
            return places.filter(Files::isDirectory)
                    .flatMap(module -> module.endsWith("house") ? Stream.of(module) : Stream.of(module.resolve("src")))
                    .filter(Files::isDirectory)
                    .flatMap(SourceFormat::javaFiles)
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Set<String> known() throws IOException {
        return Files.exists(memory) ? new HashSet<>(Files.readAllLines(memory)) : Set.of();
    }

    /** The formatter does not know the unnamed pattern of JEP 456 (its issue 1614), so a record pattern stands in for it. */
    private String format(String source) throws FormatterException, IOException {
        String readable = source;
        for (int position : unnamedPatterns(source).descendingSet()) {
            readable = readable.substring(0, position) + STAND_IN + readable.substring(position + 1);
        }
        // Not formatSourceAndFixImports: it also re-flows strings, and tears short ones apart after a text block.
        String imported = RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(readable, STYLE));
        return formatter.formatSource(imported).replace(STAND_IN, "_");
    }

    private NavigableSet<Integer> unnamedPatterns(String source) throws IOException {
        NavigableSet<Integer> positions = new TreeSet<>();
        if (!MAY_HOLD_UNNAMED_PATTERN.matcher(source).find()) {
            return positions;
        }
        DiagnosticListener<JavaFileObject> silent = _ -> {};
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        var task = (JavacTask) compiler.getTask(null, null, silent, List.of("-proc:none"), null, List.of(file));
        var places = Trees.instance(task).getSourcePositions();
        for (CompilationUnitTree unit : task.parse()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitAnyPattern(AnyPatternTree pattern, Void none) {
                    // javac 25 reports the token after the underscore
                    positions.add(source.lastIndexOf('_', (int) places.getStartPosition(unit, pattern)));
                    return null;
                }
            }.scan(unit, null);
        }
        return positions;
    }

    private static String firstDifference(String actual, String wanted) {
        List<String> have = actual.lines().toList();
        List<String> want = wanted.lines().toList();
        for (int i = 0; i < Math.min(have.size(), want.size()); i++) {
            if (!have.get(i).equals(want.get(i))) {
                return ":" + (i + 1) + "\n  - " + have.get(i) + "\n  + " + want.get(i);
            }
        }
        return ": its end or line endings";
    }

    /** Of the source and of who judged it, so that another formatter release judges again. */
    private static String hash(String source) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(String.valueOf(Formatter.class.getPackage().getImplementationVersion())
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(source.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
