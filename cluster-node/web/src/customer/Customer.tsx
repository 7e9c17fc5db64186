import { type FormEvent, useState } from "react";
import { Conversation } from "../Conversation";
import type { Place } from "../place";
import { type Chat, useChat } from "./useChat";

export function Customer({ place }: { place: Place }) {
  const chat = useChat();
  return (
    <section className="pane customer" aria-label="Customer">
      {chat.state ? <Talking chat={chat} state={chat.state} /> : <Begin chat={chat} place={place} />}
      <div role="alert" className="alert">
        {chat.problem}
      </div>
    </section>
  );
}

function Begin({ chat, place }: { chat: Chat; place: Place }) {
  const [tenant, setTenant] = useState(place.tenant ?? "");
  const [queue, setQueue] = useState((place.queues.find((each) => each.id === "support") ?? place.queues[0])?.id ?? "");
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const begin = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    void chat.begin({ tenant: tenant.trim(), queue: queue.trim(), name: name.trim(), text: text.trim() }).finally(() => setBusy(false));
  };
  return (
    <form className="stack" onSubmit={begin}>
      <h2>Customer</h2>
      {!place.tenant && (
        <label>
          Company
          <input value={tenant} onChange={(e) => setTenant(e.target.value)} required />
        </label>
      )}
      <label>
        {place.queues.length > 0 ? (
          <>
            What is it about?
            <select value={queue} onChange={(e) => setQueue(e.target.value)}>
              {place.queues.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.label}
                </option>
              ))}
            </select>
          </>
        ) : (
          <>
            Queue
            <input value={queue} onChange={(e) => setQueue(e.target.value)} required />
          </>
        )}
      </label>
      <label>
        Your name
        <input value={name} maxLength={100} onChange={(e) => setName(e.target.value)} placeholder="optional" autoComplete="off" />
      </label>
      <label>
        How can we help?
        <textarea rows={3} value={text} maxLength={4_000} onChange={(e) => setText(e.target.value)} required />
      </label>
      <button type="submit" className="primary" disabled={busy || !text.trim()}>
        Start chat
      </button>
    </form>
  );
}

const STATES = { waiting: "waiting for an agent", talking: "with an agent", closed: "over" };
const MARKS = { sending: "sending …", sent: "sent", delivered: "delivered" };

function Talking({ chat, state }: { chat: Chat; state: NonNullable<Chat["state"]> }) {
  const closed = state.phase === "closed";
  return (
    <>
      <div className="bar">
        <h2>Customer</h2>
        <span role="status" className="badge" data-testid="chat-state">
          {state.phase === "talking" && state.agent ? `with ${state.agent}` : STATES[state.phase]}
          {state.phase === "waiting" && state.position !== undefined && `, number ${state.position} in line`}
        </span>
        {!chat.connected && !closed && <span className="badge warn">reconnecting …</span>}
        <span className="actions">
          {closed ? (
            <button type="button" className="primary" onClick={chat.again}>
              New chat
            </button>
          ) : (
            <button type="button" disabled={!chat.connected} onClick={chat.leave}>
              Leave
            </button>
          )}
        </span>
      </div>
      <Conversation
        label="Chat with us"
        lines={state.said.map((line) => ({
          id: line.id,
          mine: line.from === "customer",
          note: line.from === "system",
          who: line.from === "agent" ? line.name : undefined,
          text: line.text,
          at: line.at,
          state: line.from === "customer" ? MARKS[line.state] : undefined,
        }))}
        typing={state.agentTypes ? (state.agent ?? "The agent") : undefined}
        closed={closed ? "The chat is over" : undefined}
        focus={!closed}
        say={chat.say}
        typed={chat.typing}
      />
    </>
  );
}
