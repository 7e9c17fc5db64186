package io.cordboard.routing.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityTest {

    private static final Medium MAIL = new Medium("mail");
    private static final Medium FAX = new Medium("fax");

    private static final Map<String, Capacity> CAPACITIES = Map.of(
            "default",
            Capacity.DEFAULT,
            // Chats step aside for calls, mails for both.
            "stepping",
            new Capacity(
                    100,
                    Map.of(
                            Medium.VOICE,
                            new Capacity.Share(100, 1, true),
                            Medium.CHAT,
                            new Capacity.Share(33, 3, false).interruptedBy(Medium.VOICE),
                            MAIL,
                            new Capacity.Share(50, 2, false).interruptedBy(Medium.VOICE, Medium.CHAT),
                            Medium.TASK,
                            new Capacity.Share(50, 2, false))),
            // A mail is written alone, but may be interrupted by calls, of which there may be two.
            "sharing",
            new Capacity(
                    100,
                    Map.of(
                            Medium.VOICE,
                            new Capacity.Share(40, 2, false),
                            Medium.CHAT,
                            new Capacity.Share(20, 3, false),
                            MAIL,
                            new Capacity.Share(100, 1, true).interruptedBy(Medium.VOICE))));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            call is taken by an agent who is free                        | default  |                  | voice | true
            call excludes chats                                          | default  | voice            | chat  | false
            call does not go beside a chat                               | default  | chat             | voice | false
            third chat fits                                              | default  | chat chat        | chat  | true
            fourth chat does not                                         | default  | chat chat chat   | chat  | false
            chat and task share the units                                | default  | chat             | task  | true
            task does not fit beside two chats                           | default  | chat chat        | task  | false
            medium that is not listed is not served                      | default  |                  | fax   | false
            medium listed no more counts as much as what is asked for    | default  | fax fax          | task  | false
            call interrupts a chat                                       | stepping | chat             | voice | true
            call interrupts all chats, though all units are in use       | stepping | chat chat chat   | voice | true
            nothing goes beside the call while the chats are interrupted | stepping | chat chat voice  | chat  | false
            second call does not                                         | stepping | chat voice       | voice | false
            call does not interrupt what it may not                      | stepping | chat task        | voice | false
            chat does not interrupt a task                               | stepping | task task        | chat  | false
            chat interrupts a mail                                       | stepping | mail mail        | chat  | true
            mail does not interrupt a chat                               | stepping | chat chat        | mail  | false
            call interrupts chat and mail                                | stepping | mail chat        | voice | true
            more chats than ever do not fit for being beside a mail      | stepping | mail chat chat chat | chat | false
            call interrupts what is exclusive                            | sharing  | mail             | voice | true
            second call fits beside the first, too                       | sharing  | mail voice       | voice | true
            third call is one too many                                   | sharing  | mail voice voice | voice | false
            chat does not interrupt what excludes it                     | sharing  | mail voice       | chat  | false
            mail waits until the calls are over                          | sharing  | voice            | mail  | false
            """)
    void fits(String sentence, String capacity, String carried, String asked, boolean fits) {
        assertThat(CAPACITIES.get(capacity).fits(media(carried), new Medium(asked)))
                .as(sentence)
                .isEqualTo(fits);
    }

    @Test
    void interruptedWorkStillUsesItsUnits() {
        assertThat(CAPACITIES.get("stepping").used(media("chat chat voice"))).isEqualTo(166);
    }

    @Test
    void mediaDoNotInterruptThemselvesNorEachOther() {
        assertThatThrownBy(() -> new Capacity(1, Map.of(FAX, new Capacity.Share(1, 1, false).interruptedBy(FAX))))
                .hasMessage("Expected fax interrupted by others that it does not interrupt itself, but got fax");
        assertThatThrownBy(() -> new Capacity(
                        1,
                        Map.of(
                                FAX, new Capacity.Share(1, 1, false).interruptedBy(MAIL),
                                MAIL, new Capacity.Share(1, 1, false).interruptedBy(FAX))))
                .hasMessageContaining("Expected ");
    }

    private static List<Medium> media(String names) {
        return names == null
                ? List.of()
                : Arrays.stream(names.split(" ")).map(Medium::new).toList();
    }
}
