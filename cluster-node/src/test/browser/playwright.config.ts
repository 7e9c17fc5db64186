import { defineConfig } from "@playwright/test";

// Run by PageIT against the nodes that it has started, in the Chromium of the machine.
export default defineConfig({
  testDir: ".",
  outputDir: process.env.CORDBOARD_OUT ?? "results",
  workers: 1,
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: `${process.env.CORDBOARD_OUT ?? "results"}/report.json` }]],
  use: {
    baseURL: process.env.CORDBOARD_NODE ?? "http://127.0.0.1:8080",
    viewport: { width: 1280, height: 720 },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CORDBOARD_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
});
