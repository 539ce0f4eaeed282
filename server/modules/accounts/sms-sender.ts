import type { Clock } from "../../kernel/clock.ts";
import { SenderError, type CodeSender } from "./code-sender.ts";

/** Text messages through any gateway that takes `POST {"to", "text"}` with a bearer token; 2xx means sent. */
export function createSmsSender(options: {
  url: string;
  token: string | null;
  timeout_ms: number;
  clock: Clock;
}): CodeSender {
  return {
    async send({ to, text }) {
      const abort = new AbortController();
      const cancel = options.clock.after(options.timeout_ms, () => abort.abort());
      try {
        const response = await fetch(options.url, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            ...(options.token === null ? {} : { authorization: `Bearer ${options.token}` }),
          },
          body: JSON.stringify({ to, text }),
          redirect: "error",
          signal: abort.signal,
        });
        await response.body?.cancel();
        if (!response.ok) throw new SenderError(`http_${response.status}`);
      } catch (error) {
        if (error instanceof SenderError) throw error;
        throw new SenderError(abort.signal.aborted ? "timeout" : "unreachable");
      } finally {
        cancel();
      }
    },
    stop: () => undefined,
  };
}
