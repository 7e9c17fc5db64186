/** What the desk shows: the agent and the interactions in hand, folded from snapshots and events. */
export interface Work {
  offer: string;
  interaction: string;
  queue: string;
  medium: string;
  phase: "offered" | "handling" | "wrapping-up";
  until?: string;
}

export interface Agent {
  status: "signed-out" | "ready" | "not-ready" | "draining";
  reason?: string;
  work: Work[];
}

export interface Message {
  id: string;
  role: "customer" | "agent" | "supervisor" | "system";
  name: string;
  text: string;
  delivered: boolean;
}

export interface Talk {
  messages: Message[];
  customerTypes: boolean;
  ended: boolean;
}

export interface Frame {
  type: string;
  stream?: string;
  seq?: number;
  id?: string;
  event?: string;
  ok?: boolean;
  problem?: { code: string; detail: string };
  // The shape depends on the type and the stream; asyncapi.yaml describes each.
  data?: any;
}

export const nobody: Agent = { status: "signed-out", work: [] };
export const silence: Talk = { messages: [], customerTypes: false, ended: false };

/** The id without its tenant. */
export function local(qualified: string): string {
  return qualified.slice(qualified.indexOf("/") + 1);
}

export function agentOf(view: Record<string, unknown>): Agent {
  return {
    status: view.status as Agent["status"],
    reason: view.reason as string | undefined,
    work: (view.work as Work[]) ?? [],
  };
}

/** What an event of the agent makes of the desk. Names are those of the stored events. */
export function agentAfter(agent: Agent, name: string, e: Record<string, any>): Agent {
  const change = (offer: string, to: Partial<Work>) => ({ ...agent, work: agent.work.map((w) => (w.offer === offer ? { ...w, ...to } : w)) });
  const without = (offer: string) => ({ ...agent, work: agent.work.filter((w) => w.offer !== offer) });
  switch (name) {
    case "agent-signed-in":
      return { ...agent, status: "not-ready", reason: "signed-in" };
    case "agent-signed-out":
      return { ...agent, status: "signed-out", reason: undefined };
    case "agent-drain-started":
      return { ...agent, status: "draining", reason: undefined };
    case "agent-became-ready":
      return { ...agent, status: "ready", reason: undefined };
    case "agent-became-not-ready":
      return { ...agent, status: "not-ready", reason: e.reason };
    case "offer-reserved":
      return { ...agent, work: [...without(e.offer).work, { offer: e.offer, interaction: e.interaction, queue: e.queue, medium: e.medium, phase: "offered", until: e.deadline }] };
    case "offer-won":
      return change(e.offer, { phase: "handling", until: undefined });
    case "work-wrapping":
      return change(e.offer, { phase: "wrapping-up", until: e.limit });
    case "offer-released":
    case "work-finished":
      return without(e.offer);
    default:
      return agent;
  }
}

export function talkAfter(talk: Talk, name: string, e: Record<string, any>): Talk {
  switch (name) {
    case "message-added":
      return talk.messages.some((m) => m.id === e.id)
        ? talk
        : { ...talk, customerTypes: false, messages: [...talk.messages, { id: e.id, role: e.from.role, name: e.from.name, text: e.text, delivered: false }] };
    case "message-delivered":
      return { ...talk, messages: talk.messages.map((m) => (m.id === e.id ? { ...m, delivered: true } : m)) };
    case "wrap-up-started":
    case "interaction-closed":
      return { ...talk, ended: true, customerTypes: false };
    default:
      return talk;
  }
}
