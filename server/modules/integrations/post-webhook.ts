import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { isLoopback } from "../../kernel/config.ts";
import type { Clock } from "../../kernel/clock.ts";
import { limits } from "../../kernel/limits.ts";
import { AddressRefused, isPublicAddress, lookupPublic } from "../../kernel/public-address.ts";

export interface Posted {
  /** HTTP status, or null where no answer came. */
  readonly status: number | null;
  readonly error: "timeout" | "refused_address" | "tls" | "connection" | "redirect" | null;
  /** The beginning of the answer, as text. */
  readonly answer: string;
  readonly duration_ms: number;
}

/**
 * Whether an address may be given at all: https to a host of the open network. `open` (demo, development) also allows
 * this machine itself, over http too.
 */
export function mayPostTo(text: string, open: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return false;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (open && isLoopback(host)) return url.protocol === "http:" || url.protocol === "https:";
  if (url.protocol !== "https:") return false;
  return isIP(host) === 0 ? host.includes(".") && !/\.(local|internal|localhost)$/i.test(host) : isPublicAddress(host);
}

/** Posts once. Never throws; redirects are not followed, and only the beginning of the answer is read. */
export async function postWebhook(
  clock: Clock,
  open: boolean,
  call: { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<Posted> {
  const startedMs = clock.monotonicMs();
  // Asked again at every attempt: what may be called is decided now, not when the address was typed.
  const result = mayPostTo(call.url, open) ? await send(clock, open, call) : nothing("refused_address");
  return { ...result, duration_ms: Math.round(clock.monotonicMs() - startedMs) };
}

type Result = Omit<Posted, "duration_ms">;
const nothing = (error: Posted["error"]): Result => ({ status: null, error, answer: "" });

function send(
  clock: Clock,
  open: boolean,
  call: { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<Result> {
  const url = new URL(call.url);
  const here = open && isLoopback(url.hostname);
  const options: RequestOptions = {
    method: "POST",
    headers: { ...call.headers, "content-length": Buffer.byteLength(call.body) },
    agent: false,
    ...(here ? {} : { lookup: lookupPublic }),
  };
  return new Promise((resolve) => {
    const sent = (url.protocol === "https:" ? requestHttps : requestHttp)(url, options);
    let timedOut = false;
    let answered = false;
    const cancel = clock.after(limits.webhook_timeout_ms, () => {
      timedOut = true;
      sent.destroy(new Error("timeout"));
    });
    const end = (result: Result): void => {
      cancel();
      resolve(result);
    };
    sent.on("response", (response) => {
      answered = true;
      void beginningOf(response).then((answer) => {
        const status = response.statusCode ?? null;
        if (answer === null) end(nothing(timedOut ? "timeout" : "connection"));
        else end({ status, error: status !== null && status >= 300 && status < 400 ? "redirect" : null, answer });
        sent.destroy();
      });
    });
    sent.on("error", (error: NodeJS.ErrnoException) => {
      if (timedOut) end(nothing("timeout"));
      else if (error instanceof AddressRefused) end(nothing("refused_address"));
      else end(nothing(isTls(error.code ?? "") ? "tls" : "connection"));
    });
    // An answer that changes the protocol (101) is neither a response nor an error to node: it only closes.
    sent.on("close", () => {
      if (!answered) end(nothing(timedOut ? "timeout" : "connection"));
    });
    sent.end(call.body);
  });
}

function isTls(code: string): boolean {
  return /^(CERT|ERR_TLS|ERR_SSL|DEPTH|UNABLE|SELF_SIGNED|EPROTO)/.test(code);
}

/** As much of the answer as is kept; null where it broke off before it was whole. */
async function beginningOf(response: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part);
      size += part.length;
      if (size > limits.webhook_answer_chars_max * 4) break;
    }
  } catch {
    return null;
  }
  // PostgreSQL's text holds everything but U+0000.
  const text = Buffer.concat(parts).toString("utf8").replaceAll("\u0000", "");
  return [...text].slice(0, limits.webhook_answer_chars_max).join("");
}
