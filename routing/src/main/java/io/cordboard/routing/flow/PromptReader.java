package io.cordboard.routing.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.policy.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what a flow says. {@code language} is that of texts that do not say theirs. */
record PromptReader(String language) {

    /** At least one; the field must be there. */
    List<Prompt> needed(Fields in, String name, Template.Also also) {
        boolean there = in.needs(name);
        List<Prompt> prompts = read(in, name, also);
        if (there && in.node().get(name).isArray() && in.node().get(name).isEmpty()) {
            in.problem('/' + name, "Expected at least one thing to say, but got none");
        }
        return prompts;
    }

    List<Prompt> read(Fields in, String name, Template.Also also) {
        List<Prompt> prompts = new ArrayList<>();
        List<JsonNode> elements = in.array(name, Limits.PROMPTS);
        for (int i = 0; i < elements.size(); i++) {
            prompt(in, '/' + name + '/' + i, elements.get(i), also).ifPresent(prompts::add);
        }
        return prompts;
    }

    private Optional<Prompt> prompt(Fields in, String at, JsonNode element, Template.Also also) {
        if (element.isTextual()) {
            return template(in, at, element, also)
                    .map(text -> new Prompt(new TreeMap<>(java.util.Map.of(language, text)), Optional.empty()));
        }
        if (!element.isObject()) {
            in.problem(at, "Expected a text, or an object with a text, but got " + shown(element));
            return Optional.empty();
        }
        Fields prompt = in.element(at, element);
        NavigableMap<String, Template> texts = new TreeMap<>();
        if (prompt.needs("text")) {
            JsonNode text = element.get("text");
            if (text.isObject()) {
                texts(prompt, text, also, texts);
            } else {
                template(prompt, "/text", text, also).ifPresent(read -> texts.put(language, read));
            }
        }
        Optional<String> file = Optional.empty();
        if (prompt.has("file")) {
            String name = prompt.text("file");
            file = element.get("file").isTextual() ? prompt.make("/file", () -> Prompt.file(name)) : Optional.empty();
        }
        prompt.end();
        Optional<String> recording = file;
        return texts.isEmpty() ? Optional.empty() : prompt.make("/text", () -> new Prompt(texts, recording));
    }

    private void texts(Fields prompt, JsonNode by, Template.Also also, NavigableMap<String, Template> texts) {
        if (!by.has(language)) {
            prompt.problem("/text", "Expected a text in " + language + ", the language of the flow, too");
        }
        if (by.size() > Limits.LANGUAGES) {
            prompt.problem("/text", "Expected at most " + Limits.LANGUAGES + " languages, but got " + by.size());
            return;
        }
        by.properties().forEach(each -> {
            String at = "/text/" + Fields.escaped(each.getKey());
            prompt.make(at, () -> Prompt.language(each.getKey()))
                    .ifPresent(
                            tag -> template(prompt, at, each.getValue(), also).ifPresent(text -> texts.put(tag, text)));
        });
    }

    /** A text that is not blank. */
    static Optional<Template> template(Fields in, String at, JsonNode value, Template.Also also) {
        String text = in.textAt(at, value);
        if (!value.isTextual()) {
            return Optional.empty();
        }
        if (text.isBlank()) {
            in.problem(at, "Expected a text that is not blank, but got \"" + text + '"');
            return Optional.empty();
        }
        return in.make(at, () -> Template.of(text, also));
    }

    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
