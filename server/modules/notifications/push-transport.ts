import { request } from "node:https";
import { isIP } from "node:net";
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

/** Over HTTPS to the open internet; no redirects are followed, and no more is read than the status. */
export const httpsTransport: PushTransport = {
  post: (endpoint, headers, body) =>
    new Promise((resolve, reject) => {
      if (!isPushEndpoint(endpoint)) return reject(new Error("not the address of a push service"));
      const sent = request(
        endpoint,
        { method: "POST", headers: { ...headers }, lookup: lookupPublic, timeout: limits.push_answer_ms_max },
        (answer) => {
          resolve(answer.statusCode ?? 0);
          answer.destroy();
        },
      );
      sent.on("timeout", () => sent.destroy(new Error("the push service did not answer in time")));
      sent.on("error", reject);
      sent.end(body);
    }),
};
