import { defineConfig } from "vite";

// Everything from the node itself: no script or style inline, so that the content security policy can forbid both.
export default defineConfig({
  build: { outDir: process.env.CORDBOARD_WEB_OUT ?? "dist", emptyOutDir: true, assetsInlineLimit: 0 },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8080", ws: true }, "/chat": { target: "http://127.0.0.1:8080", ws: true } } },
});
