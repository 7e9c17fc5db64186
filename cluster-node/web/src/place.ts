import { useEffect, useRef, useState } from "react";
import type { Choice, Colleague, Page, Queue } from "./contract";
import { call } from "./http";

/** What a node says of itself to the page: who can try it out, and where a customer can ask. Empty where it is not a demo. */
export interface Place {
  tenant?: string;
  users: { user: string; role: string; agent?: string }[];
  queues: Choice[];
}

const NOWHERE: Place = { users: [], queues: [] };

export function usePlace(): Place | undefined {
  const [place, setPlace] = useState<Place>();
  useEffect(() => {
    call<Place>("GET", "/page.json").then(setPlace, () => setPlace(NOWHERE));
  }, []);
  return place;
}

/** What the tenant has configured for its agents' desks. */
export interface Configuration {
  reasons: Choice[];
  dispositions: Choice[];
  queues: Queue[];
}

async function all<Item>(path: string, token: string): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | undefined;
  do {
    const page: Page<Item> = await call<Page<Item>>("GET", `${path}?limit=200${next ? `&after=${encodeURIComponent(next)}` : ""}`, { token });
    items.push(...page.items);
    next = page.next;
  } while (next);
  return items;
}

/** More than that nobody looks through; who is not among them can be typed in. */
const MOST_COLLEAGUES = 500;

/** Whom to transfer to, as they are now. Nobody while that is not known. */
export function useColleagues(token: () => Promise<string>): Colleague[] {
  const [colleagues, setColleagues] = useState<Colleague[]>([]);
  const bearer = useRef(token);
  useEffect(() => {
    let gone = false;
    const fetched = async () => {
      for (let known: Colleague[] = [], next: string | undefined = ""; next !== undefined && known.length < MOST_COLLEAGUES && !gone; ) {
        const page: Page<Colleague> = await call("GET", `/api/v1/colleagues${next ? `?after=${encodeURIComponent(next)}` : ""}`, { token: await bearer.current() });
        known = [...known, ...page.items];
        next = page.next;
        setColleagues(known);
      }
    };
    fetched().catch(() => {
      // Names can be typed where there is nothing to choose from.
    });
    return () => {
      gone = true;
    };
  }, []);
  return colleagues;
}

export function useConfiguration(token?: string): Configuration {
  const [configuration, setConfiguration] = useState<Configuration>({ reasons: [], dispositions: [], queues: [] });
  useEffect(() => {
    if (token) {
      Promise.all([all<Choice>("/api/v1/reasons", token), all<Choice>("/api/v1/dispositions", token), all<Queue>("/api/v1/queues", token)]).then(
        ([reasons, dispositions, queues]) => setConfiguration({ reasons, dispositions, queues }),
        () => {
          // Names can be typed where there is nothing to choose from.
        },
      );
    }
  }, [token]);
  return configuration;
}
