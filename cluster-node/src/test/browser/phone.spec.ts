import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, test, type Page } from "@playwright/test";

// Run by BrowserPhoneIT, which has started a node, an rtpengine, and a caller who says a tone.

const NODE = process.env.CORDBOARD_NODE ?? "";
const SIP = process.env.CORDBOARD_SIP ?? "";
const CALLER = process.env.CORDBOARD_CALLER ?? "";
const CALLER_HERTZ = 700;
const AGENT_HERTZ = 1100;

// The node has made its certificate itself.
test.use({ ignoreHTTPSErrors: true });

/** A telephone in a page: JsSIP, as anybody would use it. It says a tone, and tells the loudest that it hears. */
async function phone(page: Page, token: { address: string; user: string; secret: string }): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: 'export { UA, WebSocketInterface } from "jssip"', resolveDir: import.meta.dirname },
    bundle: true,
    format: "iife",
    globalName: "JsSIP",
    write: false,
  });
  const script = outputFiles[0]?.text.replaceAll("</script", "<\\/script") ?? "";
  // Of a server on this machine: a page of nowhere may not connect to it.
  const server = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<audio autoplay></audio><script>${script}</script>`);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.evaluate(
    ({ sip, hertz, token }) => {
      const all = window as any;
      const context = new AudioContext();
      const said = context.createMediaStreamDestination();
      const tone = context.createOscillator();
      tone.frequency.value = hertz;
      tone.connect(said);
      tone.start();
      const heard = context.createAnalyser();
      heard.fftSize = 8192;
      heard.smoothingTimeConstant = 0;
      all.heard = () => {
        const levels = new Float32Array(heard.frequencyBinCount);
        heard.getFloatFrequencyData(levels);
        const loudest = levels.reduce((best, level, at) => (level > (levels[best] ?? -999) ? at : best), 0);
        return (levels[loudest] ?? -999) > -50 ? (loudest * context.sampleRate) / heard.fftSize : 0;
      };
      const ua = new all.JsSIP.UA({
        sockets: [new all.JsSIP.WebSocketInterface(sip)],
        uri: token.address,
        authorization_user: token.user,
        password: token.secret,
      });
      all.state = "starting";
      ua.on("registered", () => (all.state = "registered"));
      ua.on("registrationFailed", (event: any) => (all.state = `refused: ${event.cause}`));
      ua.on("newRTCSession", ({ session }: any) => {
        all.session = session;
        session.on("confirmed", () => (all.state = "talking"));
        session.on("ended", (event: any) => (all.state = `ended: ${event.cause}`));
        session.on("failed", (event: any) => (all.state = `failed: ${event.cause}`));
        session.on("peerconnection", ({ peerconnection }: any) =>
          peerconnection.addEventListener("track", (event: any) => {
            const audio = document.querySelector("audio");
            if (audio) audio.srcObject = event.streams[0];
            context.createMediaStreamSource(event.streams[0]).connect(heard);
          }),
        );
        session.answer({ mediaStream: said.stream, pcConfig: { iceServers: [] } });
      });
      ua.start();
    },
    { sip: SIP, hertz: AGENT_HERTZ, token },
  );
}

const state = (page: Page) => page.evaluate(() => (window as any).state as string);

/** Whether the caller's tone is the loudest that is heard. */
const hears = (page: Page) => page.evaluate((hertz) => Math.abs((window as any).heard() - hertz) < 15, CALLER_HERTZ);

/** Whether the caller has said so: BrowserPhoneIT leaves a file. */
const callerHears = (what: string) => existsSync(join(CALLER, what));

const change = (page: Page, what: "hold" | "unhold") =>
  page.evaluate(
    (method) =>
      new Promise<string>((done) => {
        const session = (window as any).session;
        session[method]({}, () => done(session.connection.currentRemoteDescription.sdp.match(/a=(sendrecv|sendonly|recvonly|inactive)/)[1]));
      }),
    what,
  );

test("a browser's phone registers, rings, talks both ways, holds and hangs up", async ({ page, request }) => {
  // What is said is in the log, if this fails.
  page.on("console", (message) => console.log(message.text()));
  page.on("pageerror", (error) => console.log(error.stack));
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => console.log(`> ${payload}`));
    socket.on("framereceived", ({ payload }) => console.log(`< ${payload}`));
    socket.on("socketerror", (error) => console.log(error));
    socket.on("close", () => console.log("closed"));
  });
  const { accessToken } = await (
    await request.post(`${NODE}/api/v1/auth/token`, { data: { tenant: "demo", user: "alice", password: "alice" } })
  ).json();
  const token = await request.post(`${NODE}/api/v1/me/phone/token`, { headers: { Authorization: `Bearer ${accessToken}` } });
  expect(token.ok(), await token.text()).toBe(true);
  await phone(page, await token.json());
  await expect.poll(() => state(page)).toBe("registered");
  for (const step of ["sign-in", "ready"]) {
    const done = await request.post(`${NODE}/api/v1/me/${step}`, { data: {}, headers: { Authorization: `Bearer ${accessToken}` } });
    expect(done.ok(), await done.text()).toBe(true);
  }

  await expect.poll(() => state(page), { timeout: 20_000 }).toBe("talking");
  await expect.poll(() => hears(page)).toBe(true);

  await expect.poll(() => callerHears("agent")).toBe(true);

  expect(await change(page, "hold")).toMatch(/recvonly|inactive/);
  await expect.poll(() => hears(page)).toBe(false);
  await expect.poll(() => callerHears("music")).toBe(true);

  expect(await change(page, "unhold")).toBe("sendrecv");
  await expect.poll(() => hears(page)).toBe(true);
  await expect.poll(() => callerHears("agent again")).toBe(true);

  await page.evaluate(() => (window as any).session.terminate());
  await expect.poll(() => state(page)).toMatch(/^ended/);
});
