import { defineConfig } from "vite";

// One script and one style sheet for the whole site: pages are rendered by the server. Only the map has its own,
// which no other page loads.
export default defineConfig({
  base: "./",
  build: {
    outDir: "../src/hatang/portal/static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0, // fonts and pictures stay files: a strict Content-Security-Policy allows no data: font
    chunkSizeWarningLimit: 3000, // the map's engine
    rolldownOptions: { input: ["src/main.ts", "src/map/main.ts"] },
  },
});
