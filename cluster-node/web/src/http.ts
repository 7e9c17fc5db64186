/** A refusal in the words of the API (RFC 9457). */
export class Refused extends Error {
  constructor(
    readonly code: string,
    detail: string,
    readonly status: number,
  ) {
    super(detail);
  }
}

interface Request {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One request to the node that served this page. Fails with {@link Refused}, or with a TypeError if nobody answers. */
export async function call<T>(method: "GET" | "POST", path: string, { token, body, headers }: Request = {}): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json: unknown = text ? JSON.parse(text) : undefined;
  if (!response.ok) {
    const problem = (json ?? {}) as { code?: string; detail?: string; title?: string };
    throw new Refused(problem.code ?? String(response.status), problem.detail ?? problem.title ?? response.statusText, response.status);
  }
  return json as T;
}

const WORDS: Record<string, string> = {
  unauthenticated: "That user and password are not known here.",
  "offer-over": "The offer has ended.",
  taken: "Another agent was faster.",
  "not-held": "This conversation is not yours any more.",
  "not-found": "There is no such thing.",
  overloaded: "Too much is going on just now. Try again in a moment.",
  unavailable: "It could not be recorded just now. Try again in a moment.",
  "rate-limited": "That was too often. Try again in a moment.",
};

/** What a person is told of a refusal. */
export function inWords(problem: unknown): string {
  if (problem instanceof TypeError) {
    return "The server does not answer. Try again in a moment.";
  }
  const { code, detail, message } = problem as { code?: string; detail?: string; message?: string };
  return (code && WORDS[code]) || detail || message || String(problem);
}

/** What this tab keeps while it is open, reloads included; other tabs have their own. */
export function kept<T>(key: string): T | undefined {
  try {
    const text = sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as T) : undefined;
  } catch {
    return undefined;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    if (value === undefined) {
      sessionStorage.removeItem(key);
    } else {
      sessionStorage.setItem(key, JSON.stringify(value));
    }
  } catch {
    // Full: then a reloaded page begins with snapshots.
  }
}

export function newUuid(): string {
  // crypto.randomUUID is not there where a page comes without TLS from elsewhere than localhost.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return Array.from(bytes, (byte, i) => (i === 4 || i === 6 || i === 8 || i === 10 ? "-" : "") + byte.toString(16).padStart(2, "0")).join("");
}
