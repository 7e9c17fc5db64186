/** A WebSocket that comes back: after a loss it connects again, at first soon, then every few seconds. */
export interface Socket {
  /** False if it is not connected. */
  send(frame: object): boolean;
  /** Not before so many milliseconds when it is lost next. */
  later(ms: number): void;
  close(): void;
}

export interface SocketEvents<Frame> {
  /** Where to connect now: a ticket or a sequence number may have changed. Rejects to try again later. */
  url(): Promise<string>;
  opened(send: (frame: object) => void): void;
  frame(frame: Frame): void;
  connected(up: boolean): void;
}

const LONGEST_WAIT_MS = 5_000;
/** The server says something every 15 seconds. */
const SILENCE_MS = 35_000;

export function openSocket<Frame>(protocol: string | undefined, events: SocketEvents<Frame>): Socket {
  let socket: WebSocket | undefined;
  let timer: number | undefined;
  let watchdog: number | undefined;
  let closed = false;
  let failures = 0;
  let pause = 0;

  const again = () => {
    if (!closed) {
      failures += 1;
      // Those whom the same failure hit do not all come at the same moment.
      const wait = Math.min(LONGEST_WAIT_MS, 200 * 2 ** failures) * (0.5 + Math.random() / 2);
      clearTimeout(timer);
      timer = window.setTimeout(connect, Math.max(wait, pause));
      pause = 0;
    }
  };
  const heard = (mine: WebSocket) => {
    clearTimeout(watchdog);
    watchdog = window.setTimeout(() => lost(mine), SILENCE_MS);
  };
  /** A connection that is dead may take minutes to close: what comes of it later does not count. */
  const lost = (mine: WebSocket) => {
    if (socket === mine) {
      socket = undefined;
      clearTimeout(watchdog);
      mine.close();
      events.connected(false);
      again();
    }
  };
  const connect = () => {
    events.url().then((url) => {
      if (closed) {
        return;
      }
      const mine = protocol ? new WebSocket(url, protocol) : new WebSocket(url);
      socket = mine;
      mine.onopen = () => {
        failures = 0;
        heard(mine);
        events.connected(true);
        events.opened((frame) => mine.send(JSON.stringify(frame)));
      };
      mine.onmessage = (message) => {
        if (socket === mine) {
          heard(mine);
          events.frame(JSON.parse(String(message.data)) as Frame);
        }
      };
      mine.onclose = () => lost(mine);
    }, again);
  };
  const online = () => {
    if (!closed && !socket) {
      clearTimeout(timer);
      connect();
    }
  };
  const offline = () => socket && lost(socket);

  window.addEventListener("online", online);
  window.addEventListener("offline", offline);
  connect();
  return {
    send(frame) {
      if (socket?.readyState !== WebSocket.OPEN) {
        return false;
      }
      socket.send(JSON.stringify(frame));
      return true;
    },
    later(ms) {
      pause = ms;
    },
    close() {
      closed = true;
      window.removeEventListener("online", online);
      window.removeEventListener("offline", offline);
      clearTimeout(timer);
      clearTimeout(watchdog);
      const mine = socket;
      socket = undefined;
      mine?.close();
    },
  };
}

/** {@code ws://} or {@code wss://} for a path on the node that served this page. */
export function socketUrl(path: string): string {
  return location.origin.replace(/^http/, "ws") + path;
}
