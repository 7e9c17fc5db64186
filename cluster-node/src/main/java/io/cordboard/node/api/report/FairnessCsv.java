package io.cordboard.node.api.report;

import io.cordboard.node.api.report.FairnessBody.Figures;
import io.cordboard.routing.agent.Team;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/**
 * The ledger as lines: for each agent one of all queues, whose {@code queue} is empty, and one for each queue. Names within a tenant
 * need no quotes.
 */
final class FairnessCsv {

    private static final String HEADER =
            "agent,team,queue,signedInSeconds,readySeconds,workSeconds,outsideSeconds,idleSeconds,"
                    + "occupancy,offers,accepted,rejected,busy,missed,unreachable,rescinded,answered,transferredAway,finished,"
                    + "talkSeconds,wrapUpSeconds,handlingSeconds,long,skilled,expectedOffers,deviation\r\n";

    private FairnessCsv() {}

    static String of(FairnessBody body) {
        var csv = new StringBuilder(HEADER);
        for (FairnessBody.Agent agent : body.agents()) {
            String team = agent.team().map(Team::name).orElse("");
            var all = new StringJoiner(",", "", "\r\n");
            all.add(agent.agent().name()).add(team).add("");
            all.add(text(agent.signedInSeconds())).add(text(agent.readySeconds()));
            all.add(text(agent.workSeconds())).add(text(agent.outsideSeconds())).add(text(agent.idleSeconds()));
            all.add(text(agent.occupancy()));
            figures(all, agent.figures());
            csv.append(all.add("").add(""));
            for (FairnessBody.InQueue in : agent.queues()) {
                var line = new StringJoiner(",", "", "\r\n");
                line.add(agent.agent().name()).add(team).add(in.queue().name());
                line.add("")
                        .add(text(in.readySeconds()))
                        .add("")
                        .add("")
                        .add("")
                        .add("");
                figures(line, in.figures());
                csv.append(line.add(text(in.expectedOffers())).add(text(in.deviation())));
            }
        }
        return csv.toString();
    }

    private static void figures(StringJoiner line, Figures figures) {
        for (long count : new long[] {
            figures.offers(),
            figures.accepted(),
            figures.rejected(),
            figures.busy(),
            figures.missed(),
            figures.unreachable(),
            figures.rescinded(),
            figures.answered(),
            figures.transferredAway(),
            figures.finished()
        }) {
            line.add(String.valueOf(count));
        }
        line.add(text(figures.talkSeconds())).add(text(figures.wrapUpSeconds())).add(text(figures.handlingSeconds()));
        line.add(String.valueOf(figures.longOnes())).add(String.valueOf(figures.skilled()));
    }

    private static String text(OptionalDouble number) {
        return number.isEmpty() ? "" : text(number.getAsDouble());
    }

    /** Without an exponent, which not every reader of CSV knows. */
    private static String text(double number) {
        return BigDecimal.valueOf(number).toPlainString();
    }
}
