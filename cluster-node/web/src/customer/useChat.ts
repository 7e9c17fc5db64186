import { useCallback, useEffect, useRef, useState } from "react";
import { call, newId } from "../api";
import { openSocket, type Socket, socketUrl } from "../socket";

export interface Line {
  id: string;
  from: "customer" | "agent" | "system";
  name?: string;
  text: string;
  state: "sending" | "sent" | "delivered" | "refused";
}

export interface Chat {
  interaction?: string;
  state: "none" | "waiting" | "talking" | "closed";
  connected: boolean;
  agent?: string;
  agentTypes: boolean;
  lines: Line[];
  problem?: string;
  begin(queue: string, name: string, text: string): Promise<void>;
  say(text: string): void;
  typing(typing: boolean): void;
  leave(): void;
  again(): void;
}

interface Session {
  interaction: string;
  token: string;
  ws: string;
}

const TENANT = "demo";
const KEPT = "cordboard-chat";

/** One chat of a customer: survives a lost connection and a reloaded page, by the number of the last frame seen. */
export function useChat(): Chat {
  const [session, setSession] = useState<Session | undefined>(() => JSON.parse(sessionStorage.getItem(KEPT) ?? "null") ?? undefined);
  const [state, setState] = useState<Chat["state"]>("none");
  const [connected, setConnected] = useState(false);
  const [agent, setAgent] = useState<string>();
  const [agentTypes, setAgentTypes] = useState(false);
  const [lines, setLines] = useState<Line[]>([]);
  const [problem, setProblem] = useState<string>();
  const socket = useRef<Socket | undefined>(undefined);
  const seen = useRef(0);
  const unsent = useRef(new Map<string, string>());

  const put = useCallback((line: Line) => {
    setLines((all) => (all.some((l) => l.id === line.id) ? all.map((l) => (l.id === line.id ? { ...l, ...line } : l)) : [...all, line]));
  }, []);
  const note = useCallback((text: string, seq: unknown) => put({ id: `note-${seq}`, from: "system", text, state: "sent" }), [put]);

  const frame = useCallback(
    (f: Record<string, unknown>) => {
      if (typeof f.seq === "number") {
        if (f.type !== "caught-up" && f.seq <= seen.current) {
          return;
        }
        seen.current = Math.max(seen.current, f.seq);
      }
      switch (f.type) {
        case "queued":
          setState("waiting");
          setAgent(undefined);
          break;
        case "agent-joined":
          setState("talking");
          setAgent(String(f.name));
          note(`${f.name} joined`, f.seq);
          break;
        case "agent-left":
          setAgent(undefined);
          break;
        case "message":
          unsent.current.delete(String(f.id));
          setAgentTypes(false);
          put({ id: String(f.id), from: f.from as Line["from"], name: f.name as string | undefined, text: String(f.text), state: "sent" });
          if (f.from === "agent") {
            socket.current?.send({ type: "delivered", id: f.id });
          }
          break;
        case "delivered":
          setLines((all) => all.map((l) => (l.id === f.id ? { ...l, state: "delivered" } : l)));
          break;
        case "typing":
          setAgentTypes(f.typing === true);
          break;
        case "closed":
          setState("closed");
          note(f.text ? String(f.text) : "The chat is over.", f.seq);
          sessionStorage.removeItem(KEPT);
          socket.current?.close();
          break;
        case "error":
          setProblem(String(f.detail));
          if (f.id) {
            unsent.current.delete(String(f.id));
            setLines((all) => all.map((l) => (l.id === f.id ? { ...l, state: "refused" } : l)));
          }
          break;
        case "bye":
          if (f.retry !== true) {
            socket.current?.close();
            sessionStorage.removeItem(KEPT);
          }
          break;
        case "ping":
          socket.current?.send({ type: "pong" });
          break;
      }
    },
    [note, put],
  );

  useEffect(() => {
    if (!session) {
      return;
    }
    setState("waiting");
    const mine = openSocket(undefined, {
      url: async () => {
        const url = new URL(socketUrl(session.ws));
        url.searchParams.set("after", String(seen.current));
        return url.toString();
      },
      opened: (send) => unsent.current.forEach((text, id) => send({ type: "message", id, text })),
      frame,
      connected: setConnected,
    });
    socket.current = mine;
    return () => mine.close();
  }, [session, frame]);

  return {
    interaction: session?.interaction,
    state,
    connected,
    agent,
    agentTypes,
    lines,
    problem,
    async begin(queue, name, text) {
      setProblem(undefined);
      try {
        const begun = await call<Session>("POST", `/chat/v1/${TENANT}/sessions`, undefined, { queue, name, firstMessage: text }, { "Idempotency-Key": newId() });
        sessionStorage.setItem(KEPT, JSON.stringify(begun));
        seen.current = 0;
        setLines([]);
        setSession(begun);
      } catch (e) {
        setProblem(e instanceof Error ? e.message : String(e));
      }
    },
    say(text) {
      const id = newId();
      unsent.current.set(id, text);
      put({ id, from: "customer", text, state: "sending" });
      socket.current?.send({ type: "message", id, text });
    },
    typing(typing) {
      socket.current?.send({ type: "typing", typing });
    },
    leave() {
      socket.current?.send({ type: "leave" });
    },
    again() {
      setSession(undefined);
      setState("none");
      setLines([]);
      setAgent(undefined);
    },
  };
}
