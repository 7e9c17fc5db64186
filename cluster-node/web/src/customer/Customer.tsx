import { type FormEvent, useState } from "react";
import { Conversation } from "../Conversation";
import { useChat } from "./useChat";

const STATES = { none: "", waiting: "Waiting for an agent", talking: "Connected", closed: "Over" };

export function Customer() {
  const chat = useChat();
  const [queue, setQueue] = useState("support");
  const [name, setName] = useState("Customer");
  const [text, setText] = useState("");

  if (chat.state === "none") {
    const begin = (event: FormEvent) => {
      event.preventDefault();
      void chat.begin(queue, name, text);
    };
    return (
      <section className="pane" aria-label="Customer">
        <h2>Customer</h2>
        <form className="stack" onSubmit={begin}>
          <label>
            Name
            <input value={name} onChange={(e) => setName(e.target.value)} required />
          </label>
          <label>
            Queue
            <input value={queue} onChange={(e) => setQueue(e.target.value)} required />
          </label>
          <label>
            How can we help?
            <input value={text} onChange={(e) => setText(e.target.value)} required placeholder="My order has not arrived" />
          </label>
          <button type="submit">Start chat</button>
          {chat.problem && <p role="alert">{chat.problem}</p>}
        </form>
      </section>
    );
  }
  return (
    <section className="pane" aria-label="Customer">
      <h2>
        Customer <span className="badge">{STATES[chat.state]}</span>
        {!chat.connected && chat.state !== "closed" && <span className="badge warn">reconnecting</span>}
      </h2>
      <Conversation
        label="Customer's conversation"
        lines={chat.lines.map((l) => ({
          id: l.id,
          mine: l.from === "customer",
          note: l.from === "system",
          who: l.from === "agent" ? l.name : undefined,
          text: l.text,
          state: l.from === "customer" ? l.state : undefined,
        }))}
        typing={chat.agentTypes ? chat.agent : undefined}
        disabled={chat.state === "closed"}
        say={chat.say}
        typed={chat.typing}
      />
      {chat.problem && <p role="alert">{chat.problem}</p>}
      <p className="actions">
        {chat.state === "closed" ? (
          <button type="button" onClick={chat.again}>
            New chat
          </button>
        ) : (
          <button type="button" onClick={chat.leave}>
            Leave
          </button>
        )}
      </p>
    </section>
  );
}
