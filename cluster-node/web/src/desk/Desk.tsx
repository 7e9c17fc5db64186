import { type FormEvent, useEffect, useState } from "react";
import { newId } from "../api";
import { Conversation } from "../Conversation";
import { local, silence, type Talk, type Work } from "./model";
import { type Desk as DeskState, useDesk } from "./useDesk";

const REASONS = ["break", "lunch", "meeting", "training"];
const DISPOSITIONS = ["resolved", "follow-up", "no-answer", "other"];

export function Desk() {
  const desk = useDesk();
  return (
    <section className="pane" aria-label="Agent">
      {desk.user ? <SignedIn desk={desk} /> : <SignIn desk={desk} />}
      {desk.problem && <p role="alert">{desk.problem}</p>}
    </section>
  );
}

function SignIn({ desk }: { desk: DeskState }) {
  const [user, setUser] = useState("alice");
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void desk.signIn(user, password);
  };
  return (
    <>
      <h2>Agent</h2>
      <form className="stack" onSubmit={submit}>
        <label>
          User
          <input value={user} onChange={(e) => setUser(e.target.value)} autoComplete="username" required />
        </label>
        <label>
          Password
          <input type="password" value={password} onChange={(e) => setPassword(e.target.value)} autoComplete="current-password" required />
        </label>
        <button type="submit">Sign in</button>
      </form>
    </>
  );
}

function SignedIn({ desk }: { desk: DeskState }) {
  const [reason, setReason] = useState(REASONS[0] ?? "break");
  const { agent } = desk;
  return (
    <>
      <h2>
        {desk.user} <span className="badge" data-testid="status">{agent.status === "not-ready" && agent.reason ? `not ready: ${agent.reason}` : agent.status.replace("-", " ")}</span>
        {!desk.connected && <span className="badge warn">reconnecting</span>}
      </h2>
      <p className="actions">
        <button type="button" className="primary" disabled={agent.status === "ready"} onClick={() => desk.command("ready")}>
          Ready
        </button>
        <button type="button" onClick={() => desk.command("not-ready", { reason })}>
          Not ready
        </button>
        <select aria-label="Reason" value={reason} onChange={(e) => setReason(e.target.value)}>
          {REASONS.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <button type="button" onClick={desk.signOut}>
          Sign out
        </button>
      </p>
      {agent.work
        .filter((w) => w.phase === "offered")
        .map((w) => (
          <Offer key={w.offer} work={w} desk={desk} />
        ))}
      {agent.work
        .filter((w) => w.phase !== "offered")
        .map((w) => (
          <InHand key={w.offer} work={w} talk={desk.talks[local(w.interaction)] ?? silence} desk={desk} />
        ))}
      {agent.work.length === 0 && <p className="typing">{agent.status === "ready" ? "Waiting for work." : "Become ready to get work."}</p>}
    </>
  );
}

/** Seconds left until an instant, counted down. */
function useCountdown(until?: string): number | undefined {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return until ? Math.max(0, Math.ceil((Date.parse(until) - now) / 1000)) : undefined;
}

function Offer({ work, desk }: { work: Work; desk: DeskState }) {
  const left = useCountdown(work.until);
  return (
    <div className="offer" role="alertdialog" aria-label="Offer">
      <p>
        {work.medium} from {local(work.queue)} <span className="badge">{left} s</span>
      </p>
      <p className="actions">
        <button type="button" className="primary" onClick={() => desk.command("accept", { offer: work.offer })}>
          Accept
        </button>
        <button type="button" onClick={() => desk.command("reject", { offer: work.offer, reason: "declined" })}>
          Reject
        </button>
      </p>
    </div>
  );
}

function InHand({ work, talk, desk }: { work: Work; talk: Talk; desk: DeskState }) {
  const [disposition, setDisposition] = useState(DISPOSITIONS[0] ?? "resolved");
  const [target, setTarget] = useState("");
  const left = useCountdown(work.until);
  const interaction = local(work.interaction);
  const wrapping = work.phase === "wrapping-up";
  return (
    <div className="work" data-interaction={interaction}>
      <p>
        {work.medium} from {local(work.queue)} {wrapping && <span className="badge">wrap-up {left} s</span>}
      </p>
      <Conversation
        label="Agent's conversation"
        lines={talk.messages.map((m) => ({
          id: m.id,
          mine: m.role === "agent",
          note: m.role === "system",
          who: m.role === "agent" ? undefined : m.name,
          text: m.text,
          state: m.role === "agent" && m.delivered ? "delivered" : undefined,
        }))}
        typing={talk.customerTypes ? "Customer" : undefined}
        disabled={wrapping || talk.ended}
        say={(text) => desk.command("say", { interaction, messageId: newId(), text })}
        typed={(typing) => desk.command("typing", { interaction, typing })}
      />
      <p className="actions">
        {wrapping ? (
          <>
            <select aria-label="Disposition" value={disposition} onChange={(e) => setDisposition(e.target.value)}>
              {DISPOSITIONS.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
            <button type="button" className="primary" onClick={() => desk.command("wrap-up", { interaction, disposition })}>
              Finish
            </button>
          </>
        ) : (
          <>
            <button type="button" onClick={() => desk.command("end", { interaction })}>
              End
            </button>
            <input aria-label="Transfer to queue" value={target} onChange={(e) => setTarget(e.target.value)} placeholder="queue" size={10} />
            <button type="button" disabled={!target} onClick={() => desk.command("transfer", { interaction, queue: target })}>
              Transfer
            </button>
          </>
        )}
      </p>
    </div>
  );
}
