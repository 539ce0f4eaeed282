import { buildWeb } from "../server/edge/web-build.ts";

/** Builds the web app ahead of time, for a deployment whose checkout cannot be written. */
process.stdout.write((await buildWeb()) ? "web app built\n" : "web app unchanged\n");
