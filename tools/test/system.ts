import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "../run.ts";

/** What the tests need from Debian beside Node: a package, and how to see that it (or its like) is there. */
interface SystemTool {
  readonly debian: string;
  readonly why: string;
  present(): boolean;
}

const tools: readonly SystemTool[] = [
  { debian: "chromium", why: "the browser tests", present: () => onPath("chromium") },
  { debian: "fonts-noto-cjk", why: "Chinese text in the browser tests", present: hasChineseFont },
  { debian: "ffmpeg", why: "the encoder that pushes a stream", present: () => onPath("ffmpeg") },
  { debian: "postgresql-15", why: "the oldest PostgreSQL we promise", present: () => postgresBin() !== null },
];

/** The oldest PostgreSQL of this machine that is at least 15: the folder of its programs, or null. */
export function postgresBin(): string | null {
  const base = "/usr/lib/postgresql";
  if (!existsSync(base)) return null;
  const versions = readdirSync(base)
    .map(Number)
    .filter((version) => version >= 15);
  const bins = versions.toSorted((a, b) => a - b).map((version) => join(base, String(version), "bin"));
  return bins.find((bin) => existsSync(join(bin, "initdb"))) ?? null;
}

/** Installs what is missing as root; otherwise says what to install. Answers the sentence, or null when all is there. */
export async function ensureSystemTools(): Promise<string | null> {
  const missing = tools.filter((tool) => !tool.present());
  if (missing.length === 0) return null;
  const names = missing.map((tool) => tool.debian);
  const reasons = missing.map((tool) => `${tool.debian} (${tool.why})`).join(", ");
  const command = `apt-get update && apt-get install -y --no-install-recommends ${names.join(" ")}`;
  if (!onPath("apt-get")) return `The tests need ${reasons}; please install them, this machine has no apt-get.`;
  if (process.getuid?.() !== 0) return `The tests need ${reasons}; please run as root: ${command}`;
  console.log(`installing ${reasons}`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], { env });
  const code = await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...names], { env });
  const still = missing.filter((tool) => !tool.present()).map((tool) => tool.debian);
  if (code === 0 && still.length === 0) return null;
  return `apt-get could not install ${(still.length > 0 ? still : names).join(", ")}; please see its messages above.`;
}

function onPath(program: string): boolean {
  const folders = (process.env["PATH"] ?? "").split(":");
  return folders.some((folder) => existsSync(join(folder, program)));
}

function hasChineseFont(): boolean {
  return spawnSync("fc-list", [":lang=zh-cn"], { encoding: "utf8" }).stdout?.trim().length > 0;
}
