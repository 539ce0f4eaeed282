import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `vite` in development finds the server that `npm start` runs. */
const server = process.env["LAOTIE_SERVER"] ?? "http://127.0.0.1:3000";

export default defineConfig({
  root: "web",
  plugins: [react(), tailwindcss()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // A strict CSP allows no data: scripts or styles; small files stay files.
    assetsInlineLimit: 0,
    // The polyfill would be an inline script; every browser we support preloads modules.
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      "/v1": { target: server, ws: true },
      "/live": server,
      "/pictures": server,
      "/pay": server,
      "/docs": server,
    },
  },
});
