import type { Token } from "../contract";
import { call, keep, kept, Refused } from "../http";

const KEPT = "cordboard-login";

/** Whom this page is signed in as, and until when by its own clock: the server's may be another. */
export interface Login {
  tenant: string;
  user: string;
  token: Token;
  until: number;
}

function lasting(tenant: string, user: string, token: Token): Login {
  const login = { tenant, user, token, until: Date.now() + token.expiresIn * 1_000 };
  keep(KEPT, login);
  return login;
}

/** What was kept from before the page was loaded again. */
export function keptLogin(): Login | undefined {
  return kept<Login>(KEPT);
}

export function forgetLogin(): void {
  keep(KEPT, undefined);
}

/** The password goes no further: what is kept is a token, which is good for new ones until the session ends. */
export async function logIn(tenant: string, user: string, password: string): Promise<Login> {
  return lasting(tenant, user, await call<Token>("POST", "/api/v1/auth/token", { body: { ...(tenant ? { tenant } : {}), user, password } }));
}

/** Gives tokens that are good until a moment asked for, or as long as the session is: renewed before they end. */
export type Tokens = (until: number) => Promise<string>;

export function tokensOf(first: Login): Tokens {
  let login = first;
  let renewal: Promise<void> | undefined;
  const renew = async () => {
    const { tenant, user, token } = login;
    login = lasting(tenant, user, await call<Token>("POST", "/api/v1/auth/renewal", { token: token.accessToken }));
  };
  return async (until) => {
    const last = Date.parse(login.token.expiresAt) >= Date.parse(login.token.renewableUntil);
    if (last && login.until <= Date.now()) {
      throw new Refused("unauthenticated", "Expected a session that is not over", 401);
    }
    if (login.until < until && !last) {
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      await renewal;
    }
    return login.token.accessToken;
  };
}
