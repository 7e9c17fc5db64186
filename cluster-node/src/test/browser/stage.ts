import { test as base, type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { CuttingProxy } from "./cuttingProxy";

export { expect };

/** The nodes of the cluster. */
export const NODES = [process.env.CORDBOARD_NODE ?? "http://127.0.0.1:8080", process.env.CORDBOARD_OTHER_NODE ?? process.env.CORDBOARD_NODE ?? "http://127.0.0.1:8080"] as const;

/** One side of a conversation. */
class Side {
  constructor(
    readonly page: Page,
    readonly pane: Locator,
  ) {}

  get said(): Locator {
    return this.pane.getByRole("log").getByRole("listitem");
  }

  line(text: string): Locator {
    return this.said.filter({ hasText: text });
  }

  async says(text: string): Promise<void> {
    await this.pane.getByRole("textbox", { name: /: message$/ }).fill(text);
    await this.pane.getByRole("button", { name: "Send" }).click();
  }

  /** Writes and does not send. */
  async types(text: string): Promise<void> {
    await this.pane.getByRole("textbox", { name: /: message$/ }).pressSequentially(text);
  }

  button(name: string): Locator {
    return this.pane.getByRole("button", { name, exact: true });
  }

  get alert(): Locator {
    return this.pane.getByRole("alert");
  }
}

export class Customer extends Side {
  get state(): Locator {
    return this.pane.getByTestId("chat-state");
  }
}

export class Agent extends Side {
  get status(): Locator {
    return this.pane.getByTestId("status");
  }

  get offer(): Locator {
    return this.pane.getByRole("region", { name: /^Offer/ });
  }

  get wrapUp(): Locator {
    return this.pane.getByRole("form", { name: "Wrap-up" });
  }

  async ready(): Promise<void> {
    await this.button("Ready").click();
    await expect(this.status).toHaveText("ready");
  }

  async accepts(): Promise<void> {
    await this.offer.getByRole("button", { name: "Accept" }).click();
    await expect(this.pane.getByRole("article")).toBeVisible();
  }
}

/** One browser with a tab for each side. Sees to it that nothing goes elsewhere, and that the console stays clean. */
export class Stage {
  readonly faults: string[] = [];
  /** Faults that a test brings about on purpose. */
  readonly expected: RegExp[] = [];
  private readonly proxies: CuttingProxy[] = [];

  constructor(private readonly context: BrowserContext) {
    context.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        this.faults.push(`${message.text()} ${message.location().url}`);
      }
    });
    context.on("weberror", (error) => this.faults.push(String(error.error())));
    context.on("request", (request) => {
      if (!/^(https?:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url())) {
        this.faults.push(`asked ${request.url()}`);
      }
    });
  }

  async proxy(): Promise<CuttingProxy> {
    const proxy = await CuttingProxy.to(NODES[0]);
    this.proxies.push(proxy);
    return proxy;
  }

  async page(hash: string, node: string = NODES[0]): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(`${node}/${hash}`);
    return page;
  }

  /** A customer who writes to a queue. */
  async customer(queue: string, name: string, text: string, node?: string): Promise<Customer> {
    const page = await this.page("#customer", node);
    const customer = new Customer(page, page.getByRole("region", { name: "Customer" }));
    await customer.pane.getByLabel("What is it about?").selectOption(queue);
    await customer.pane.getByLabel("Your name").fill(name);
    await customer.pane.getByLabel("How can we help?").fill(text);
    await customer.button("Start chat").click();
    await expect(customer.line(text)).toBeVisible();
    return customer;
  }

  /** An agent who has signed in. */
  async agent(user: string, node?: string): Promise<Agent> {
    return this.openedAgain(user, /^not ready/, node);
  }

  /** One more tab of an agent who may be signed in elsewhere. */
  async openedAgain(user: string, status: string | RegExp, node?: string): Promise<Agent> {
    const page = await this.page("#agent", node);
    const agent = new Agent(page, page.getByRole("region", { name: "Agent" }));
    await agent.pane.getByLabel("Try it as").selectOption(user);
    await agent.button("Sign in").click();
    await expect(agent.status).toHaveText(status);
    return agent;
  }

  async readyAgent(user: string, node?: string): Promise<Agent> {
    const agent = await this.agent(user, node);
    await agent.ready();
    return agent;
  }

  end(): void {
    for (const proxy of this.proxies) {
      proxy.close();
    }
    expect(this.faults.filter((fault) => !this.expected.some((each) => each.test(fault)))).toEqual([]);
  }
}

export const test = base.extend<{ stage: Stage }>({
  stage: async ({ context }, use) => {
    const stage = new Stage(context);
    await use(stage);
    stage.end();
  },
});

/** For people: how it looked, kept with the results. */
export async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${process.env.CORDBOARD_OUT ?? "results"}/${name}.png` });
}
