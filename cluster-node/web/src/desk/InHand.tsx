import { useState } from "react";
import { Conversation } from "../Conversation";
import type { Parts } from "./Desk";
import { customerOf, type Item, type Message, SILENCE } from "./model";
import { Transfer } from "./Transfer";
import { WrapUp } from "./WrapUp";

function stateOf(message: Message): string | undefined {
  if (message.from.role !== "agent") {
    return undefined;
  }
  return message.pending ? "sending …" : message.delivered ? "delivered" : "sent";
}

/** One interaction that the agent works on. */
export function InHand(parts: Parts & { item: Item; queue: string }) {
  const { item, queue, desk, configuration } = parts;
  const { interaction } = item;
  const talk = desk.state.talks[interaction] ?? SILENCE;
  const customer = customerOf(talk);
  const wrapping = item.phase === "wrapping-up";
  const [transferring, setTransferring] = useState(false);
  const service = configuration.queues.find((each) => each.id === item.queue)?.serviceText;
  return (
    <article className="work" data-interaction={interaction} aria-label={`${item.medium} with ${customer}`}>
      <header>
        <h3>
          <bdi>{customer}</bdi> <small>{`${item.medium} from ${queue}`}</small>
          {talk.customerAway && <span className="badge warn">customer is disconnected</span>}
        </h3>
        {!wrapping && (
          <span className="actions">
            <button type="button" aria-expanded={transferring} onClick={() => setTransferring(!transferring)}>
              Transfer
            </button>
            <button type="button" disabled={!desk.connected} onClick={() => desk.give("end", { interaction })}>
              End chat
            </button>
          </span>
        )}
      </header>
      {service && !wrapping && <p className="hint">{service}</p>}
      {transferring && !wrapping && <Transfer {...parts} done={() => setTransferring(false)} />}
      {wrapping && <WrapUp {...parts} />}
      <Conversation
        label={`Conversation with ${customer}`}
        lines={[
          ...(talk.earlier ? [{ id: "earlier", mine: false, note: true, text: "Earlier messages are not shown." }] : []),
          ...talk.messages.map((m) => ({
            id: m.id,
            mine: m.from.role === "agent",
            note: m.from.role === "system",
            who: m.from.role === "customer" ? customer : m.from.role === "supervisor" ? m.from.name : undefined,
            text: m.text,
            at: m.at,
            state: stateOf(m),
          })),
        ]}
        typing={talk.customerTypes ? customer : undefined}
        closed={wrapping || talk.ended ? "The conversation is over" : undefined}
        focus={!wrapping}
        say={(text) => desk.say(interaction, text)}
        typed={(typing) => desk.give("typing", { interaction, typing })}
      />
    </article>
  );
}
