package io.cordboard.telephony.guide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.routing.flow.FlowCodec;
import io.cordboard.routing.flow.FlowReading;
import io.cordboard.routing.interaction.Guide;

/** A flow to be guided by. */
public final class TestFlow {

    private static final String WELCOME = """
            {"start": "hello", "help": {"queue": "HELP"}, "timeout": "PT2S", "between": "PT1S",
             "waiting": {"announcements": {"first": "PT0S", "every": "PT10S", "say": ["You are number {waiting.position}."]},
                         "exit": {"key": "*", "then": "menu"},
                         "callback": {"after": "PT0.3S", "say": ["Press 2 to be called back."], "key": "2", "then": "back"}},
             "noInput": {"limit": 2, "say": ["I did not hear you."]},
             "steps": {
              "hello": {"type": "say", "say": ["Welcome."], "interruptible": false, "then": "menu"},
              "menu": {"type": "menu", "say": ["1 for bills, 2 for news, 3 for Bob, 4 to leave a message."],
                       "choices": {"1": {"then": "id"}, "2": {"then": "news"}, "3": {"then": "bob"}, "4": {"then": "box"}, "5": {"then": "busy"}, "6": {"then": "branch-office"}}},
              "branch-office": {"type": "transfer", "number": "+49 (30) 123-45", "otherwise": "news"},
              "busy": {"type": "branch", "cases": [{"when": "queue.HELP.waiting > 2 or queue.HELP.available == 0", "then": "news"}],
                       "otherwise": "bill"},
              "id": {"type": "ask", "say": ["Your number, please."], "into": "account",
                     "digits": {"least": 3, "most": 5}, "then": "look"},
              "look": {"type": "lookUp", "url": "http://crm.example/accounts/{interaction.account}",
                       "into": {"name": "/name"}, "then": "greet", "otherwise": "bill"},
              "greet": {"type": "say", "say": ["Hello {interaction.name}."], "then": "bill"},
              "bill": {"type": "queue", "queue": "HELP", "priority": 3},
              "news": {"type": "hangUp", "say": ["There are none."]},
              "bob": {"type": "transfer", "agent": "bob"},
              "back": {"type": "callback", "queue": "HELP", "say": ["We call you."], "priority": 2, "otherwise": "news"},
              "box": {"type": "voicemail", "queue": "HELP", "say": ["Speak."], "longest": "PT20S"}}}
            """;

    private TestFlow() {}

    /** A whole one, in which a person is in this queue. */
    public static Published welcome(String queue) {
        try {
            return switch (FlowCodec.read(new ObjectMapper().readTree(WELCOME.replace("HELP", queue)))) {
                case FlowReading.Accepted(var flow) -> new Published(new Guide("welcome", 3), flow);
                case FlowReading.Refused(var problems) -> throw new AssertionError(problems);
            };
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
