import { describe, expect, it } from "vitest";
import type { ServerFrame } from "../contract";
import { after, arrival, customerOf, type DeskState, EMPTY, inHand, ringing, saying, unsaid } from "./model";

const ts = "2026-11-21T08:00:00Z";
const TERMS = { wrapUp: { mode: "mandatory" as const } };
const CONTACT = { medium: "chat", attributes: { "customer.name": "Carla" } };

function agent(seq: number, event: string, data: object = {}): ServerFrame {
  return { type: "event", stream: "agent", seq, ts, event, data } as ServerFrame;
}

function talk(seq: number, event: string, data: object = {}): ServerFrame {
  return { type: "event", stream: "interaction/c1", seq, ts, event, data } as ServerFrame;
}

const IDLE: ServerFrame = { type: "snapshot", stream: "agent", seq: 3, ts, data: { agent: "a", profile: { displayName: "Alice Archer" }, status: "ready", work: [] } };
const WAITING: ServerFrame = {
  type: "snapshot",
  stream: "interaction/c1",
  seq: 2,
  ts,
  data: {
    interaction: { interaction: "c1", phase: "waiting", contact: CONTACT, offers: [] },
    messages: [{ id: "m1", from: { role: "customer", name: "customer" }, text: "Hello?", at: ts }],
    earlier: false,
  },
};
const RESERVED = agent(4, "offer-reserved", { offer: "c1.1", interaction: "c1", queue: "support", medium: "chat", deadline: ts, terms: TERMS });
const MADE = talk(3, "offer-made", { offer: "c1.1" });

function of(...frames: ServerFrame[]): DeskState {
  return frames.reduce(after, EMPTY);
}

const TAKEN = [IDLE, RESERVED, WAITING, MADE, agent(5, "offer-won", { offer: "c1.1" })];

describe("the desk", () => {
  it("rings once the interaction has confirmed the offer, and not before", () => {
    expect(ringing(of(IDLE, RESERVED, WAITING))).toEqual([]);
    expect(ringing(of(IDLE, RESERVED, WAITING, MADE))).toHaveLength(1);
    expect(ringing(of(IDLE, RESERVED, WAITING, MADE, agent(5, "offer-released", { offer: "c1.1", outcome: "missed" })))).toEqual([]);
  });

  it("knows until when the agent rests after an offer that came to nothing", () => {
    const missed = agent(5, "offer-released", { offer: "c1.1", outcome: "missed", restsUntil: ts });
    expect(of(IDLE, RESERVED, missed).restsUntil).toBe(ts);
    for (const end of ["agent-rest-ended", "agent-became-ready", "agent-became-not-ready", "agent-drain-started", "agent-signed-out"]) {
      expect(of(IDLE, RESERVED, missed, agent(6, end)).restsUntil).toBeUndefined();
    }
  });

  it("has in hand what was won, and knows that wrap-up needs a disposition", () => {
    const state = of(...TAKEN, agent(6, "work-wrapping", { offer: "c1.1", limit: ts }));

    expect(inHand(state)).toMatchObject([{ interaction: "c1", phase: "wrapping-up", wrapUp: "mandatory", until: ts }]);
    expect(customerOf(state.talks.c1 ?? { ...EMPTY.talks.c1! })).toBe("Carla");
    expect(inHand(after(state, agent(7, "work-finished", { offer: "c1.1" })))).toEqual([]);
  });

  it("changes nothing by a frame that it has seen", () => {
    const state = of(...TAKEN);

    expect(after(state, RESERVED)).toBe(state);
    expect(after(state, MADE)).toBe(state);
  });

  it("shows a message once: while it is said, and once it is recorded", () => {
    const said = { id: "m2", from: { role: "agent" as const, name: "" }, text: "Yes?", delivered: false, pending: true };
    const pending = saying(of(...TAKEN), "c1", said);
    const recorded = after(pending, talk(4, "message-added", { id: "m2", from: { role: "agent", name: "a" }, text: "Yes?", at: ts }));
    const delivered = after(recorded, talk(5, "message-delivered", { id: "m2", at: ts }));

    expect(pending.talks.c1?.messages.map((m) => m.pending)).toEqual([undefined, true]);
    expect(recorded.talks.c1?.messages.map((m) => [m.id, m.pending])).toEqual([["m1", undefined], ["m2", undefined]]);
    expect(delivered.talks.c1?.messages[1]?.delivered).toBe(true);
    expect(unsaid(pending, "c1", "m2").talks.c1?.messages).toHaveLength(1);
    expect(unsaid(recorded, "c1", "m2").talks.c1?.messages).toHaveLength(2);
  });

  it("keeps what was not recorded when a snapshot comes", () => {
    const said = { id: "m2", from: { role: "agent" as const, name: "" }, text: "Yes?", delivered: false, pending: true };

    expect(after(saying(of(...TAKEN), "c1", said), { ...WAITING, seq: 9 } as ServerFrame).talks.c1?.messages.map((m) => m.id)).toEqual(["m1", "m2"]);
  });

  it("forgets a conversation that it has left, and its number", () => {
    const state = of(...TAKEN, agent(6, "work-finished", { offer: "c1.1" }), { type: "left", stream: "interaction/c1", ts, data: { reason: "finished" } });

    expect(state.talks).toEqual({});
    expect(state.seen).toEqual({ agent: 6 });
  });

  it("ignores what it does not know", () => {
    const state = of(...TAKEN);

    expect(after(state, agent(9, "agent-promoted")).items).toEqual(state.items);
    expect(after(state, { type: "fanfare" } as unknown as ServerFrame)).toBe(state);
  });
});

describe("a desk that connects again", () => {
  const connecting = (before: DeskState, ...frames: ServerFrame[]) => arrival(before.status, frames.reduce(after, before).status);
  const leaving = after(after(EMPTY, IDLE), agent(4, "agent-drain-started"));

  it("does not keep an agent who leaves", () => {
    expect(connecting(leaving)).toBe("stay");
    // After a reload without what was kept, the snapshot says so.
    expect(connecting(EMPTY, { ...IDLE, data: { ...(IDLE as { data: object }).data, status: "draining" } } as ServerFrame)).toBe("stay");
  });

  it("is left when the agent left meanwhile", () => {
    expect(connecting(leaving, agent(5, "agent-signed-out", { reason: "drained" }))).toBe("leave");
  });

  it("signs in an agent who was not leaving, though their time away was too long", () => {
    expect(connecting(after(EMPTY, IDLE), agent(4, "agent-signed-out", { reason: "connection-lost" }))).toBe("sign-in");
    expect(connecting(after(EMPTY, IDLE))).toBe("sign-in");
    expect(connecting(leaving, agent(5, "agent-signed-in"))).toBe("sign-in");
    expect(connecting(EMPTY, { ...IDLE, data: { ...(IDLE as { data: object }).data, status: "signed-out" } } as ServerFrame)).toBe("sign-in");
  });
});
