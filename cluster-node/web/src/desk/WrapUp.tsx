import { type FormEvent, useEffect, useRef, useState } from "react";
import { useCountdown } from "../useCountdown";
import type { Parts } from "./Desk";
import type { Item } from "./model";

/** The agent's work after the customer has gone. */
export function WrapUp({ item, desk, configuration }: Parts & { item: Item }) {
  const left = useCountdown(item.until, desk.ahead);
  const [disposition, setDisposition] = useState("");
  const [notes, setNotes] = useState("");
  const first = useRef<HTMLSelectElement>(null);
  const allowed = configuration.queues.find((each) => each.id === item.queue)?.dispositions ?? [];
  const choices = configuration.dispositions.filter((each) => allowed.length === 0 || allowed.includes(each.id));
  const required = item.wrapUp === "mandatory";
  useEffect(() => first.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    desk.give("wrap-up", { interaction: item.interaction, ...(disposition ? { disposition } : {}), ...(notes.trim() ? { notes: notes.trim() } : {}) });
  };
  return (
    <form className="wrapup" onSubmit={submit} aria-label="Wrap-up">
      <label>
        Disposition{required && " (required)"}
        {choices.length > 0 ? (
          <select ref={first} value={disposition} required={required} onChange={(e) => setDisposition(e.target.value)}>
            <option value="">{required ? "choose …" : "none"}</option>
            {choices.map((each) => (
              <option key={each.id} value={each.id}>
                {each.label}
              </option>
            ))}
          </select>
        ) : (
          <input value={disposition} required={required} maxLength={64} onChange={(e) => setDisposition(e.target.value)} />
        )}
      </label>
      <label className="wide">
        Notes
        <input value={notes} maxLength={2_000} onChange={(e) => setNotes(e.target.value)} />
      </label>
      <button type="submit" className="primary" disabled={!desk.connected || (required && !disposition)}>
        Finish
      </button>
      {left !== undefined && (
        <span className="badge" data-testid="wrap-up-left">
          {left} s left
        </span>
      )}
    </form>
  );
}
