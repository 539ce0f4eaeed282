import type { Clock } from "../../kernel/clock.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse, Refusal } from "../../kernel/refusal.ts";

export interface HttpCall {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}
export interface ProviderAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** How much, and how long, an answer may be. */
export interface AnswerMax {
  readonly bytes_max: number;
  readonly ms_max: number;
}
const shortAnswer: AnswerMax = {
  bytes_max: limits.payment_provider_answer_bytes_max,
  ms_max: limits.payment_provider_answer_ms_max,
};
/** A statement of a busy day is a large file. */
export const statementRead: AnswerMax = {
  bytes_max: limits.payment_statement_bytes_max,
  ms_max: limits.payment_statement_ms_max,
};

/**
 * Calls a provider and returns what it answers, whatever that is. Refuses `payment_unavailable` where it is away, takes longer
 * than it may, or answers too much. Redirects are not followed: the signature was made for one
 * address.
 */
export async function fetchFromProvider(
  clock: Clock,
  call: HttpCall,
  max: AnswerMax = shortAnswer,
): Promise<ProviderAnswer> {
  const abort = new AbortController();
  const cancel = clock.after(max.ms_max, () => abort.abort());
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: { ...call.headers },
      body: call.body,
      redirect: "error",
      signal: abort.signal,
    });
    return { status: response.status, headers: response.headers, bytes: await readSome(response, max.bytes_max) };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse("payment_unavailable", { details: { reason: error instanceof Error ? error.name : "unknown" } });
  } finally {
    cancel();
  }
}

/** The JSON a provider answers with 2xx; refuses `payment_unavailable` for anything else. */
export async function callProvider(clock: Clock, call: HttpCall, max?: AnswerMax): Promise<unknown> {
  const answer = await fetchFromProvider(clock, call, max);
  if (answer.status < 200 || answer.status > 299)
    refuse("payment_unavailable", { details: { provider_status: answer.status } });
  try {
    return JSON.parse(Buffer.from(answer.bytes).toString("utf8")) as unknown;
  } catch {
    return refuse("payment_unavailable", { details: { reason: "unreadable" } });
  }
}

async function readSome(response: Response, bytes_max: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > bytes_max) refuse("payment_unavailable", { details: { reason: "too large" } });
    parts.push(part);
  }
  return Buffer.concat(parts);
}
