import { describe, expect, it } from "vitest";
import { after, BEGUN, type ChatFrame, type ChatState, saying } from "./model";

const at = "2026-11-21T08:00:00Z";

function of(...frames: ChatFrame[]): ChatState {
  return frames.reduce(after, BEGUN);
}

describe("a customer's chat", () => {
  const answered: ChatFrame[] = [
    { type: "queued", seq: 1, at, why: "arrived" },
    { type: "message", seq: 2, at, id: "m1", from: "customer", text: "Hello?" },
    { type: "agent-joined", seq: 3, at, name: "Alice" },
    { type: "typing", typing: true },
    { type: "message", seq: 4, at, id: "m2", from: "agent", name: "Alice", text: "Yes?" },
  ];

  it("says who is there and what was said", () => {
    expect(of(...answered)).toMatchObject({ phase: "talking", agent: "Alice", agentTypes: false, seen: 4 });
    expect(of(...answered).said.map((line) => line.text)).toEqual(["Hello?", "Alice is here.", "Yes?"]);
  });

  it("changes nothing by history that it has seen", () => {
    const state = of(...answered);

    expect(answered.slice(0, 3).reduce(after, state)).toBe(state);
  });

  it("shows a message once: while it is said, recorded and delivered", () => {
    const said = saying(BEGUN, "m1", "Hello?");
    const recorded = after(after(said, { type: "accepted", id: "m1" }), { type: "message", seq: 1, at, id: "m1", from: "customer", text: "Hello?" });

    expect(said.said[0]?.state).toBe("sending");
    expect(recorded.said).toMatchObject([{ id: "m1", state: "sent" }]);
    expect(after(recorded, { type: "delivered", seq: 2, at, id: "m1" }).said[0]?.state).toBe("delivered");
  });

  it("takes back what was refused", () => {
    expect(after(saying(BEGUN, "m1", "x"), { type: "error", code: "text-too-long", detail: "Too long", id: "m1" }).said).toEqual([]);
  });

  it("is over when it is closed", () => {
    expect(of(...answered, { type: "closed", seq: 5, at, by: "agent", reason: "ended" })).toMatchObject({ phase: "closed" });
  });
});
