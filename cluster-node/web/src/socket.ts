/** A WebSocket that comes back: after a loss it connects again, at first soon, then every ten seconds. */
export interface Socket {
  send(frame: object): boolean;
  close(): void;
}

export interface SocketEvents {
  /** Where to connect now: a ticket or a sequence number may have changed. Rejects to try again later. */
  url(): Promise<string>;
  opened(send: (frame: object) => void): void;
  frame(frame: Record<string, unknown>): void;
  connected(up: boolean): void;
}

export function openSocket(protocol: string | undefined, events: SocketEvents): Socket {
  let socket: WebSocket | undefined;
  let closed = false;
  let failures = 0;

  const again = () => {
    if (!closed) {
      failures += 1;
      setTimeout(connect, Math.min(10_000, 250 * 2 ** failures));
    }
  };

  const connect = () => {
    if (closed) {
      return;
    }
    events.url().then((url) => {
      if (closed) {
        return;
      }
      const mine = protocol ? new WebSocket(url, protocol) : new WebSocket(url);
      socket = mine;
      mine.onopen = () => {
        failures = 0;
        events.connected(true);
        events.opened((frame) => mine.send(JSON.stringify(frame)));
      };
      mine.onmessage = (message) => events.frame(JSON.parse(String(message.data)));
      mine.onclose = () => {
        events.connected(false);
        again();
      };
    }, again);
  };

  connect();
  return {
    send(frame) {
      if (socket?.readyState !== WebSocket.OPEN) {
        return false;
      }
      socket.send(JSON.stringify(frame));
      return true;
    },
    close() {
      closed = true;
      socket?.close();
    },
  };
}

/** {@code ws://} or {@code wss://} for a path on the node that served this page. */
export function socketUrl(path: string): string {
  return location.origin.replace(/^http/, "ws") + path;
}
