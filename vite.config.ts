import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Rolldown } from "vite";
import { leanContract } from "./tools/lean-contract.ts";
import { serviceWorker } from "./tools/service-worker.ts";

/** Where `vite` in development finds the server that `npm start` runs. */
const server = process.env["LAOTIE_SERVER"] ?? "http://127.0.0.1:3000";

/** Small pieces that home, rooms and products all show: one file, not ten. */
const goods =
  /\/web\/(?:ui\/(?:picture|price|time|more|copy-field)|text\/money|pages\/buy\/(?:from-price|buying)|pages\/order\/unpaid-bar)\.tsx?$/;

export default defineConfig({
  root: "web",
  plugins: [leanContract(), react(), tailwindcss(), serviceWorker()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // A strict CSP allows no data: scripts or styles; small files stay files.
    assetsInlineLimit: 0,
    // The polyfill would be an inline script; every browser we support preloads modules.
    modulePreload: { polyfill: false },
    // Which files a page needs, for the server to name them before the browser finds out.
    manifest: "manifest.json",
    rolldownOptions: {
      output: {
        // Two files that every page needs, not thirty: what changes with a library, and what changes with our code.
        codeSplitting: {
          groups: [
            // What boot.ts needs; it must not bring the rest along.
            { name: "device", test: /\/web\/api\/browser\.ts$|vite\/preload-helper/, priority: 4 },
            // Run in a turn of its own before the rest: half of all the code there is to run before the first page.
            { name: "react", test: /\/node_modules\/(?:react|react-dom|scheduler)\//, priority: 3 },
            { name: shellOf("libraries", true), debugName: "libraries", priority: 2 },
            { name: "goods", test: goods, priority: 3, includeDependenciesRecursively: false },
            { name: shellOf("frame", false), debugName: "frame", priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      "/v1": { target: server, ws: true },
      "/live": server,
      "/pictures": server,
      "/pay": server,
      "/openapi.json": server,
    },
  },
});

/** What main.tsx needs before any page: of others (`foreign`) or of ours. */
function shellOf(name: string, foreign: boolean): (id: string, chunks: Rolldown.ChunkingContext) => string | null {
  let shell: Set<string> | null = null;
  return (id, chunks) => {
    if (id.includes("node_modules") !== foreign) return null;
    shell ??= reachable(chunks, chunks.getModuleInfo(`${import.meta.dirname}/web/main.tsx`)?.importedIds ?? []);
    return shell.has(id) ? name : null;
  };
}

function reachable(chunks: Rolldown.ChunkingContext, from: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const next of chunks.getModuleInfo(id)?.importedIds ?? []) visit(next);
  };
  for (const id of from) visit(id);
  return found;
}
