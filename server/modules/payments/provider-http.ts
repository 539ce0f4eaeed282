import type { Clock } from "../../kernel/clock.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse, Refusal } from "../../kernel/refusal.ts";

export interface HttpCall {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/**
 * Calls a provider and returns its JSON. Refuses `payment_unavailable` where it is away, takes longer than
 * `payment_provider_answer_ms_max`, answers other than 2xx, too much, or no JSON. Redirects are not followed: the
 * signature was made for one address.
 */
export async function callProvider(clock: Clock, call: HttpCall): Promise<unknown> {
  const abort = new AbortController();
  const cancel = clock.after(limits.payment_provider_answer_ms_max, () => abort.abort());
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: { ...call.headers },
      body: call.body,
      redirect: "error",
      signal: abort.signal,
    });
    const text = await readSome(response);
    if (!response.ok) refuse("payment_unavailable", { details: { provider_status: response.status } });
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse("payment_unavailable", { details: { reason: error instanceof Error ? error.name : "unknown" } });
  } finally {
    cancel();
  }
}

async function readSome(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > limits.payment_provider_answer_bytes_max)
      refuse("payment_unavailable", { details: { reason: "too large" } });
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
