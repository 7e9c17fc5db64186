package io.cordboard.routing.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cordboard.routing.line.CallerId;
import io.cordboard.routing.line.NumberPattern;
import io.cordboard.routing.line.NumberRule;
import io.cordboard.routing.line.Outbound;
import io.cordboard.routing.line.SourceRange;
import io.cordboard.routing.line.Transport;
import io.cordboard.routing.line.TrunkPeer;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.PolicyProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trunks and numbers, as they are written and as they are read. */
class LineSettingsTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** As first released: it must be read so for ever. */
    private static final String TRUNK = """
            {"displayName": "Carrier",
             "peers": [{"host": "sip.carrier.example", "port": 5061, "transport": "tls", "priority": 1, "weight": 60}],
             "authentication": {"sources": ["192.0.2.0/28", "192.0.2.77"], "user": "carrier"},
             "codecs": ["PCMU", "opus"], "channels": 12,
             "rewriting": {"inbound": [{"strip": "00", "add": "+"}],
                           "outbound": [{"match": "\\\\+49(\\\\d*)", "replace": "0$1"}]},
             "keepAlive": "PT20S",
             "outbound": {"prefixes": ["+43", "+49"], "blocked": ["+49900"], "emergency": ["110", "112"], "callsPerMinute": 60,
                          "callerId": {"use": "own", "number": "+4930100"}}}""";

    private static final TrunkSettings CARRIER = new TrunkSettings(
            "Carrier",
            List.of(new TrunkPeer("sip.carrier.example", 5061, Transport.TLS, 1, 60)),
            Set.of(SourceRange.of("192.0.2.0/28"), SourceRange.of("192.0.2.77")),
            Optional.of("carrier"),
            List.of("PCMU", "opus"),
            12,
            List.of(new NumberRule.Prefix("00", "+")),
            List.of(new NumberRule.Rewrite("\\+49(\\d*)", "0$1")),
            Duration.ofSeconds(20),
            new Outbound(
                    Set.of("+49", "+43"),
                    Set.of("+49900"),
                    Set.of("110", "112"),
                    60,
                    new CallerId(CallerId.Use.OWN, Optional.of(new NumberPattern("+4930100")))));

    private static final String NUMBER = """
            {"number": "+4930123*", "displayName": "Northwind", "queue": "support", "attributes": {"brand": "northwind"}}""";

    @Test
    void trunkIsReadAndWrittenAsReleased() throws JsonProcessingException {
        assertThat(SettingsCodec.stored(Kind.TRUNK, JSON.readTree(TRUNK))).isEqualTo(CARRIER);
        assertThat((JsonNode) SettingsCodec.write(CARRIER)).isEqualTo(JSON.readTree(TRUNK));
    }

    @Test
    void numberIsReadAndWrittenAsReleased() throws JsonProcessingException {
        Settings number = SettingsCodec.stored(Kind.NUMBER, JSON.readTree(NUMBER));

        assertThat(number.references()).containsExactly(new Ref(Kind.QUEUE, "support"));
        assertThat((JsonNode) SettingsCodec.write(number)).isEqualTo(JSON.readTree(NUMBER));
    }

    @Test
    void whatALaterReleaseStoredIsLeftOut() throws JsonProcessingException {
        String later = TRUNK.replace("\"weight\": 60", "\"weight\": 60, \"later\": 1")
                .replace("\"user\": \"carrier\"", "\"user\": \"carrier\", \"later\": 1")
                .replace("\"add\": \"+\"", "\"add\": \"+\", \"later\": 1")
                .replace("\"use\": \"own\"", "\"use\": \"own\", \"later\": 1")
                .replace("\"channels\": 12", "\"channels\": 12, \"later\": 1");

        assertThat(SettingsCodec.stored(Kind.TRUNK, JSON.readTree(later))).isEqualTo(CARRIER);
        assertThat(problems(Kind.TRUNK, later)).hasSize(5).allMatch(problem -> problem.contains("/later"));
    }

    @Test
    void trunkOfWhichLittleIsSaidCallsNobody() throws JsonProcessingException {
        var trunk = (TrunkSettings) SettingsCodec.stored(
                Kind.TRUNK,
                JSON.readTree(
                        "{\"displayName\": \"C\", \"peers\": [{\"host\": \"192.0.2.1\", \"transport\": \"tls\"}]}"));

        assertThat(trunk.peers()).containsExactly(new TrunkPeer("192.0.2.1", 5061, Transport.TLS, 0, 0));
        assertThat(trunk.codecs()).containsExactly("PCMA", "PCMU");
        assertThat(trunk.channels()).isEqualTo(30);
        assertThat(trunk.keepAlive()).isEqualTo(Duration.ofSeconds(30));
        assertThat(trunk.outbound()).isEqualTo(Outbound.CLOSED);
        assertThat(trunk.outbound().allows("+4930123")).isFalse();
        assertThat(CARRIER.outbound().allows("+4930123")).isTrue();
        assertThat(CARRIER.outbound().allows("+4830123")).isFalse();
        assertThat(CARRIER.outbound().allows("+49900123")).isFalse();
        assertThat(CARRIER.outbound().allows("112")).isTrue();
        assertThat(CARRIER.outbound().allows("1125")).isFalse();
        assertThat(new Outbound(Set.of("+49"), 0, CallerId.WITHHELD).allows("+4930123"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"displayName\": \"C\"} | document: Expected peers, sources or a user",
                "{\"peers\": [{\"host\": \"a\"}]} | document: Expected displayName, but it is missing",
                "{\"displayName\": \"C\", \"peers\": [{\"host\": \"a b\"}]} | /peers/0: Expected the name or address of a host",
                "{\"displayName\": \"C\", \"peers\": [{}]} | /peers/0: Expected host, but it is missing",
                "{\"displayName\": \"C\", \"peers\": [{\"host\": \"a\", \"port\": 0}]} | /peers/0/port: Expected a whole number of 1 to 65535",
                "{\"displayName\": \"C\", \"peers\": [{\"host\": \"a\", \"transport\": \"ws\"}]} | /peers/0/transport: Expected one of udp, tcp, tls",
                "{\"displayName\": \"C\", \"authentication\": {\"sources\": [\"10.0.0.1/8\"]}} | /authentication/sources/0: Expected the first address of a range, as 10.0.0.0/8",
                "{\"displayName\": \"C\", \"authentication\": {\"user\": \"a b\"}} | document: Expected a digest user",
                "{\"displayName\": \"C\", \"authentication\": {\"user\": \"a\"}, \"codecs\": [\"MP3\"]} | /codecs/0: Expected one of PCMA, PCMU",
                "{\"displayName\": \"C\", \"authentication\": {\"user\": \"a\"}, \"codecs\": [\"PCMA\", \"PCMA\"]} | document: Expected some of the codecs",
                "{\"displayName\": \"C\", \"authentication\": {\"user\": \"a\"}, \"codecs\": []} | document: Expected some of the codecs",
                "{\"displayName\": \"C\", \"authentication\": {\"user\": \"a\"}, \"channels\": 10001} | /channels: Expected a whole number of 1 to 10000",
                "{\"displayName\": \"C\", \"authentication\": {\"user\": \"a\"}, \"keepAlive\": \"PT1S\"} | document: Expected a keep-alive of PT5S to PT10M, or PT0S for none",
                "{\"displayName\": \"C\", \"authentication\": {\"user\": \"a\"}, \"rewriting\": {\"inbound\": [{}]}} | /rewriting/inbound/0: Expected match, but it is missing",
                "{\"displayName\": \"C\", \"authentication\": {\"user\": \"a\"}, \"rewriting\": {\"inbound\": [{\"match\": \"1\", \"replace\": \"2\", \"add\": \"3\"}]}} | /rewriting/inbound/0: Expected strip and add, or match and replace",
                "{\"displayName\": \"C\", \"authentication\": {\"user\": \"a\"}, \"outbound\": {\"prefixes\": [\"x\"]}} | /outbound/prefixes/0: Expected what numbers begin with, as +49",
                "{\"displayName\": \"C\", \"authentication\": {\"user\": \"a\"}, \"outbound\": {\"blocked\": [\"x\"]}} | /outbound/blocked/0: Expected what numbers begin with, as +49",
                "{\"displayName\": \"C\", \"authentication\": {\"user\": \"a\"}, \"outbound\": {\"emergency\": [\"1 1 2\"]}} | /outbound/emergency/0: Expected what numbers begin with, as +49",
                "{\"displayName\": \"C\", \"authentication\": {\"user\": \"a\"}, \"outbound\": {\"callerId\": {\"use\": \"fixed\"}}} | /outbound/callerId/number: Expected a number with a fixed caller id",
                "{\"displayName\": \"C\", \"authentication\": {\"user\": \"a\"}, \"outbound\": {\"callerId\": {\"use\": \"own\", \"number\": \"+49*\"}}} | /outbound/callerId/number: Expected one number as caller id"
            })
    void trunkThatCannotBeIsToldWhereAndHowItCouldBe(String document, String problem) throws JsonProcessingException {
        assertThat(problems(Kind.TRUNK, document)).singleElement().asString().startsWith(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"number\": \"0049 30\", \"displayName\": \"N\"} | /number: Expected a number, as +493012345",
                "{\"number\": \"+49*30\", \"displayName\": \"N\"} | /number: Expected a number, as +493012345",
                "{\"number\": \"+4930123456789012\", \"displayName\": \"N\"} | /number: Expected a number, as +493012345",
                "{\"displayName\": \"N\"} | document: Expected number, but it is missing",
                "{\"number\": \"100\"} | document: Expected displayName, but it is missing",
                "{\"number\": \"100\", \"displayName\": \"N\", \"attributes\": {\"Link.x\": \"https://a.example\"}} | /attributes/Link.x: Expected an attribute that is no link"
            })
    void numberThatCannotBeIsToldWhereAndHowItCouldBe(String document, String problem) throws JsonProcessingException {
        assertThat(problems(Kind.NUMBER, document)).singleElement().asString().startsWith(problem);
    }

    @Test
    void agentIsRungByPhoneUnlessSaidOtherwise() throws JsonProcessingException {
        var rung = (AgentSettings) SettingsCodec.stored(Kind.AGENT, JSON.readTree("{\"displayName\": \"Ann\"}"));
        var not = (AgentSettings)
                SettingsCodec.stored(Kind.AGENT, JSON.readTree("{\"displayName\": \"Ann\", \"phone\": false}"));

        assertThat(rung.phone()).isTrue();
        assertThat(not.phone()).isFalse();
        assertThat(SettingsCodec.stored(Kind.AGENT, SettingsCodec.write(not))).isEqualTo(not);
    }

    private static List<String> problems(Kind kind, String document) throws JsonProcessingException {
        List<PolicyProblem> problems = new ArrayList<>();
        assertThat(SettingsCodec.read(kind, new Fields(JSON.readTree(document), "", problems)))
                .isEmpty();
        return problems.stream().map(PolicyProblem::toString).toList();
    }
}
