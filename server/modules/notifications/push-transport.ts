import { lookup } from "node:dns/promises";
import { request } from "node:https";
import { BlockList, isIP, isIPv4, type LookupFunction } from "node:net";
import { limits } from "../../kernel/limits.ts";

/** One POST to a push service. Resolves with its status; throws where it did not answer or may not be asked. */
export interface PushTransport {
  post(endpoint: string, headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<number>;
}

const special = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  special.addSubnet(network, bits, "ipv4");
const global = new BlockList();
global.addSubnet("2000::", 3, "ipv6");
/** Within 2000::/3, but a tunnel to who knows where, or for documents only. */
const tunnels = new BlockList();
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  tunnels.addSubnet(network, bits, "ipv6");

/** An address of the open internet: not this machine, not its network, nothing reserved (IANA's special-purpose registries). */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, "ipv4");
  return isIP(address) === 6 && global.check(address, "ipv6") && !tunnels.check(address, "ipv6");
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

/** Resolves a name to public addresses only; a name with one that is not is refused as a whole. */
const lookupPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { all: true }).then(
    (found) => {
      if (found.length === 0 || !found.every(({ address }) => isPublicAddress(address)))
        return done(new Error("the push service's name leads to no public address"), "", 4);
      const [first] = found;
      return options.all === true ? done(null, found) : done(null, first?.address ?? "", first?.family ?? 4);
    },
    (error: NodeJS.ErrnoException) => done(error, "", 4),
  );
};

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
