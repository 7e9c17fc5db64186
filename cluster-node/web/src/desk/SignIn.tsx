import { type FormEvent, useState } from "react";
import type { Place } from "../place";
import type { Desk } from "./useDesk";

export function SignIn({ desk, place }: { desk: Desk; place: Place }) {
  const demo = place.users.filter((each) => each.agent);
  const [tenant, setTenant] = useState(place.tenant ?? "");
  const [user, setUser] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    void desk.signIn(tenant.trim(), user.trim(), password).finally(() => setBusy(false));
  };
  return (
    <form className="stack" onSubmit={submit}>
      <h2>Agent</h2>
      {demo.length > 0 && (
        <label>
          Try it as
          <select
            aria-describedby="password-hint"
            value={demo.some((each) => each.user === user) ? user : ""}
            onChange={(e) => {
              setTenant(place.tenant ?? "");
              setUser(e.target.value);
              setPassword(e.target.value);
            }}
          >
            <option value="">choose an agent of the demo …</option>
            {demo.map((each) => (
              <option key={each.user}>{each.user}</option>
            ))}
          </select>
        </label>
      )}
      <label>
        Tenant
        <input value={tenant} onChange={(e) => setTenant(e.target.value)} autoComplete="organization" autoCapitalize="none" spellCheck={false} required />
      </label>
      <label>
        User
        <input value={user} onChange={(e) => setUser(e.target.value)} autoComplete="username" autoCapitalize="none" spellCheck={false} required />
      </label>
      <label>
        Password
        <input type="password" value={password} onChange={(e) => setPassword(e.target.value)} autoComplete="current-password" required />
      </label>
      {demo.length > 0 && (
        <p className="hint" id="password-hint">
          Each demo agent's password is the name again.
        </p>
      )}
      <button type="submit" className="primary" disabled={busy}>
        Sign in
      </button>
    </form>
  );
}
