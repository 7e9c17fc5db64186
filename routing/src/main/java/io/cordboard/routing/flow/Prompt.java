package io.cordboard.routing.flow;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One thing to say: a text in each language, and perhaps the name of a recording, without ending, that voice plays instead.
 *
 * @param texts by language, such as {@code en} or {@code de-CH}
 */
public record Prompt(NavigableMap<String, Template> texts, Optional<String> file) {

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}");
    private static final Pattern FILE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}(/[A-Za-z0-9][A-Za-z0-9_-]{0,63}){0,3}");

    public Prompt {
        Limits.count("languages", texts.keySet(), 1, Limits.LANGUAGES);
        texts.keySet().forEach(Prompt::language);
        file.ifPresent(Prompt::file);
        texts = Collections.unmodifiableNavigableMap(new TreeMap<>(texts));
    }

    static String language(String tag) {
        if (!LANGUAGE.matcher(tag).matches()) {
            throw new IllegalArgumentException("Expected a language such as en or de-CH, but got \"" + tag + '"');
        }
        return tag;
    }

    static String file(String name) {
        if (!FILE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Expected the name of a recording, of letters, digits, _ and - (and / between folders), but got \""
                            + name + '"');
        }
        return name;
    }

    static List<Utterance> all(List<Prompt> prompts, String language, Known known) {
        return prompts.stream()
                .map(prompt -> prompt.utterance(known.language(), language, known))
                .toList();
    }

    /** What is said to one who is spoken to in the language {@code wanted}, if it is there. */
    Utterance utterance(Optional<String> wanted, String otherwise, Known known) {
        String language = wanted.filter(texts::containsKey)
                .or(() -> wanted.map(tag -> tag.split("-", 2)[0]).filter(texts::containsKey))
                .or(() -> Optional.of(otherwise).filter(texts::containsKey))
                .orElseGet(texts::firstKey);
        Template template = java.util.Objects.requireNonNull(texts.get(language));
        return new Utterance(language, template.written(known), template.spoken(known), file);
    }
}
