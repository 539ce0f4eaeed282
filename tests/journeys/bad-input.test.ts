import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ErrorObject } from "../../contract/errors.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

let server: TestServer;
let viewer: Person;
beforeAll(async () => {
  server = await startServer();
  viewer = await server.signIn("careless@example.org");
});
afterAll(() => server.stop());

/** Sends what no typed client would; whatever comes back must be a well-formed error object, or the test fails. */
async function send(
  path: string,
  init: RequestInit & { duplex?: "half" } = {},
): Promise<{ status: number; error: ErrorObject; headers: Headers }> {
  const response = await fetch(`${server.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${viewer.token}`, ...(init.headers as Record<string, string> | undefined) },
  });
  return { status: response.status, error: ErrorObject.parse(await response.json()), headers: response.headers };
}
const json = { "content-type": "application/json" };

describe("requests that no honest client sends", () => {
  it("a body that is not JSON, not UTF-8, not declared as JSON, or too large", async () => {
    const to = "/v1/addresses";
    expect(await send(to, { method: "POST", headers: json, body: "{" })).toMatchObject({
      status: 400,
      error: { code: "malformed_body" },
    });
    expect(await send(to, { method: "POST", headers: json, body: new Uint8Array([0x22, 0xff, 0x22]) })).toMatchObject({
      status: 400,
      error: { code: "malformed_body" },
    });
    expect(await send(to, { method: "POST", headers: { "content-type": "text/plain" }, body: "{}" })).toMatchObject({
      status: 415,
      error: { code: "unsupported_media" },
    });
    const large = JSON.stringify({ name: "x".repeat(2 * 1024 * 1024) });
    expect(await send(to, { method: "POST", headers: json, body: large })).toMatchObject({
      status: 413,
      error: { code: "body_too_large" },
    });
    // Without a declared length, too.
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(0x20)),
    });
    expect(
      await send(to, { method: "POST", headers: json, body: endless, duplex: "half" }).catch(() => "cut off"),
    ).toSatisfy((answer: unknown) => answer === "cut off" || (answer as { status: number }).status === 413);
  });

  it("fields that are missing, unknown, of another type, or hide control characters name themselves", async () => {
    const fields = {
      name: "张小满",
      phone: "13800138000",
      region: "陕西",
      city: "西安",
      district: "雁塔",
      street: "小寨东路 1 号",
      postal_code: "710061",
      is_default: true,
    };
    const wrong: readonly [object, string][] = [
      [{ ...fields, name: "" }, "name"],
      [{ ...fields, name: "a".repeat(41) }, "name"],
      [{ ...fields, name: "a\u202eb" }, "name"],
      [{ ...fields, street: "a\u0000b" }, "street"],
      [{ ...fields, phone: "not a phone" }, "phone"],
      [{ ...fields, is_default: "yes" }, "is_default"],
    ];
    for (const [body, param] of wrong) {
      const answer = await send("/v1/addresses", { method: "POST", headers: json, body: JSON.stringify(body) });
      expect(answer).toMatchObject({ status: 400, error: { code: "invalid_param", param } });
    }
    const unknown = await send("/v1/addresses", {
      method: "POST",
      headers: json,
      body: JSON.stringify({ ...fields, admin: true }),
    });
    expect(unknown).toMatchObject({ status: 400, error: { code: "invalid_param" } });
    for (const body of ["null", "[]", '"text"', "1e999"]) {
      expect((await send("/v1/addresses", { method: "POST", headers: json, body })).status).toBe(400);
    }
    expect((await viewer.call("listAddresses")).data).toEqual([]);
  });

  it("ids and cursors that are not ours", async () => {
    for (const id of ["1", "ord_", "ord_' or 1=1 --", `shop_${"0".repeat(26)}`, "%00", "..%2f..%2fetc%2fpasswd"]) {
      const { status, error } = await send(`/v1/orders/${id}`);
      expect([400, 404]).toContain(status);
      expect(error.code).not.toBe("internal");
    }
    for (const query of [
      "limit=0",
      "limit=1000",
      "limit=abc",
      "cursor=%00",
      "cursor=garbage",
      `cursor=${"x".repeat(500)}`,
      "state=nonsense",
    ]) {
      const response = await fetch(`${server.url}/v1/orders?${query}`, {
        headers: { authorization: `Bearer ${viewer.token}` },
      });
      expect([200, 400]).toContain(response.status);
    }
    for (const path of ["/v1/operator/balances?cursor=%00", "/v1/operator/verifications?cursor=%00"]) {
      const operator = await server.demo("operator");
      const response = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${operator.token}` } });
      expect(response.status).toBe(400);
    }
    expect((await fetch(`${server.url}/sandbox/pay/%00`)).status).toBe(404);
  });

  it("a missing or odd Idempotency-Key, and methods and addresses that do not exist", async () => {
    const order = { method: "POST", body: "{}" };
    for (const key of [undefined, "short", "x".repeat(129), "has a blank"]) {
      expect(
        await send("/v1/orders", {
          ...order,
          headers: { ...json, ...(key === undefined ? {} : { "idempotency-key": key }) },
        }),
      ).toMatchObject({ status: 400, error: { code: "idempotency_key_missing" } });
    }
    expect(await send("/v1/nothing")).toMatchObject({ status: 404, error: { code: "route_unknown" } });
    expect(await send("/v1/account", { method: "PUT", headers: json, body: "{}" })).toMatchObject({ status: 404 });
    expect((await fetch(`${server.url}/live/room_x.flv`)).status).toBe(404);
  });

  it("a name of somebody else's that points here signs nobody in", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(server.url);
      const headers = {
        host: `evil.example:${port}`,
        origin: `http://evil.example:${port}`,
        "content-type": "application/json",
      };
      request({ port, method: "POST", path: "/v1/demo/sign_in", headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end('{"role":"operator"}');
    });
    expect(status).toBe(403);
  });

  it("another site cannot act with our cookie", async () => {
    const cookie = { cookie: `laotie_session=${viewer.token}`, ...json };
    for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }]) {
      const response = await fetch(`${server.url}/v1/auth/sessions/current`, {
        method: "DELETE",
        headers: { ...cookie, ...headers },
      });
      expect(await response.json()).toMatchObject({ code: "origin_refused" });
    }
    expect((await viewer.call("getAccount")).id).toBe(viewer.account_id);
  });

  it("a file that is no picture, a cut one, and one that is too large", async () => {
    const upload = (body: Uint8Array<ArrayBuffer>) =>
      send("/v1/pictures", { method: "POST", headers: { "content-type": "application/octet-stream" }, body });
    expect(await upload(new TextEncoder().encode("<svg onload=alert(1)>"))).toMatchObject({
      status: 400,
      error: { code: "picture_unreadable" },
    });
    expect(await upload(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 1]))).toMatchObject({
      status: 400,
      error: { code: "picture_unreadable" },
    });
    expect((await upload(new Uint8Array(11 * 1024 * 1024))).status).toBe(413);
  });
});

describe("what every answer carries", () => {
  it("the reader's language, a request id, and headers that keep scripts and frames out", async () => {
    const chinese = await send("/v1/orders/ord_00000000000000000000000000", {
      headers: { "accept-language": "zh-CN,zh;q=0.9" },
    });
    expect(chinese.error.message).toMatch(/\p{Script=Han}/u);
    const english = await send("/v1/orders/ord_00000000000000000000000000", { headers: { "accept-language": "de" } });
    expect(english.error.message).toMatch(/^[A-Z][a-z ,.]+/);
    expect(english.headers.get("request-id")).toBe(english.error.request_id);
    // Data is never shown or run, whatever stands in it; pages say what may run on them.
    expect(english.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    const page = await fetch(`${server.url}/docs`);
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(english.headers.get("x-content-type-options")).toBe("nosniff");
    expect(english.headers.get("cache-control")).toBe("no-store");
  });

  it("health, readiness with its reasons, metrics", async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${server.url}/readyz`);
    // No pages are built and no demo room plays in this test: it says so instead of pretending.
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      ok: false,
      checks: { database: true, web: false, rtmp: true, demo_room: false },
    });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain("laotie_http_request_seconds_bucket");
    expect(metrics).toContain("laotie_orders_waiting");
  });
});
