import type { IncomingMessage, ServerResponse } from "node:http";
import type { Route } from "../../contract/http.ts";
import type { Answer, Incoming } from "./http.ts";
import { refuseLargeBody } from "./read-body.ts";

interface Branch {
  answer?: Answer;
  names: readonly string[];
  readonly fixed: Map<string, Branch>;
  any?: Branch;
}
const branch = (): Branch => ({ names: [], fixed: new Map() });

/**
 * The API straight from node's requests: the same way as through Hono (http.ts), without a Request, a Response and their streams in
 * between, which cost more than an order's whole way through the rules. Takes plain paths without a query; everything else is left
 * to Hono, and so is what is no route.
 */
export function nodeRoutes(
  answers: ReadonlyMap<Route, Answer>,
  always: readonly (readonly [name: string, value: string])[],
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const byMethod = new Map<string, Branch>();
  for (const [route, answer] of answers) {
    const root = byMethod.get(route.method) ?? branch();
    byMethod.set(route.method, root);
    let at = root;
    const names: string[] = [];
    for (const part of route.path.slice(1).split("/")) {
      if (part.startsWith(":")) {
        names.push(part.slice(1));
        at = at.any ??= branch();
        continue;
      }
      const next = at.fixed.get(part) ?? branch();
      at.fixed.set(part, next);
      at = next;
    }
    at.answer = answer;
    at.names = names;
  }
  const tail = always.flat();
  return (request, response) => {
    const root = byMethod.get(request.method ?? "");
    const url = request.url ?? "";
    if (root === undefined || url.includes("?") || url.includes("%")) return false;
    const values: string[] = [];
    const found = find(root, url.slice(1).split("/"), 0, values);
    if (found?.answer === undefined) return false;
    void found.answer(incomingOf(request, found.names, values)).then(({ status, headers, body }) => {
      const close = request.complete ? [] : ["connection", "close"];
      const length = String(Buffer.byteLength(body));
      response.writeHead(status, [...headers.flat(), ...tail, "content-length", length, ...close]);
      // As text: it leaves together with its head, in one write.
      response.end(body);
    });
    return true;
  };
}

/** A fixed part before a parameter, as Hono has it; steps back where that leads nowhere. */
function find(from: Branch, parts: readonly string[], index: number, values: string[]): Branch | undefined {
  const part = parts[index];
  if (part === undefined) return from.answer === undefined ? undefined : from;
  const fixed = from.fixed.get(part);
  const found = fixed === undefined ? undefined : find(fixed, parts, index + 1, values);
  if (found !== undefined || from.any === undefined || part === "") return found;
  values.push(part);
  const any = find(from.any, parts, index + 1, values);
  if (any === undefined) values.pop();
  return any;
}

function incomingOf(request: IncomingMessage, names: readonly string[], values: readonly string[]): Incoming {
  return {
    header(name) {
      const value = request.headers[name];
      return value === undefined ? null : Array.isArray(value) ? value.join(", ") : value;
    },
    allHeaders() {
      const headers = new Headers();
      for (let index = 0; index + 1 < request.rawHeaders.length; index += 2)
        headers.append(request.rawHeaders[index] ?? "", request.rawHeaders[index + 1] ?? "");
      return headers;
    },
    remote_address: request.socket.remoteAddress,
    params: () => Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""])),
    asked: () => ({}),
    body: (bytesMax) => bodyOf(request, bytesMax),
  };
}

/** Reads a request's body, at most `bytesMax`; refuses `body_too_large` without reading on. */
function bodyOf(request: IncomingMessage, bytesMax: number): Promise<Uint8Array> {
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) return refuseLater(bytesMax);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on("data", (part: Buffer) => {
      size += part.length;
      if (size > bytesMax) {
        request.pause();
        request.removeAllListeners("data");
        refuseLater(bytesMax).catch(reject);
        return;
      }
      parts.push(part);
    });
    request.on("end", () => {
      const [only] = parts;
      resolve(parts.length === 1 && only !== undefined ? only : Buffer.concat(parts));
    });
    request.on("error", reject);
    request.on("close", () => {
      if (!request.complete) reject(new Error("the request was given up"));
    });
  });
}

async function refuseLater(bytesMax: number): Promise<never> {
  await Promise.resolve();
  return refuseLargeBody(bytesMax);
}
