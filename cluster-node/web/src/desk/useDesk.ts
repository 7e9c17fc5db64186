import { useCallback, useEffect, useRef, useState } from "react";
import { call, newId } from "../api";
import { openSocket, type Socket, socketUrl } from "../socket";
import { type Agent, agentAfter, agentOf, type Frame, nobody, silence, type Talk, talkAfter } from "./model";

const TENANT = "demo";
const KEPT = "cordboard-desk";
const PROTOCOL = "cordboard.v1+json";

export interface Desk {
  user?: string;
  agent: Agent;
  talks: Record<string, Talk>;
  connected: boolean;
  problem?: string;
  signIn(user: string, password: string): Promise<void>;
  signOut(): void;
  command(type: string, data?: Record<string, unknown>): void;
}

interface Login {
  user: string;
  token: string;
}

/** One agent's desk: resumes each stream from the last number it has seen, on whichever node it finds. */
export function useDesk(): Desk {
  const [login, setLogin] = useState<Login | undefined>(() => JSON.parse(sessionStorage.getItem(KEPT) ?? "null") ?? undefined);
  const [agent, setAgent] = useState<Agent>(nobody);
  const [talks, setTalks] = useState<Record<string, Talk>>({});
  const [connected, setConnected] = useState(false);
  const [problem, setProblem] = useState<string>();
  const socket = useRef<Socket | undefined>(undefined);
  const seen = useRef<Record<string, number>>({});

  const talk = useCallback((stream: string, change: (talk: Talk) => Talk) => {
    const id = stream.slice("interaction/".length);
    setTalks((all) => ({ ...all, [id]: change(all[id] ?? silence) }));
  }, []);

  const frame = useCallback(
    (f: Frame) => {
      const stream = f.stream ?? "";
      switch (f.type) {
        case "snapshot":
          seen.current[stream] = f.seq ?? 0;
          if (stream === "agent") {
            setAgent(agentOf(f.data));
          } else if (stream.startsWith("interaction/")) {
            const messages = (f.data.messages ?? []) as Record<string, any>[];
            const phase = f.data.interaction.phase;
            const ended = phase === "wrapping-up" || phase === "closed";
            talk(stream, () => messages.reduce<Talk>((t, m) => talkAfter(talkAfter(t, "message-added", m), m.delivered ? "message-delivered" : "", m), { ...silence, ended }));
          }
          break;
        case "event": {
          if (f.seq !== undefined && f.seq <= (seen.current[stream] ?? 0)) {
            return;
          }
          seen.current[stream] = f.seq ?? 0;
          const name = f.event ?? "";
          if (stream === "agent") {
            setAgent((a) => agentAfter(a, name, f.data));
          } else if (stream.startsWith("interaction/")) {
            talk(stream, (t) => talkAfter(t, name, f.data));
          }
          break;
        }
        case "typing":
          talk(stream, (t) => ({ ...t, customerTypes: f.data.from.role === "customer" && f.data.typing }));
          break;
        case "left":
          delete seen.current[stream];
          break;
        case "result":
          setProblem(f.ok ? undefined : f.problem?.detail);
          break;
        case "error":
          setProblem(f.problem?.detail);
          break;
        case "goodbye":
          if (f.data.reason === "token-expired" || (f.data.reconnect === false && f.data.reason !== "draining")) {
            sessionStorage.removeItem(KEPT);
            setLogin(undefined);
            setProblem("Signed off: please sign in again.");
          }
          break;
        case "ping":
          socket.current?.send({ type: "pong" });
          break;
      }
    },
    [talk],
  );

  useEffect(() => {
    if (!login) {
      return;
    }
    const mine = openSocket(PROTOCOL, {
      url: async () => {
        const { ticket } = await call<{ ticket: string }>("POST", "/api/v1/ws-tickets", login.token, {});
        return socketUrl(`/api/v1/ws?ticket=${encodeURIComponent(ticket)}`);
      },
      opened: (send) => {
        send(Object.keys(seen.current).length > 0 ? { type: "resume", data: { streams: seen.current } } : { type: "start" });
        send({ type: "sign-in", id: newId() });
      },
      frame: (f) => frame(f as unknown as Frame),
      connected: setConnected,
    });
    socket.current = mine;
    return () => mine.close();
  }, [login, frame]);

  const command = useCallback((type: string, data?: Record<string, unknown>) => {
    if (!socket.current?.send({ type, id: newId(), ...(data ? { data } : {}) })) {
      setProblem("Not connected: try again in a moment.");
    }
  }, []);

  return {
    user: login?.user,
    agent,
    talks,
    connected,
    problem,
    command,
    async signIn(user, password) {
      setProblem(undefined);
      try {
        const token = await call<{ accessToken: string }>("POST", "/api/v1/auth/token", undefined, { tenant: TENANT, user, password });
        const signedIn = { user, token: token.accessToken };
        sessionStorage.setItem(KEPT, JSON.stringify(signedIn));
        seen.current = {};
        setLogin(signedIn);
      } catch (e) {
        setProblem(e instanceof Error ? e.message : String(e));
      }
    },
    signOut() {
      command("sign-out", { reason: "signed-out" });
      sessionStorage.removeItem(KEPT);
      setTimeout(() => setLogin(undefined), 300);
      setAgent(nobody);
      setTalks({});
    },
  };
}
