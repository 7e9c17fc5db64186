import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Orders, Problem, ServerFrame } from "../contract";
import { call, inWords, keep, kept, newUuid, Refused } from "../http";
import { openSocket, type Socket, socketUrl } from "../socket";
import { after, arrival, type DeskState, EMPTY, saying, unsaid } from "./model";
import { forgetLogin, keptLogin, type Login, logIn, type Tokens, tokensOf } from "./session";

const PROTOCOL = "cordboard.v1+json";
const STATE = "cordboard-desk";
/** A token is not sent out in its last moments. */
const MOMENTS_MS = 30_000;

export type Give = <Type extends keyof Orders>(type: Type, data: Orders[Type]) => void;

export interface Desk {
  login?: Login;
  state: DeskState;
  connected: boolean;
  /** Milliseconds that the server's clock is ahead of this one. */
  ahead: number;
  problem?: string;
  /** A token that is good for some moments at least. */
  token(): Promise<string>;
  give: Give;
  say(interaction: string, text: string): void;
  signIn(tenant: string, user: string, password: string): Promise<void>;
  signOut(): void;
  dismiss(): void;
}

interface Waiting {
  type: string;
  interaction?: string;
  messageId?: string;
}

function aheadBy(ts: string): number {
  return Date.parse(ts) - Date.now();
}

/** One agent's desk: goes on from the last number of each stream, after a lost connection or a reload, on any node. */
export function useDesk(): Desk {
  const [login, setLogin] = useState<Login | undefined>(keptLogin);
  const [state, setState] = useState<DeskState>(() => kept<DeskState>(STATE) ?? EMPTY);
  const [connected, setConnected] = useState(false);
  const [ahead, setAhead] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const socket = useRef<Socket | undefined>(undefined);
  const current = useRef(state);
  const session = useRef<string | undefined>(undefined);
  const level = useRef(false);
  /** How the agent was when the page connected, as far as it knew. */
  const left = useRef(current.current.status);
  const orders = useRef(new Map<string, Waiting>());
  const tokens = useRef<Tokens | undefined>(undefined);

  /** At once, not when React comes to it: what resumes must be what was seen. */
  const become = useCallback((next: DeskState) => {
    if (next !== current.current) {
      current.current = next;
      keep(STATE, next);
      setState(next);
    }
  }, []);

  const forget = useCallback(
    (why?: string) => {
      tokens.current = undefined;
      session.current = undefined;
      orders.current.clear();
      forgetLogin();
      keep(STATE, undefined);
      become(EMPTY);
      keep(STATE, undefined);
      setLogin(undefined);
      setProblem(why);
    },
    [become],
  );

  const order = useCallback(<Type extends keyof Orders>(type: Type, data: Orders[Type], about: Omit<Waiting, "type"> = {}): boolean => {
    const id = newUuid();
    const sent = socket.current?.send({ type, id, ...(data ? { data } : {}) }) ?? false;
    if (sent) {
      orders.current.set(id, { type, ...about });
    }
    return sent;
  }, []);

  const result = useCallback(
    (id: string, refusal?: Problem) => {
      const waiting = orders.current.get(id);
      orders.current.delete(id);
      if (!refusal || !waiting || waiting.type === "typing" || waiting.type === "delivered") {
        return;
      }
      if (waiting.type === "say" && waiting.interaction && waiting.messageId) {
        become(unsaid(current.current, waiting.interaction, waiting.messageId));
      }
      setProblem(inWords(refusal));
    },
    [become],
  );

  /** Confirms what the customer said and the agent can see. */
  const confirm = useCallback(
    (before: DeskState, now: DeskState) => {
      for (const { interaction, phase } of now.items) {
        const talk = now.talks[interaction];
        const told = before.items.some((item) => item.interaction === interaction && item.phase === "handling") ? before.talks[interaction] : undefined;
        if (phase === "handling" && talk && talk !== told) {
          const known = new Set(told?.messages.map((m) => m.id));
          talk.messages
            .filter((m) => m.from.role === "customer" && !m.delivered && !known.has(m.id))
            .forEach((m) => order("delivered", { interaction, messageId: m.id }));
        }
      }
    },
    [order],
  );

  /** The page knows how its agent is. */
  const arrive = useCallback(() => {
    const { status, talks } = current.current;
    const what = arrival(left.current, status);
    if (what === "leave") {
      socket.current?.close();
      forget();
      return;
    }
    if (what === "sign-in") {
      order("sign-in", undefined);
    }
    // What was said and not recorded is said again; the same message is recorded once.
    for (const [interaction, talk] of Object.entries(talks)) {
      talk.messages.filter((m) => m.pending).forEach((m) => order("say", { interaction, messageId: m.id, text: m.text }, { interaction, messageId: m.id }));
    }
  }, [forget, order]);

  const hear = useCallback(
    (frame: ServerFrame) => {
      const before = current.current;
      become(after(before, frame));
      confirm(before, current.current);
      switch (frame.type) {
        case "hello":
          level.current = false;
          session.current = frame.data.session;
          setAhead(aheadBy(frame.ts));
          if (!frame.data.agent) {
            socket.current?.close();
            forget("This user is not an agent. Sign in as one.");
          }
          break;
        case "level":
          if (frame.stream === "agent" && !level.current) {
            level.current = true;
            arrive();
          }
          break;
        case "event":
          // Here or in another tab; what was before this page came is dealt with when it arrives.
          if (frame.event === "agent-signed-out" && level.current) {
            socket.current?.close();
            forget();
          }
          break;
        case "result":
          result(frame.id, frame.problem);
          break;
        case "error":
          setProblem(inWords(frame.problem));
          break;
        case "ping":
          // What was least on its way tells best.
          setAhead((known) => Math.max(known ?? -Infinity, aheadBy(frame.ts)));
          socket.current?.send({ type: "pong" });
          break;
        case "goodbye":
          if (!frame.data.reconnect) {
            socket.current?.close();
            setConnected(false);
            setProblem("This page was disconnected, because the agent has too many pages open. Reload it to go on here.");
          } else {
            socket.current?.later(frame.data.afterMs);
          }
          break;
      }
    },
    [become, confirm, forget, result, arrive],
  );

  useEffect(() => {
    if (!login) {
      return;
    }
    let renewal: number | undefined;
    let over = false;
    const fresh = tokensOf(login);
    tokens.current = fresh;
    const ticket = async (until: number) => {
      try {
        return (await call<{ ticket: string }>("POST", "/api/v1/ws-tickets", { token: await fresh(until), body: {} })).ticket;
      } catch (e) {
        if (e instanceof Refused && (e.status === 401 || e.status === 403)) {
          mine.close();
          forget(e.status === 401 ? "Your time is over. Please sign in again." : "This user is not an agent. Sign in as one.");
        }
        throw e;
      }
    };
    /** The socket ends when its first ticket's time is over, unless another one comes: well before. */
    const renew = (life: number, left = life) => {
      const wait = Math.max(1_000, Math.min(left / 2, 2 ** 31 - 1));
      clearTimeout(renewal);
      renewal = window.setTimeout(
        () =>
          ticket(Date.now() + life).then(
            (t) => mine.send({ type: "refresh", id: newUuid(), data: { ticket: t } }) && renew(life),
            () => !over && renew(life, left - wait),
          ),
        wait,
      );
    };
    const mine = openSocket<ServerFrame>(PROTOCOL, {
      url: async () => socketUrl(`/api/v1/ws?ticket=${encodeURIComponent(await ticket(Date.now() + MOMENTS_MS))}`),
      opened: (send) => {
        const { seen, status } = current.current;
        left.current = status;
        orders.current.clear();
        send(Object.keys(seen).length > 0 ? { type: "resume", data: { streams: seen, ...(session.current ? { session: session.current } : {}) } } : { type: "start" });
      },
      frame: (frame) => {
        if (frame.type === "hello") {
          renew(Date.parse(frame.data.expires) - Date.parse(frame.ts));
        }
        hear(frame);
      },
      connected: setConnected,
    });
    socket.current = mine;
    return () => {
      over = true;
      clearTimeout(renewal);
      mine.close();
    };
  }, [login, hear, order, forget]);

  return useMemo(
    () => ({
      login,
      state,
      connected,
      ahead: ahead ?? 0,
      problem,
      token: () => tokens.current?.(Date.now() + MOMENTS_MS) ?? Promise.reject(new Error("Expected somebody who is signed in.")),
      give(type, data) {
        setProblem(undefined);
        if (!order(type, data) && type !== "typing") {
          setProblem("Not connected. Try again in a moment.");
        }
      },
      say(interaction, text) {
        setProblem(undefined);
        const messageId = newUuid();
        become(saying(current.current, interaction, { id: messageId, from: { role: "agent", name: "" }, text, delivered: false, pending: true }));
        order("say", { interaction, messageId, text }, { interaction, messageId });
      },
      async signIn(tenant, user, secret) {
        setProblem(undefined);
        try {
          const who = await logIn(tenant, user, secret);
          become(EMPTY);
          setLogin(who);
        } catch (e) {
          setProblem(inWords(e));
        }
      },
      signOut() {
        // The agent leaves once the work in hand is done; the page stays until then.
        if (!order("sign-out", { reason: "signed-out" })) {
          forget();
        }
      },
      dismiss: () => setProblem(undefined),
    }),
    [login, state, connected, ahead, problem, order, become, forget],
  );
}
