import { browserTimers } from "./browser.ts";

/**
 * Answers of the API that came inside the page (server/edge/page-html.ts): each stands for one request that need not be
 * made. Taken once; whoever asks again asks the server.
 */
const answers: Record<string, unknown> = read();
/** What nobody asked for while the page opened is old news later. */
const fresh_ms = 15_000;
const here_since_ms = browserTimers.now();

function read(): Record<string, unknown> {
  const text = typeof document === "undefined" ? null : document.querySelector("#first-answers")?.textContent;
  return text === null || text === undefined || text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** The answer to this call if the page brought it, else undefined. */
export function takeFirstAnswer(path: string): unknown {
  if (!(path in answers) || browserTimers.now() - here_since_ms > fresh_ms) return undefined;
  const answer = answers[path];
  delete answers[path];
  return answer;
}

/** The same as a response, for whoever fetches; null for everything the page did not bring. */
export function firstResponse(path: string, init: RequestInit | undefined): Promise<Response> | null {
  if ((init?.method ?? "GET") !== "GET") return null;
  const answer = takeFirstAnswer(path);
  return answer === undefined ? null : Promise.resolve(new Response(JSON.stringify(answer), { status: 200 }));
}
