import type { AgentEvent, AgentView, Contact, ConversationView, InteractionEvent, Party, ServerFrame, Terms, Work } from "../contract";

/** Something in hand: the agent's side of it, with what the offer agreed on. */
export type Item = Work & { wrapUp?: Terms["wrapUp"]["mode"] };

export interface Message {
  id: string;
  from: Party;
  text: string;
  at?: string;
  delivered: boolean;
  /** Said here, and not recorded yet. */
  pending?: boolean;
}

/** What is known of one conversation. */
export interface Talk {
  contact?: Contact;
  messages: Message[];
  /** There are messages before the first of these. */
  earlier: boolean;
  customerTypes: boolean;
  customerAway: boolean;
  ended: boolean;
  /** Offers that the interaction has confirmed: these ring. */
  offers: string[];
}

/** What the desk shows: folded from frames, and so the same whenever the same frames came. */
export interface DeskState {
  agent?: string;
  name?: string;
  status: AgentView["status"];
  reason?: string;
  /** Nothing is offered before then, though the agent is ready. */
  restsUntil?: string;
  items: Item[];
  talks: Record<string, Talk>;
  /** The last number of each stream: from here the page goes on after a lost connection. */
  seen: Record<string, number>;
}

export const EMPTY: DeskState = { status: "signed-out", items: [], talks: {}, seen: {} };
export const SILENCE: Talk = { messages: [], earlier: false, customerTypes: false, customerAway: false, ended: false, offers: [] };

const OF_INTERACTION = "interaction/";

/** The state after a frame; the same object if it changes nothing. */
export function after(state: DeskState, frame: ServerFrame): DeskState {
  switch (frame.type) {
    case "snapshot": {
      const seen = { ...state.seen, [frame.stream]: frame.seq };
      return frame.stream === "agent"
        ? withAgent({ ...state, seen }, frame.data as AgentView)
        : withTalk({ ...state, seen }, frame.stream, (talk) => talkOf(frame.data as ConversationView, talk));
    }
    case "event": {
      const last = state.seen[frame.stream];
      if (last !== undefined && frame.seq <= last) {
        return state;
      }
      const next = { ...state, seen: { ...state.seen, [frame.stream]: frame.seq } };
      return frame.stream === "agent" ? agentAfter(next, frame as AgentEvent) : withTalk(next, frame.stream, (talk) => talkAfter(talk, frame as InteractionEvent));
    }
    case "typing":
      return frame.data.from.role === "customer" ? withTalk(state, frame.stream, (talk) => ({ ...talk, customerTypes: frame.data.typing })) : state;
    case "left": {
      const { [frame.stream]: _, ...seen } = state.seen;
      return { ...state, seen, ...(isInHand(state, frame.stream) ? {} : { talks: without(state.talks, frame.stream) }) };
    }
    default:
      return state;
  }
}

/** The same with a message that was just said here. */
export function saying(state: DeskState, interaction: string, message: Message): DeskState {
  return withTalk(state, OF_INTERACTION + interaction, (talk) => ({ ...talk, messages: [...talk.messages, message] }));
}

/** The same without a message that was refused. */
export function unsaid(state: DeskState, interaction: string, id: string): DeskState {
  return withTalk(state, OF_INTERACTION + interaction, (talk) => ({ ...talk, messages: talk.messages.filter((m) => m.id !== id || !m.pending) }));
}

/** What rings: offers that both sides know of. */
export function ringing(state: DeskState): Item[] {
  return state.items.filter((item) => item.phase === "offered" && (state.talks[item.interaction]?.offers.includes(item.offer) ?? false));
}

export function inHand(state: DeskState): Item[] {
  return state.items.filter((item) => item.phase !== "offered");
}

/** Who the customer is, as far as they said. */
export function customerOf(talk: Talk): string {
  const name = talk.contact?.attributes["customer.name"];
  return typeof name === "string" ? name : "Customer";
}

/**
 * What a desk that has connected does once it knows how its agent is now; before is how it left it. An agent who
 * leaves goes on leaving, whichever page connects meanwhile: to sign in would be to stay.
 */
export function arrival(before: DeskState["status"], now: DeskState["status"]): "sign-in" | "stay" | "leave" {
  if (now === "draining") {
    return "stay";
  }
  return before === "draining" && now === "signed-out" ? "leave" : "sign-in";
}

function withAgent(state: DeskState, view: AgentView): DeskState {
  const known = new Map(state.items.map((item) => [item.offer, item]));
  return {
    ...state,
    agent: view.agent,
    name: view.profile.displayName,
    status: view.status,
    reason: view.reason,
    restsUntil: view.restsUntil,
    items: view.work.map((work) => ({ ...work, wrapUp: known.get(work.offer)?.wrapUp })),
  };
}

function agentAfter(state: DeskState, e: AgentEvent): DeskState {
  const change = (offer: string, to: Partial<Item>) => ({ ...state, items: state.items.map((item) => (item.offer === offer ? { ...item, ...to } : item)) });
  const drop = (offer: string) => ({ ...state, items: state.items.filter((item) => item.offer !== offer) });
  switch (e.event) {
    case "agent-signed-in":
      return { ...state, status: "not-ready", reason: "signed-in" };
    case "agent-signed-out":
      return { ...state, status: "signed-out", reason: undefined, restsUntil: undefined };
    case "agent-drain-started":
      return { ...state, status: "draining", reason: undefined, restsUntil: undefined };
    case "agent-became-ready":
      return { ...state, status: "ready", reason: undefined, restsUntil: undefined };
    case "agent-rest-ended":
      return { ...state, restsUntil: undefined };
    case "agent-became-not-ready":
      return { ...state, status: "not-ready", reason: e.data.reason, restsUntil: undefined };
    case "offer-reserved": {
      const { offer, interaction, queue, medium, deadline, terms } = e.data;
      return { ...state, items: [...drop(offer).items, { offer, interaction, queue, medium, phase: "offered", until: deadline, wrapUp: terms.wrapUp.mode }] };
    }
    case "offer-won":
      return change(e.data.offer, { phase: "handling", until: undefined });
    case "work-wrapping":
      return change(e.data.offer, { phase: "wrapping-up", until: e.data.limit });
    case "offer-released":
      return { ...drop(e.data.offer), restsUntil: e.data.restsUntil ?? state.restsUntil };
    case "work-finished":
      return drop(e.data.offer);
    default:
      return state;
  }
}

function talkOf({ interaction, messages, earlier }: ConversationView, before: Talk): Talk {
  const said = new Set(messages.map((m) => m.id));
  return {
    contact: interaction.contact,
    messages: [...messages.map((m) => ({ ...m, delivered: m.delivered !== undefined })), ...before.messages.filter((m) => m.pending && !said.has(m.id))],
    earlier,
    customerTypes: false,
    customerAway: false,
    ended: interaction.phase === "wrapping-up" || interaction.phase === "closed",
    offers: interaction.offers.map((o) => o.offer),
  };
}

function talkAfter(talk: Talk, e: InteractionEvent): Talk {
  switch (e.event) {
    case "interaction-opened":
      return { ...talk, contact: e.data.contact };
    case "offer-made":
      return { ...talk, offers: [...talk.offers, e.data.offer] };
    case "offer-ended":
      return { ...talk, offers: talk.offers.filter((offer) => offer !== e.data.offer) };
    case "message-added": {
      const { id, from, text, at } = e.data;
      return {
        ...talk,
        customerTypes: from.role === "customer" ? false : talk.customerTypes,
        messages: [...talk.messages.filter((m) => m.id !== id), { id, from, text, at, delivered: false }],
      };
    }
    case "message-delivered":
      return { ...talk, messages: talk.messages.map((m) => (m.id === e.data.id ? { ...m, delivered: true } : m)) };
    case "customer-dropped":
      return { ...talk, customerAway: true, customerTypes: false };
    case "customer-returned":
      return { ...talk, customerAway: false };
    case "wrap-up-started":
    case "interaction-closed":
      return { ...talk, ended: true, customerTypes: false, customerAway: false };
    default:
      return talk;
  }
}

function nameOf(stream: string): string {
  return stream.slice(OF_INTERACTION.length);
}

function isInHand(state: DeskState, stream: string): boolean {
  return state.items.some((item) => OF_INTERACTION + item.interaction === stream);
}

function without(talks: Record<string, Talk>, stream: string): Record<string, Talk> {
  const { [nameOf(stream)]: _, ...rest } = talks;
  return rest;
}

function withTalk(state: DeskState, stream: string, change: (talk: Talk) => Talk): DeskState {
  if (!stream.startsWith(OF_INTERACTION)) {
    return state;
  }
  const id = nameOf(stream);
  return { ...state, talks: { ...state.talks, [id]: change(state.talks[id] ?? SILENCE) } };
}
