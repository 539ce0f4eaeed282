import type { ClientRequest } from "node:http";
import { request } from "node:https";
import { isIP } from "node:net";
import type { Clock } from "../../kernel/clock.ts";
import { lookupPublic } from "../../kernel/public-address.ts";
import { limits } from "../../kernel/limits.ts";

/** One POST to a push service. Resolves with its status; throws where it did not answer or may not be asked. */
export interface PushTransport {
  post(endpoint: string, headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<number>;
}

/**
 * Could this be a push service? HTTPS on its usual port, a host with a public name, no user in it. Where the name leads is
 * looked at when we connect, each time anew, so that a name cannot change its mind in between.
 */
export function isPushEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const host = url.hostname.replace(/\.$/, "");
  if (url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") return false;
  if (host.startsWith("[") || isIP(host) !== 0) return false;
  return (
    /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host) &&
    !/\.(localhost|local|internal|lan|home|arpa|test|invalid|example)$/.test(host)
  );
}

/** Over HTTPS to the open internet. */
export function httpsTransport(clock: Clock): PushTransport {
  return {
    async post(endpoint, headers, body) {
      if (!isPushEndpoint(endpoint)) throw new Error("not the address of a push service");
      const sent = request(endpoint, { method: "POST", headers: { ...headers }, agent: false, lookup: lookupPublic });
      return statusOf(clock, sent, body);
    },
  };
}

/**
 * Sends the request and resolves with the status of its answer: no redirects are followed, and no more is read. One
 * deadline for all of it, looking the name up and connecting included: a trickle of bytes does not prolong it.
 */
export function statusOf(clock: Clock, sent: ClientRequest, body: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limits.push_answer_ms_max, () =>
      sent.destroy(new Error("the push service did not answer in time")),
    );
    sent.on("response", (answer) => {
      cancel();
      resolve(answer.statusCode ?? 0);
      answer.on("error", () => undefined);
      answer.destroy();
    });
    sent.on("error", (error) => {
      cancel();
      reject(error);
    });
    // An answer that changes the protocol (101) is neither a response nor an error to node: it only closes.
    sent.on("close", () => {
      cancel();
      reject(new Error("the push service closed without an answer"));
    });
    sent.end(body);
  });
}
