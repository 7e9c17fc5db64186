package io.cordboard.node.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What a socket does while the database is away for a moment. */
class HiccupTest {

    @Test
    void chatWhoseWordsCouldNotBeReadAtFirstIsShownWhenTheyCan() {
        try (var node = new LiveNode(HiccupJournal.SETTINGS)) {
            var stage = new Stage(node);
            try (Page page = Page.start(node, stage.token("alice"))) {
                page.frame("level", "agent");
                page.ordered("sign-in", "");
                String chat = stage.customer();
                stage.says(chat, "Is anybody there?");
                HiccupJournal.FAILURES.set(2);

                page.ordered("ready", "");

                JsonNode words = page.frame("snapshot", chat).path("data").path("messages");
                assertThat(words.findValuesAsText("text")).containsExactly("Is anybody there?");
                assertThat(HiccupJournal.FAILURES).hasValue(0);
                Stage.accept(page, chat);
                page.noFaults();
            }
        }
    }
}
