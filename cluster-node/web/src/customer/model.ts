/** What a customer is told, as chat-asyncapi.yaml has it; those with a number are history. */
export type ChatFrame =
  | { type: "hello"; interaction: string; maxText: number }
  | { type: "queued"; seq: number; at: string; why: "arrived" | "moved" | "agent-left" }
  | { type: "agent-joined"; seq: number; at: string; name: string }
  | { type: "agent-left"; seq: number; at: string }
  | { type: "message"; seq: number; at: string; id: string; from: "customer" | "agent" | "system"; name?: string; text: string }
  | { type: "delivered"; seq: number; at: string; id: string }
  | { type: "closed"; seq: number; at: string; by: "customer" | "agent" | "system"; reason: string; text?: string }
  | { type: "caught-up"; seq: number }
  | { type: "typing"; typing: boolean }
  | { type: "accepted"; id: string }
  | { type: "position"; position: number; waitSeconds?: number }
  | { type: "error"; code: string; detail: string; id?: string }
  | { type: "ping" | "pong" }
  | { type: "bye"; code: string; detail: string; retry: boolean; retryAfterSeconds?: number };

export interface Said {
  id: string;
  from: "customer" | "agent" | "system";
  name?: string;
  text: string;
  at?: string;
  state: "sending" | "sent" | "delivered";
}

export interface ChatState {
  phase: "waiting" | "talking" | "closed";
  agent?: string;
  agentTypes: boolean;
  position?: number;
  said: Said[];
  /** The number of the last frame of history: from here the page goes on. */
  seen: number;
}

export const BEGUN: ChatState = { phase: "waiting", agentTypes: false, said: [], seen: 0 };

const ENDS: Record<string, string> = {
  customer: "You have left the chat.",
  agent: "The chat was ended by the agent.",
  system: "The chat is over.",
};

/** The state after a frame; the same object if it changes nothing. */
export function after(state: ChatState, frame: ChatFrame): ChatState {
  if ("seq" in frame && frame.type !== "caught-up") {
    return frame.seq <= state.seen ? state : happened({ ...state, seen: frame.seq }, frame);
  }
  switch (frame.type) {
    case "typing":
      return { ...state, agentTypes: frame.typing };
    case "accepted":
      return marked(state, frame.id, "sent");
    case "position":
      return { ...state, position: frame.position };
    case "error":
      return frame.id ? { ...state, said: state.said.filter((line) => line.id !== frame.id || line.state !== "sending") } : state;
    default:
      return state;
  }
}

export function saying(state: ChatState, id: string, text: string): ChatState {
  return { ...state, said: [...state.said, { id, from: "customer", text, state: "sending" }] };
}

function happened(state: ChatState, frame: ChatFrame & { seq: number; at?: string }): ChatState {
  const note = (text: string) => [...state.said, { id: `note-${frame.seq}`, from: "system" as const, text, at: frame.at, state: "sent" as const }];
  switch (frame.type) {
    case "queued":
      return { ...state, phase: "waiting", agent: undefined, agentTypes: false, said: frame.why === "arrived" ? state.said : note("You are being connected to somebody else.") };
    case "agent-joined":
      return { ...state, phase: "talking", agent: frame.name, position: undefined, said: note(`${frame.name} is here.`) };
    case "agent-left":
      return { ...state, agent: undefined, agentTypes: false };
    case "message": {
      const { id, from, name, text, at } = frame;
      const line: Said = { id, from, name, text, at, state: "sent" };
      const mine = state.said.some((each) => each.id === id);
      return {
        ...state,
        agentTypes: from === "agent" ? false : state.agentTypes,
        said: mine ? [...state.said.filter((each) => each.id !== id), line] : [...state.said, line],
      };
    }
    case "delivered":
      return marked(state, frame.id, "delivered");
    case "closed":
      return { ...state, phase: "closed", agentTypes: false, said: note(frame.text ?? ENDS[frame.by] ?? "The chat is over.") };
    default:
      return state;
  }
}

function marked(state: ChatState, id: string, to: Said["state"]): ChatState {
  return { ...state, said: state.said.map((line) => (line.id === id && line.state !== "delivered" ? { ...line, state: to } : line)) };
}
