import { createHash } from "node:crypto";
import { join } from "node:path";
import { build, type Plugin, type Rolldown } from "vite";

const source = join(import.meta.dirname, "..", "web", "service-worker", "main.ts");
/** What the frame shows without a network beside its scripts. */
const more = ["/favicon.svg", "/icons/icon-192.png"];

/** Builds web/service-worker/ to /sw.js, with the names of the files that every page of the app needs. */
export function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    async generateBundle(_, bundle) {
      const shell = [...shellOf(bundle), ...more];
      const version = createHash("sha256").update(shell.join(" ")).digest("hex").slice(0, 12);
      const built = (await build({
        configFile: false,
        logLevel: "warn",
        define: { __SHELL__: JSON.stringify(shell), __VERSION__: JSON.stringify(version) },
        build: {
          write: false,
          copyPublicDir: false,
          rolldownOptions: { input: source, output: { format: "iife" } },
        },
      })) as Rolldown.RolldownOutput;
      this.emitFile({ type: "asset", fileName: "sw.js", source: built.output[0].code });
    },
  };
}

/** What every page needs, whichever it is, beside what boot.ts fetches and the styles: the words of both languages. */
const everywhere = /\/web\/text\/(?:en|zh-cn)-viewer\.ts$/;

/** The entry and what it fetches in turns, those files with all they import, and the styles. */
function shellOf(bundle: Rolldown.OutputBundle): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || found.has(name)) return;
    found.add(name);
    chunk.imports.forEach(visit);
  };
  for (const [name, chunk] of Object.entries(bundle)) {
    if (chunk.type === "asset" && name.endsWith(".css")) found.add(name);
    if (chunk.type === "chunk" && (chunk.isEntry || everywhere.test(chunk.facadeModuleId ?? ""))) visit(name);
    if (chunk.type === "chunk" && chunk.isEntry) chunk.dynamicImports.forEach(visit);
  }
  return [...found].toSorted().map((name) => `/${name}`);
}
