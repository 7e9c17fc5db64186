import { useState } from "react";
import type { Parts } from "./Desk";

const REASONS: Record<string, string> = {
  "signed-in": "just signed in",
  "missed-offers": "missed an offer",
  "connection-lost": "connection was lost",
};

export function Status({ desk, configuration }: Parts) {
  const { state, login, connected, give } = desk;
  const [chosen, setChosen] = useState<string>();
  const reason = chosen ?? configuration.reasons[0]?.id ?? "break";
  const why = state.reason && (configuration.reasons.find((each) => each.id === state.reason)?.label ?? REASONS[state.reason] ?? state.reason);
  const ready = state.status === "ready" && !state.restsUntil;
  const away = state.status === "signed-out" || state.status === "draining";
  return (
    <div className="bar">
      <h2>{state.name ?? login?.user}</h2>
      <span role="status" className={`badge ${state.status}`} data-testid="status">
        {state.status.replace("-", " ")}
        {state.status === "not-ready" && why && `: ${why}`}
        {state.restsUntil && `, after a rest until ${new Date(state.restsUntil).toLocaleTimeString()}`}
      </span>
      {!connected && <span className="badge warn">reconnecting …</span>}
      <span className="actions">
        <button type="button" className={ready ? "" : "primary"} disabled={!connected || away || ready} onClick={() => give("ready", undefined)}>
          Ready
        </button>
        <span className="joined">
          {configuration.reasons.length > 0 ? (
            <select aria-label="Reason" value={reason} onChange={(e) => setChosen(e.target.value)}>
              {configuration.reasons.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.label}
                </option>
              ))}
            </select>
          ) : (
            <input aria-label="Reason" size={8} maxLength={64} value={reason} onChange={(e) => setChosen(e.target.value)} />
          )}
          <button type="button" disabled={!connected || away || !reason} onClick={() => give("not-ready", { reason })}>
            Not ready
          </button>
        </span>
        <button type="button" onClick={desk.signOut}>
          Sign out
        </button>
      </span>
    </div>
  );
}
