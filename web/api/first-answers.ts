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

/** The answer to this request if the page brought it; null for everything else. */
export function firstAnswer(path: string, init: RequestInit | undefined): Promise<Response> | null {
  if ((init?.method ?? "GET") !== "GET" || !(path in answers)) return null;
  if (browserTimers.now() - here_since_ms > fresh_ms) return null;
  const answer = JSON.stringify(answers[path]);
  delete answers[path];
  return Promise.resolve(new Response(answer, { status: 200 }));
}
