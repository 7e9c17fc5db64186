import { useEffect, useRef, useState } from "react";
import { type Configuration, type Place, useConfiguration } from "../place";
import { InHand } from "./InHand";
import { customerOf, type Item, inHand, ringing, SILENCE } from "./model";
import { Offer } from "./Offer";
import { SignIn } from "./SignIn";
import { Status } from "./Status";
import { type Desk as DeskOfAgent, useDesk } from "./useDesk";

/** What every part of a desk works with. */
export interface Parts {
  desk: DeskOfAgent;
  configuration: Configuration;
  place: Place;
}

export function Desk({ place }: { place: Place }) {
  const desk = useDesk();
  const configuration = useConfiguration(desk.login?.token.accessToken);
  const parts = { desk, configuration, place };
  return (
    <section className="pane desk" aria-label="Agent">
      {desk.login ? (
        <>
          <Status {...parts} />
          <Told desk={desk} />
          <Work {...parts} />
        </>
      ) : (
        <>
          <SignIn desk={desk} place={place} />
          <Told desk={desk} />
        </>
      )}
    </section>
  );
}

function Told({ desk }: { desk: DeskOfAgent }) {
  return (
    <div role="alert" className="alert">
      {desk.problem && (
        <>
          <span>{desk.problem}</span>
          <button type="button" aria-label="Close this message" onClick={desk.dismiss}>
            ×
          </button>
        </>
      )}
    </div>
  );
}

/** What rings, what is in hand, and the one of these that is in front. */
function Work(parts: Parts) {
  const { desk, configuration } = parts;
  const rings = ringing(desk.state);
  const hand = inHand(desk.state);
  const [chosen, setChosen] = useState<string>();
  const front = hand.find((item) => item.offer === chosen) ?? hand[0];
  const accepted = useRef(new Set<string>());

  // What was accepted here comes to the front once it is won.
  useEffect(() => {
    const won = hand.find((item) => accepted.current.delete(item.offer));
    if (won) {
      setChosen(won.offer);
    }
  }, [hand]);
  useEffect(() => {
    document.title = rings.length > 0 ? `(${rings.length}) Offer · Cordboard` : "Cordboard";
  }, [rings.length]);

  const title = (item: Item) => customerOf(desk.state.talks[item.interaction] ?? SILENCE);
  const queue = (id: string) => configuration.queues.find((each) => each.id === id)?.displayName ?? id;
  return (
    <>
      <div role="status" className="hidden">
        {rings.map((item) => `New ${item.medium} from ${queue(item.queue)}. `)}
      </div>
      {rings.map((item) => (
        <Offer key={item.offer} item={item} queue={queue(item.queue)} accepted={() => accepted.current.add(item.offer)} {...parts} />
      ))}
      {hand.length > 1 && (
        <nav aria-label="In hand" className="tabs">
          {hand.map((item) => (
            <Tab key={item.offer} item={item} title={title(item)} queue={queue(item.queue)} front={item === front} choose={() => setChosen(item.offer)} {...parts} />
          ))}
        </nav>
      )}
      {front ? <InHand key={front.offer} item={front} queue={queue(front.queue)} {...parts} /> : rings.length === 0 && <Idle {...parts} />}
    </>
  );
}

function Tab({ item, title, queue, front, choose, desk }: Parts & { item: Item; title: string; queue: string; front: boolean; choose(): void }) {
  const said = desk.state.talks[item.interaction]?.messages.filter((m) => m.from.role === "customer").length ?? 0;
  const read = useRef(said);
  if (front) {
    read.current = said;
  }
  const unread = said - read.current;
  return (
    <button type="button" aria-current={front ? "true" : undefined} onClick={choose}>
      <bdi>{title}</bdi> <small>{item.phase === "wrapping-up" ? "wrap-up" : queue}</small>
      {unread > 0 && <span className="count">{unread} new</span>}
    </button>
  );
}

const IDLE = {
  "signed-out": "Signing in …",
  ready: "Ready. What comes next appears here.",
  "not-ready": "Not ready. Choose Ready to get work.",
  draining: "Signing out once the work in hand is done.",
};

function Idle({ desk }: Parts) {
  return <p className="idle">{IDLE[desk.state.status]}</p>;
}
