import { tmpdir } from "node:os";
import { clock } from "./clock.ts";
import { runMarket } from "./market.ts";

/** How long our people have to say goodbye; the server waits for us a little longer than this. */
const goodbye_ms = 1_500;

/** The demo is a process of its own that lives as long as the server which started it. */
const stop = new AbortController();
const end = (): void => {
  stop.abort();
  // Whoever is just filling a shelf asks a server that may be gone for ever: nothing of that is waited for.
  clock.after(goodbye_ms, () => process.exit(0));
};
process.on("SIGINT", () => undefined); // Ctrl-C reaches us too; the server says when
process.on("SIGTERM", end);
process.on("disconnect", end);
try {
  await runMarket({
    url: process.env["DEMO_URL"] ?? "http://127.0.0.1:3000",
    rtmpUrl: process.env["DEMO_RTMP_URL"] ?? "rtmp://127.0.0.1:1935/live",
    directory: process.env["DEMO_DIRECTORY"] ?? tmpdir(),
    calm: process.env["DEMO_CALM"] === "1",
    signal: stop.signal,
  });
  process.exit(0);
} catch (error) {
  if (stop.signal.aborted) process.exit(0);
  process.stderr.write(`demo: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
