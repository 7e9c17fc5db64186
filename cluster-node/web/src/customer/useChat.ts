import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { call, inWords, keep, kept, newUuid } from "../http";
import { openSocket, type Socket, socketUrl } from "../socket";
import { after, BEGUN, type ChatFrame, type ChatState, saying } from "./model";

const KEPT = "cordboard-chat";

interface Session {
  interaction: string;
  token: string;
  ws: string;
}

export interface Opening {
  tenant: string;
  queue: string;
  name: string;
  text: string;
}

export interface Chat {
  /** Undefined before there is one. */
  state?: ChatState;
  connected: boolean;
  problem?: string;
  begin(opening: Opening): Promise<void>;
  say(text: string): void;
  typing(typing: boolean): void;
  leave(): void;
  again(): void;
}

/** One chat of a customer: survives a lost connection and a reloaded page, by the number of the last frame seen. */
export function useChat(): Chat {
  const [session, setSession] = useState<Session | undefined>(() => kept<Session>(KEPT));
  const [state, setState] = useState<ChatState>(BEGUN);
  const [connected, setConnected] = useState(false);
  const [problem, setProblem] = useState<string>();
  const socket = useRef<Socket | undefined>(undefined);
  const current = useRef(state);

  const become = useCallback((next: ChatState) => {
    current.current = next;
    setState(next);
  }, []);

  const over = useCallback(() => {
    keep(KEPT, undefined);
    socket.current?.close();
    setConnected(false);
  }, []);

  const hear = useCallback(
    (frame: ChatFrame) => {
      const before = current.current;
      become(after(before, frame));
      switch (frame.type) {
        case "message":
          if (frame.from === "agent" && frame.seq > before.seen) {
            socket.current?.send({ type: "delivered", id: frame.id });
          }
          break;
        case "closed":
          over();
          break;
        case "error":
          setProblem(frame.detail);
          break;
        case "bye":
          if (frame.retry) {
            socket.current?.later((frame.retryAfterSeconds ?? 0) * 1000);
          } else {
            become({ ...current.current, phase: "closed" });
            over();
          }
          break;
        case "ping":
          socket.current?.send({ type: "pong" });
          break;
      }
    },
    [become, over],
  );

  useEffect(() => {
    if (!session) {
      return;
    }
    const mine = openSocket<ChatFrame>(undefined, {
      url: async () => {
        const url = new URL(socketUrl(session.ws));
        url.searchParams.set("after", String(current.current.seen));
        return url.toString();
      },
      // What was not recorded is said again; the same message is recorded once.
      opened: (send) => current.current.said.filter((line) => line.state === "sending").forEach(({ id, text }) => send({ type: "message", id, text })),
      frame: hear,
      connected: setConnected,
    });
    socket.current = mine;
    return () => mine.close();
  }, [session, hear]);

  return useMemo(
    () => ({
      state: session && state,
      connected,
      problem,
      async begin({ tenant, queue, name, text }) {
        setProblem(undefined);
        try {
          const begun = await call<Session>("POST", `/chat/v1/${encodeURIComponent(tenant)}/sessions`, {
            body: { queue, ...(name ? { name } : {}), firstMessage: text },
            headers: { "Idempotency-Key": newUuid() },
          });
          keep(KEPT, begun);
          become(BEGUN);
          setSession(begun);
        } catch (e) {
          setProblem(inWords(e));
        }
      },
      say(text) {
        setProblem(undefined);
        const id = newUuid();
        become(saying(current.current, id, text));
        socket.current?.send({ type: "message", id, text });
      },
      typing(typing) {
        socket.current?.send({ type: "typing", typing });
      },
      leave() {
        if (!socket.current?.send({ type: "leave" })) {
          setProblem("Not connected. Try again in a moment.");
        }
      },
      again() {
        keep(KEPT, undefined);
        setProblem(undefined);
        setSession(undefined);
        become(BEGUN);
      },
    }),
    [session, state, connected, problem, become],
  );
}
