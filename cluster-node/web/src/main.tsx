import { StrictMode, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { Customer } from "./customer/Customer";
import { Desk } from "./desk/Desk";
import { usePlace } from "./place";
import "./page.css";

const VIEWS = { "#both": "Both", "#customer": "Customer", "#agent": "Agent" };

function useHash(): string {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener("hashchange", changed);
      return () => window.removeEventListener("hashchange", changed);
    },
    () => (location.hash in VIEWS ? location.hash : "#both"),
  );
}

/** The first page: a customer on one side, an agent on the other, both over the real API. Each tab is a desk of its own. */
function Page() {
  const place = usePlace();
  const view = useHash();
  return (
    <>
      <header>
        <h1>Cordboard</h1>
        <nav aria-label="Show">
          {Object.entries(VIEWS).map(([hash, name]) => (
            <a key={hash} href={hash} aria-current={view === hash ? "page" : undefined}>
              {name}
            </a>
          ))}
        </nav>
      </header>
      <main className={view.slice(1)}>
        {place && view !== "#agent" && <Customer place={place} />}
        {place && view !== "#customer" && <Desk place={place} />}
      </main>
    </>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}
