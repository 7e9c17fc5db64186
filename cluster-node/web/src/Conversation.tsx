import { type FormEvent, useEffect, useId, useRef, useState } from "react";

export interface Line {
  id: string;
  mine: boolean;
  note?: boolean;
  who?: string;
  text: string;
  at?: string;
  state?: string;
}

interface Props {
  label: string;
  lines: Line[];
  /** Who types just now. */
  typing?: string;
  /** Why nothing can be said just now. */
  closed?: string;
  focus?: boolean;
  say(text: string): void;
  typed(typing: boolean): void;
}

const MAX_TEXT = 4_000;
const STILL_TYPING_MS = 3_000;

function clock(at?: string): string | undefined {
  return at && new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

/** Messages and a place to write; text is shown as text, whatever is in it. */
export function Conversation({ label, lines, typing, closed, focus, say, typed }: Props) {
  const [text, setText] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const types = useRef<number | undefined>(undefined);
  const id = useId();

  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [lines.length, typing]);
  useEffect(() => {
    if (focus) {
      box.current?.focus();
    }
  }, [focus]);
  useEffect(() => () => clearTimeout(types.current), []);

  const stop = () => {
    if (types.current !== undefined) {
      clearTimeout(types.current);
      types.current = undefined;
      typed(false);
    }
  };
  const write = (value: string) => {
    setText(value);
    if (value === "") {
      stop();
      return;
    }
    if (types.current === undefined) {
      typed(true);
    }
    clearTimeout(types.current);
    types.current = window.setTimeout(stop, STILL_TYPING_MS);
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim()) {
      stop();
      say(text.trim());
      setText("");
      box.current?.focus();
    }
  };
  return (
    <div className="conversation">
      <div ref={list} className="log" role="log" aria-label={label} tabIndex={0}>
        <ol>
          {lines.map((line) => (
            <li key={line.id} className={line.note ? "note" : line.mine ? "mine" : "theirs"}>
              {line.who && <span className="who">{line.who}</span>}
              <bdi className="text">{line.text}</bdi>
              {!line.note && (
                <span className="state">
                  {clock(line.at)}
                  {line.state && ` ${line.state}`}
                </span>
              )}
            </li>
          ))}
        </ol>
      </div>
      <p className="typing" role="status">
        {typing && `${typing} is typing …`}
      </p>
      <form onSubmit={submit}>
        <label className="hidden" htmlFor={id}>
          {label}: message
        </label>
        <textarea
          id={id}
          ref={box}
          rows={2}
          value={text}
          maxLength={MAX_TEXT}
          disabled={closed !== undefined}
          placeholder={closed ?? "Write a message"}
          onChange={(e) => write(e.target.value)}
          onKeyDown={(e) => {
            if (e.key === "Enter" && !e.shiftKey && !e.nativeEvent.isComposing) {
              e.preventDefault();
              submit();
            }
          }}
        />
        <button type="submit" className="primary" disabled={closed !== undefined || !text.trim()}>
          Send
        </button>
      </form>
    </div>
  );
}
