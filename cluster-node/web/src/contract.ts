// The parts of /asyncapi.yaml and /openapi.yaml that the page uses. Unknown members and events are ignored, as the contract asks.

export interface Problem {
  code: string;
  detail: string;
  status?: number;
}

export interface Party {
  role: "customer" | "agent" | "supervisor" | "system";
  name: string;
}

export interface Work {
  offer: string;
  interaction: string;
  queue: string;
  medium: string;
  phase: "offered" | "handling" | "wrapping-up";
  until?: string;
}

export interface AgentView {
  agent: string;
  profile: { displayName: string };
  status: Presence;
  reason?: string;
  restsUntil?: string;
  work: Work[];
}

export interface Contact {
  medium: string;
  subject?: string;
  attributes: Record<string, unknown>;
}

export interface Said {
  id: string;
  from: Party;
  text: string;
  at: string;
  delivered?: string;
}

export interface ConversationView {
  interaction: { interaction: string; phase: string; contact: Contact; offers: { offer: string }[] };
  messages: Said[];
  earlier: boolean;
}

export interface Terms {
  wrapUp: { mode: "none" | "optional" | "mandatory" };
}

interface Stamped {
  stream: string;
  seq: number;
  ts: string;
}

type Happened<Name extends string, Data> = Stamped & { type: "event"; event: Name; data: Data };

export type AgentEvent =
  | Happened<"agent-signed-in" | "agent-drain-started" | "agent-became-ready" | "agent-rest-ended", object>
  | Happened<"agent-signed-out", { reason: string }>
  | Happened<"agent-became-not-ready", { reason: string }>
  | Happened<"offer-reserved", { offer: string; interaction: string; queue: string; medium: string; deadline: string; terms: Terms }>
  | Happened<"offer-won", { offer: string }>
  | Happened<"offer-released", { offer: string; outcome: string; restsUntil?: string }>
  | Happened<"work-wrapping", { offer: string; limit: string }>
  | Happened<"work-finished", { offer: string; disposition?: string }>;

export type InteractionEvent =
  | Happened<"interaction-opened", { contact: Contact }>
  | Happened<"offer-made", { offer: string }>
  | Happened<"offer-ended", { offer: string }>
  | Happened<"message-added", Said>
  | Happened<"message-delivered", { id: string; at: string }>
  | Happened<"customer-dropped" | "customer-returned" | "interaction-closed", object>
  | Happened<"wrap-up-started", { endedBy: Party }>;

export interface Hello {
  type: "hello";
  ts: string;
  data: { session: string; agent?: string; expires: string };
}

export interface Goodbye {
  type: "goodbye";
  ts: string;
  data: { reason: string; reconnect: boolean; afterMs: number };
}

export type Snapshot = Stamped & { type: "snapshot"; data: AgentView | ConversationView };

export type ServerFrame =
  | Hello
  | Snapshot
  | AgentEvent
  | InteractionEvent
  | (Stamped & { type: "level" })
  | { type: "left"; stream: string; ts: string; data: { reason: string } }
  | { type: "typing"; stream: string; ts: string; data: { from: Party; typing: boolean } }
  | { type: "result"; id: string; ok: boolean; ts: string; problem?: Problem }
  | { type: "error"; stream?: string; ts: string; problem: Problem }
  | { type: "ping" | "pong"; ts: string }
  | Goodbye;

/** What an agent's page orders, by the frame's type. */
export interface Orders {
  "sign-in": undefined;
  "sign-out": { reason?: string };
  ready: undefined;
  "not-ready": { reason: string };
  accept: { offer: string };
  reject: { offer: string; reason?: string };
  say: { interaction: string; messageId: string; text: string };
  delivered: { interaction: string; messageId: string };
  typing: { interaction: string; typing: boolean };
  end: { interaction: string };
  "wrap-up": { interaction: string; disposition?: string; notes?: string };
  transfer: { interaction: string; queue: string; agent?: string };
  refresh: { ticket: string };
}

export interface Token {
  accessToken: string;
  expiresIn: number;
  expiresAt: string;
  /** When the session ends that began with the password. */
  renewableUntil: string;
}

export type Presence = "signed-out" | "ready" | "not-ready" | "draining";

/** Somebody to transfer to. */
export interface Colleague {
  id: string;
  displayName: string;
  status: Presence;
}

export interface Choice {
  id: string;
  label: string;
}

export interface Queue {
  id: string;
  displayName: string;
  dispositions: string[];
  serviceText?: string;
}

export interface Page<Item> {
  items: Item[];
  next?: string;
}
