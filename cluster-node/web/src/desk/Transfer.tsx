import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { Parts } from "./Desk";
import type { Presence } from "../contract";
import { useColleagues } from "../place";
import type { Item } from "./model";

const STATUS: Record<Presence, string> = { "signed-out": "signed out", ready: "ready", "not-ready": "not ready", draining: "signing out" };

/** Gives the interaction to another queue, or to one agent. */
export function Transfer({ item, desk, configuration, done }: Parts & { item: Item; done(): void }) {
  const [queue, setQueue] = useState(item.queue);
  const [agent, setAgent] = useState("");
  const first = useRef<HTMLSelectElement>(null);
  const agents = useId();
  const colleagues = useColleagues(desk.token);
  useEffect(() => first.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    desk.give("transfer", { interaction: item.interaction, queue, ...(agent.trim() ? { agent: agent.trim() } : {}) });
    done();
  };
  return (
    <form className="wrapup" aria-label="Transfer" onSubmit={submit} onKeyDown={(e) => e.key === "Escape" && done()}>
      <label>
        To queue
        <select ref={first} value={queue} onChange={(e) => setQueue(e.target.value)}>
          {configuration.queues.length === 0 && <option>{item.queue}</option>}
          {configuration.queues.map((each) => (
            <option key={each.id} value={each.id}>
              {each.displayName}
            </option>
          ))}
        </select>
      </label>
      <label>
        Only to agent (optional)
        <input list={agents} value={agent} onChange={(e) => setAgent(e.target.value)} autoCapitalize="none" spellCheck={false} placeholder="anybody" />
        <datalist id={agents}>
          {colleagues
            .filter((each) => each.id !== desk.state.agent)
            .map((each) => (
              <option key={each.id} value={each.id} label={`${each.displayName} (${STATUS[each.status]})`} />
            ))}
        </datalist>
      </label>
      <button type="submit" className="primary" disabled={!desk.connected || (queue === item.queue && !agent.trim())}>
        Hand over
      </button>
      <button type="button" onClick={done}>
        Cancel
      </button>
    </form>
  );
}
