import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccountRole } from "../../contract/accounts.ts";
import type { Route } from "../../contract/http.ts";
import { routes } from "../../contract/routes.ts";
import { limits } from "../../server/kernel/limits.ts";
import { closeCodes } from "../../contract/socket.ts";
import { until } from "../kit/market.ts";
import { RoomSocket } from "../kit/room-socket.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

let server: TestServer;
const tokens = new Map<AccountRole | "guest", string | null>([["guest", null]]);

beforeAll(async () => {
  server = await startServer();
  tokens.set("viewer", (await server.signIn("plain-viewer@example.org")).token);
  for (const role of ["host", "merchant", "operator"] as const) tokens.set(role, (await server.demo(role)).token);
});
afterAll(() => server.stop());

async function signInAgain(identifier: string): Promise<Person> {
  server.clock.turn(limits.code_resend_ms);
  return server.signIn(identifier);
}

function pathOf(route: Route): string {
  const ids: Readonly<Record<string, string>> = {
    shop_id: "shop",
    product_id: "prod",
    variant_id: "var",
    order_id: "ord",
    room_id: "room",
    session_id: "sess",
  };
  const ownPrefix = route.path.includes("auth/sessions")
    ? "authsess"
    : route.path.includes("addresses")
      ? "addr"
      : "ver";
  return route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    name === "provider" ? "sandbox" : `${ids[name] ?? ownPrefix}_${"0".repeat(26)}`,
  );
}

async function knock(route: Route, token: string | null): Promise<{ status: number; code: string | null }> {
  const response = await fetch(`${server.url}${pathOf(route)}`, {
    method: route.method,
    headers: {
      "content-type": "application/json",
      "idempotency-key": `knock-${route.id}`,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(route.body === undefined ? {} : { body: "{}" }),
  });
  const body = (await response.json()) as { code?: string };
  return { status: response.status, code: body.code ?? null };
}

describe("who may call what", () => {
  const all = Object.values(routes) as readonly Route[];

  it.each(all.filter((route) => route.access !== "guest"))("$id wants somebody signed in", async (route) => {
    expect(await knock(route, null)).toEqual({ status: 401, code: "sign_in_required" });
    expect(await knock(route, "not-a-token")).toEqual({ status: 401, code: "session_ended" });
  });

  it.each(all.filter((route) => !["guest", "viewer"].includes(route.access)))(
    "$id is refused to an account without the role",
    async (route) => {
      expect(await knock(route, tokens.get("viewer") ?? null)).toEqual({ status: 403, code: "role_required" });
    },
  );

  it.each(all.filter((route) => route.access === "guest"))("$id lets a guest past the door", async (route) => {
    const { code } = await knock(route, null);
    // A made-up webhook is turned away by its signature, everything else by its content at most.
    expect(["sign_in_required", "role_required", "session_ended", "internal"]).not.toContain(code);
  });

  it.each(
    all.filter((route) => route.path.includes("/:") && route.access !== "guest" && route.id !== "revokeAuthSession"),
  )("$id does not tell a stranger's object from none", async (route) => {
    const token =
      tokens.get(
        route.access === "operator"
          ? "operator"
          : route.access === "host"
            ? "host"
            : route.access === "merchant"
              ? "merchant"
              : "viewer",
      ) ?? null;
    const { status, code } = await knock(route, token);
    // Ids that nobody has: never a success, never a bug.
    expect(status).toBeGreaterThanOrEqual(400);
    expect(code).not.toBe("internal");
  });
});

describe("a device that is signed out", () => {
  it.each(["signOut", "revokeAuthSession"] as const)("by %s loses its socket at once; others stay", async (how) => {
    const [here, there] = [
      await server.signIn(`two-devices-${how}@example.org`),
      await signInAgain(`two-devices-${how}@example.org`),
    ];
    const open = (person: Person, device: string) => RoomSocket.open(server.url, { token: person.token, device });
    const [ended, stays] = [await open(here, "device-ended"), await open(there, "device-stays")];
    const current = (await here.call("listAuthSessions")).data.find((one) => one.current);
    if (how === "signOut") await here.call("signOut");
    else await there.call("revokeAuthSession", { params: { id: current?.id ?? "" } });
    // Far sooner than the edge looks at every socket by itself.
    expect(await until(() => Promise.resolve(ended.closed), 3_000)).toEqual({
      code: closeCodes.session_changed.code,
    });
    expect(stays.closed).toBeNull();
    stays.close();
  });
});
