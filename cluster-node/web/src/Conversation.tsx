import { type FormEvent, useEffect, useRef, useState } from "react";

export interface Shown {
  id: string;
  mine: boolean;
  note?: boolean;
  who?: string;
  text: string;
  state?: string;
}

/** Messages and a place to write; text is shown as text, whatever is in it. */
export function Conversation(props: { lines: Shown[]; typing?: string; disabled: boolean; say(text: string): void; typed(typing: boolean): void; label: string }) {
  const [text, setText] = useState("");
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: "nearest" }), [props.lines.length]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) {
      props.say(text);
      setText("");
      props.typed(false);
    }
  };
  return (
    <div className="conversation">
      <ol aria-live="polite" aria-label={props.label}>
        {props.lines.map((line) => (
          <li key={line.id} className={line.note ? "note" : line.mine ? "mine" : "theirs"}>
            {line.who && <span className="who">{line.who}</span>}
            <span className="text">{line.text}</span>
            {line.state && <span className="state">{line.state}</span>}
          </li>
        ))}
      </ol>
      {props.typing && <p className="typing">{props.typing} is typing</p>}
      <div ref={end} />
      <form onSubmit={submit}>
        <input
          aria-label={`${props.label}: message`}
          value={text}
          disabled={props.disabled}
          placeholder="Write a message"
          onChange={(e) => {
            setText(e.target.value);
            props.typed(e.target.value !== "");
          }}
        />
        <button type="submit" disabled={props.disabled || !text.trim()}>
          Send
        </button>
      </form>
    </div>
  );
}
