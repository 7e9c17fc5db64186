import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { Agent, Customer, expect, NODES, shot, test } from "./stage";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Everything that WCAG 2.2 at level AA, as far as a program can tell, finds wrong. */
async function accessible(page: Page): Promise<void> {
  // Not added as a script element: the page's own policy forbids that.
  const found = await page.evaluate(
    async (source) => {
      new Function(source).call(window);
      const axe = (window as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe;
      const { violations } = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
      return violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`);
    },
    AXE,
  );
  expect(found).toEqual([]);
}

test("a chat lives from the customer's first word to the agent's disposition", async ({ stage }) => {
  const customer = await stage.customer("life", "Carla", "Where is my order?");
  await expect(customer.state).toContainText("waiting for an agent");

  const agent = await stage.readyAgent("life-a");
  await expect(agent.offer).toContainText("Carla");
  await expect(agent.offer).toContainText("Where is my order?");
  const countdown = agent.offer.getByTestId("countdown");
  const seconds = Number.parseInt((await countdown.textContent()) ?? "", 10);
  await expect.poll(async () => Number.parseInt((await countdown.textContent()) ?? "", 10)).toBeLessThan(seconds);
  await expect(agent.page).toHaveTitle(/\(1\) Offer/);
  await shot(agent.page, "offer");
  await accessible(agent.page);
  await agent.accepts();

  await expect(customer.state).toHaveText("with life-a");
  await expect(customer.line("Where is my order?")).toContainText("delivered");
  await agent.types("Let me");
  await expect(customer.pane.getByText("life-a is typing")).toBeVisible();
  await agent.says("Let me look.");
  await expect(customer.line("Let me look.")).toBeVisible();
  await expect(customer.pane.getByText("is typing")).toBeHidden();
  await expect(agent.line("Let me look.")).toContainText("delivered");
  await customer.types("It is");
  await expect(agent.pane.getByText("Carla is typing")).toBeVisible();
  await customer.says("It is number 7.");
  await expect(agent.line("It is number 7.")).toBeVisible();
  await expect(customer.line("It is number 7.")).toContainText("delivered");
  await shot(agent.page, "conversation");
  await shot(customer.page, "customer");
  await accessible(agent.page);
  await accessible(customer.page);

  await agent.button("End chat").click();
  await expect(customer.line("ended by the agent")).toBeVisible();
  await expect(agent.wrapUp.getByTestId("wrap-up-left")).toContainText(/\d+ s left/);
  await expect(agent.wrapUp.getByLabel("Disposition").getByRole("option")).toHaveText(["none", "Not solved", "Solved"]);
  await agent.wrapUp.getByLabel("Disposition").selectOption("Solved");
  await agent.wrapUp.getByLabel("Notes").fill("Sent again.");
  await shot(agent.page, "wrap-up");
  await accessible(agent.page);
  await agent.button("Finish").click();
  await expect(agent.pane.getByText("What comes next appears here")).toBeVisible();
  await customer.button("New chat").click();
  await expect(customer.button("Start chat")).toBeVisible();
});

test("what one agent rejects another gets", async ({ stage }) => {
  const first = await stage.readyAgent("reject-a");
  const second = await stage.readyAgent("reject-b");
  const customer = await stage.customer("reject", "Rita", "Anybody?");

  await first.offer.getByRole("button", { name: "Reject" }).click();

  await expect(first.offer).toBeHidden();
  await second.accepts();
  await expect(customer.state).toHaveText("with reject-b");
  await expect(first.pane.getByRole("article")).toBeHidden();
});

test("an agent who misses an offer is not ready, and is told", async ({ stage }) => {
  const agent = await stage.readyAgent("miss-a");
  const customer = await stage.customer("miss", "Mia", "Hello?");

  await expect(agent.offer).toBeVisible();
  await expect(agent.status).toHaveText("not ready: missed an offer");
  await expect(agent.offer).toBeHidden();
  await expect(customer.state).toContainText("waiting");
  await agent.ready();
  await agent.accepts();
  await expect(customer.state).toHaveText("with miss-a");
});

test("an offer goes when its customer leaves", async ({ stage }) => {
  const agent = await stage.readyAgent("leave-a");
  const customer = await stage.customer("leave", "Lea", "Never mind");
  await expect(agent.offer).toBeVisible();

  await customer.button("Leave").click();

  await expect(agent.offer).toBeHidden();
  await expect(agent.status).toHaveText("ready");
  await expect(customer.line("You have left the chat")).toBeVisible();
  await expect(customer.state).toHaveText("over");
});

test("a customer who leaves ends the chat for the agent", async ({ stage }) => {
  const agent = await stage.readyAgent("gone-a");
  const customer = await stage.customer("gone", "Gus", "One question");
  await agent.accepts();
  await customer.button("Leave").click();

  await expect(agent.wrapUp).toBeVisible();
  await agent.button("Finish").click();
  await expect(agent.pane.getByText("What comes next appears here")).toBeVisible();
});

test("a conversation moves to another queue, and to one agent, with all that was said", async ({ stage }) => {
  const first = await stage.readyAgent("transfer-a");
  const second = await stage.readyAgent("transfer-b");
  const customer = await stage.customer("transfer", "Tom", "Who knows this?");
  await first.accepts();
  await first.says("Somebody else does.");
  await expect(customer.line("Somebody else does.")).toBeVisible();

  await first.button("Transfer").click();
  await first.pane.getByLabel("To queue").selectOption("transfer-to");
  const suggested = first.pane.locator("datalist option");
  await expect(suggested.and(first.pane.locator("[value=transfer-b]"))).toHaveAttribute("label", "transfer-b (ready)");
  await expect(suggested.and(first.pane.locator("[value=both-b]"))).toHaveAttribute("label", "both-b (signed out)");
  await expect(suggested.and(first.pane.locator("[value=transfer-a]"))).toHaveCount(0);
  await shot(first.page, "transfer");
  await accessible(first.page);
  await first.button("Hand over").click();
  await second.accepts();
  await expect(first.pane.getByRole("article")).toBeHidden();
  await expect(second.line("Somebody else does.")).toBeVisible();
  await expect(customer.line("You are being connected to somebody else")).toBeVisible();
  await expect(customer.state).toHaveText("with transfer-b");

  await second.button("Transfer").click();
  await second.pane.getByLabel("To queue").selectOption("transfer");
  await second.pane.getByLabel("Only to agent").fill("transfer-a");
  await second.button("Hand over").click();
  await first.accepts();
  await expect(customer.state).toHaveText("with transfer-a");
  await expect(first.said).toHaveCount(2);
});

test("a reloaded page goes on where it was", async ({ stage }) => {
  const agent = await stage.readyAgent("reload-a");
  const customer = await stage.customer("reload", "Rolf", "One");
  await agent.accepts();
  await agent.says("Two");
  await expect(customer.line("Two")).toBeVisible();
  await expect(agent.line("Two")).toContainText("delivered");

  await agent.page.goto("about:blank");
  await customer.says("Three");
  await expect(customer.line("Three")).toContainText("sent");
  await agent.page.goBack();
  await customer.page.reload();

  await expect(agent.line("Three")).toBeVisible();
  await expect(agent.said).toHaveText([/One/, /Two/, /Three/]);
  await agent.says("Four");
  await expect(customer.line("Four")).toBeVisible();
  await expect(customer.said.filter({ hasText: /One|Two|Three|Four/ })).toHaveText([/One/, /Two/, /Three/, /Four/]);
  await expect(agent.status).toHaveText("ready");

  // On the way out too: to load the page again is not to stay.
  await agent.button("Sign out").click();
  await expect(agent.status).toHaveText("draining");
  await agent.page.reload();
  await expect(agent.line("Four")).toBeVisible();
  await agent.says("Five");
  await expect(customer.line("Five")).toBeVisible();
  await expect(agent.status).toHaveText("draining");
  await agent.button("End chat").click();
  await agent.button("Finish").click();
  await expect(agent.button("Sign in")).toBeVisible();
});

test("a lost connection is found again on another node, with nothing missed and nothing twice", async ({ stage }) => {
  stage.expected.push(/ERR_|WebSocket/);
  const line = await stage.proxy();
  const agent = await stage.readyAgent("cut-a", line.url);
  const customer = await stage.customer("cut", "Kim", "One", line.url);
  const watching = await stage.openedAgain("cut-a", "ready");
  await agent.accepts();
  await agent.says("Two");
  await expect(customer.line("Two")).toBeVisible();

  line.cut();
  await expect(agent.pane.getByText("reconnecting")).toBeVisible();
  await expect(customer.pane.getByText("reconnecting")).toBeVisible();
  await agent.says("Three");
  await expect(agent.line("Three")).toContainText("sending");
  await shot(agent.page, "reconnecting");
  // Meanwhile, in another tab of the agent that is not cut off.
  await watching.says("Four");
  await expect(watching.line("Four")).toContainText("sent");
  line.mend(NODES[1]);

  await expect(agent.pane.getByText("reconnecting")).toBeHidden();
  await expect(agent.line("Three")).toContainText("delivered");
  await customer.says("Five");
  await expect(agent.line("Five")).toBeVisible();
  for (const side of [agent, customer, watching]) {
    await expect(side.said.filter({ hasText: /One|Two|Three|Four|Five/ })).toHaveText([/One/, /Two/, /Four/, /Three/, /Five/]);
  }
});

test("whatever a customer writes is shown as text", async ({ stage }) => {
  const bad = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> &amp; \u202Egnp.exe {{7*7}} [a](javascript:alert(1)) ${"W".repeat(300)}`;
  const agent = await stage.readyAgent("text-a");
  const customer = await stage.customer("text", '<b onmouseover="window.hacked=1">Eve</b>', "first");
  await agent.accepts();

  await customer.says(bad);
  await agent.says(bad);

  // Overrides of the direction of writing go; the rest stays as it was written.
  const shown = bad.replace("\u202E", "");
  await expect(agent.said.locator(".text").nth(1)).toHaveText(shown);
  await expect(customer.said.locator(".text").last()).toHaveText(shown.trim());
  await expect(agent.pane.getByRole("heading", { name: "<b onmouseover" })).toBeVisible();
  for (const page of [agent.page, customer.page]) {
    expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();
    expect(await page.locator("img, script:not([src^='/assets/'])").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
  }
  await shot(agent.page, "hostile");
});

test("a wrong password is refused in words, and a right one lets in", async ({ stage }) => {
  stage.expected.push(/401/);
  const page = await stage.page("#agent");
  const agent = new Agent(page, page.getByRole("region", { name: "Agent" }));
  await accessible(page);
  await shot(page, "sign-in");
  await agent.pane.getByLabel("Try it as").selectOption("reason-a");
  await agent.pane.getByLabel("Password").fill("wrong");
  await agent.button("Sign in").click();

  await expect(agent.alert).toContainText("not known here");
  await agent.pane.getByLabel("Password").fill("reason-a");
  await agent.button("Sign in").click();
  await expect(agent.status).toHaveText("not ready: just signed in");
  await expect(agent.alert).toBeHidden();
});

test("an agent says why they are not ready, in the tenant's words", async ({ stage }) => {
  const agent = await stage.readyAgent("reason-b");
  await expect(agent.pane.getByLabel("Reason").getByRole("option")).toHaveText(["Coffee", "Lunch"]);
  await agent.pane.getByLabel("Reason").selectOption("Lunch");
  await agent.button("Not ready").click();

  await expect(agent.status).toHaveText("not ready: Lunch");
  await agent.button("Sign out").click();
  await expect(agent.button("Sign in")).toBeVisible();
});

test("several conversations at once stay apart", async ({ stage }) => {
  const agent = await stage.readyAgent("many-a");
  const anna = await stage.customer("many", "Anna", "I am Anna");
  await agent.accepts();
  const bert = await stage.customer("many", "Bert", "I am Bert");
  await expect(agent.offer).toBeVisible();
  await agent.offer.getByRole("button", { name: "Accept" }).click();
  await expect(agent.pane.getByRole("article", { name: "chat with Bert" })).toBeVisible();
  await expect(agent.said).toHaveText([/I am Bert/]);

  await anna.says("Still there?");
  await expect(agent.pane.getByRole("button", { name: /Anna.*1 new/ })).toBeVisible();
  await shot(agent.page, "several");
  await accessible(agent.page);
  await agent.says("Hello Bert");
  await agent.pane.getByRole("button", { name: /Anna/ }).click();
  await agent.says("Hello Anna");

  await expect(anna.line("Hello Anna")).toBeVisible();
  await expect(bert.line("Hello Bert")).toBeVisible();
  await expect(agent.said).toHaveText([/I am Anna/, /Still there/, /Hello Anna/]);
});

test("all tabs of an agent show the same, and sign out together", async ({ stage }) => {
  const one = await stage.readyAgent("tabs-a");
  const two = await stage.openedAgain("tabs-a", "ready");
  const customer = await stage.customer("tabs", "Tina", "Which tab?");
  await expect(one.offer).toBeVisible();
  await two.accepts();

  await expect(one.offer).toBeHidden();
  await one.says("This one.");
  await expect(two.line("This one.")).toBeVisible();
  await expect(customer.line("This one.")).toHaveCount(1);
  await one.button("End chat").click();
  await two.button("Finish").click();
  await expect(one.wrapUp).toBeHidden();
  await one.button("Sign out").click();
  await expect(two.button("Sign in")).toBeVisible();
});

test("wrap-up that must have a disposition does not end without one", async ({ stage }) => {
  const agent = await stage.readyAgent("strict-a");
  await stage.customer("strict", "Sam", "Quick one");
  await agent.accepts();
  await agent.button("End chat").click();
  await expect(agent.wrapUp).toBeVisible();

  await agent.page.reload();

  await expect(agent.button("Finish")).toBeDisabled();
  // The page asks for the list when it is loaded; until it is there the field takes any text.
  await agent.wrapUp.getByRole("combobox", { name: "Disposition (required)" }).selectOption("Solved");
  await agent.button("Finish").click();
  await expect(agent.pane.getByText("What comes next appears here")).toBeVisible();
});

test("a desk stays connected beyond the time of its first ticket", async ({ stage }) => {
  const sockets: string[] = [];
  let refreshed = 0;
  const page = await stage.page("#agent");
  page.on("websocket", (socket) => {
    sockets.push(socket.url());
    socket.on("framesent", (frame) => {
      refreshed += String(frame.payload).includes('"refresh"') ? 1 : 0;
    });
  });
  const agent = new Agent(page, page.getByRole("region", { name: "Agent" }));
  await agent.pane.getByLabel("Try it as").selectOption("renew-a");
  await agent.button("Sign in").click();
  await agent.ready();

  // A socket lives for eight seconds in this test: three times half of it is longer.
  await expect.poll(() => refreshed, { timeout: 30_000 }).toBeGreaterThanOrEqual(3);

  await expect(agent.status).toHaveText("ready");
  expect(sockets).toHaveLength(1);
});

test("a desk that was loaded again stays signed in beyond the time of its token", async ({ stage }) => {
  const logins: string[] = [];
  const agent = await stage.agent("session-a");
  agent.page.on("request", (request) => {
    if (request.url().endsWith("/auth/token")) {
      logins.push(request.url());
    }
  });
  await agent.ready();
  await agent.page.reload();
  await expect(agent.status).toHaveText("ready");
  const end = await agent.page.evaluate(() => (JSON.parse(sessionStorage.getItem("cordboard-login") ?? "{}") as { until: number }).until);

  // A token lives for twelve seconds in this test.
  await expect.poll(() => Date.now(), { timeout: 30_000 }).toBeGreaterThan(end + 1_000);

  await expect(agent.status).toHaveText("ready");
  await agent.page.reload();
  await expect(agent.status).toHaveText("ready");
  const customer = await stage.customer("session", "Stan", "Still there?");
  await agent.accepts();
  await expect(customer.state).toHaveText("with session-a");
  expect(logins).toEqual([]);
});

test("a session that is over ends in words", async ({ stage }) => {
  stage.expected.push(/401/);
  const agent = await stage.agent("session-b");
  await agent.page.route("**/api/v1/auth/renewal", (route) =>
    route.fulfill({ status: 401, contentType: "application/problem+json", body: JSON.stringify({ code: "unauthenticated", detail: "Expected a session that is not over", status: 401 }) }),
  );

  await expect(agent.alert).toContainText("Your time is over. Please sign in again.");
  await expect(agent.button("Sign in")).toBeVisible();
  expect(await agent.page.evaluate(() => sessionStorage.getItem("cordboard-login"))).toBeNull();
});

test("customer and agent stand side by side, in light and dark", async ({ stage }) => {
  const page = await stage.page("");
  const agent = new Agent(page, page.getByRole("region", { name: "Agent" }));
  const customer = new Customer(page, page.getByRole("region", { name: "Customer" }));
  await shot(page, "both-start");
  await accessible(page);
  await agent.pane.getByLabel("Try it as").selectOption("both-a");
  await agent.button("Sign in").click();
  await agent.ready();
  await customer.pane.getByLabel("What is it about?").selectOption("both");
  await customer.pane.getByLabel("How can we help?").fill("Side by side");
  await customer.pane.getByLabel("How can we help?").press("Tab");
  await page.keyboard.press("Enter");
  await agent.accepts();
  await agent.says("It is.");
  await expect(customer.line("It is.")).toBeVisible();
  await shot(page, "both");
  await page.emulateMedia({ colorScheme: "dark" });
  await shot(page, "both-dark");
  await accessible(page);
});

test("the page is safe to serve and quick to fetch", async ({ request }) => {
  const index = await request.get(`${NODES[0]}/`);
  expect(index.headers()["content-security-policy"]).toContain("default-src 'none'");
  expect(index.headers()["cache-control"]).toBe("no-cache");
  const script = /src="([^"]+)"/.exec(await index.text())?.[1] ?? "";
  const asset = await request.get(NODES[0] + script, { headers: { "Accept-Encoding": "gzip" } });
  expect(asset.headers()["cache-control"]).toContain("immutable");
  expect(asset.headers()["content-encoding"]).toBe("gzip");
});
