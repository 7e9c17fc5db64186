import { createRoot } from "react-dom/client";
import { Customer } from "./customer/Customer";
import { Desk } from "./desk/Desk";
import "./page.css";

/** The first page: a customer on one side, an agent on the other, both over the real API. */
function Page() {
  return (
    <>
      <header>
        <h1>Cordboard</h1>
        <p>A customer chats on the left; an agent works on the right.</p>
      </header>
      <main>
        <Customer />
        <Desk />
      </main>
    </>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(<Page />);
}
