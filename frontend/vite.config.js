import { defineConfig } from "vite";

// One script and one style sheet for the whole site: pages are rendered by the server, so there is nothing to split.
export default defineConfig({
  base: "./",
  build: {
    outDir: "../src/hatang/portal/static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0, // fonts and pictures stay files: a strict Content-Security-Policy allows no data: font
    rolldownOptions: { input: "src/main.ts" },
  },
});
