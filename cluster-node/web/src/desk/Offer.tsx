import { useState } from "react";
import { useCountdown } from "../useCountdown";
import type { Parts } from "./Desk";
import { customerOf, type Item, SILENCE } from "./model";

/** An interaction that rings. It does not take the focus: somebody may be writing to another customer. */
export function Offer({ item, queue, desk, accepted }: Parts & { item: Item; queue: string; accepted(): void }) {
  const left = useCountdown(item.until, desk.ahead);
  const talk = desk.state.talks[item.interaction] ?? SILENCE;
  const first = talk.messages.find((m) => m.from.role === "customer");
  const [answered, setAnswered] = useState(false);
  const answer = (what: "accept" | "reject") => {
    setAnswered(true);
    if (what === "accept") {
      accepted();
      desk.give("accept", { offer: item.offer });
    } else {
      desk.give("reject", { offer: item.offer, reason: "declined" });
    }
  };
  return (
    <section className="offer" aria-label={`Offer: ${item.medium} from ${queue}`}>
      <p>
        <strong>New {item.medium}</strong> from {queue}: <bdi>{customerOf(talk)}</bdi>
        {left !== undefined && (
          <span className="badge" data-testid="countdown">
            {left} s
          </span>
        )}
      </p>
      {(first ?? talk.contact?.subject) && (
        <blockquote>
          <bdi>{first?.text ?? talk.contact?.subject}</bdi>
        </blockquote>
      )}
      <p className="actions">
        <button type="button" className="primary" disabled={answered && desk.connected && !desk.problem} onClick={() => answer("accept")}>
          Accept
        </button>
        <button type="button" disabled={answered && desk.connected && !desk.problem} onClick={() => answer("reject")}>
          Reject
        </button>
      </p>
    </section>
  );
}
