import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccountRole } from "../../contract/accounts.ts";
import { createClient, type Call } from "../../contract/client.ts";
import type { Product } from "../../contract/catalog.ts";
import type { Room } from "../../contract/live.ts";
import type { Shop } from "../../contract/shops.ts";
import { filmOf } from "../../demo/art/index.ts";
import { shops as scripts } from "../../demo/art/shops.ts";
import { clock } from "../../demo/clock.ts";
import { RtmpPublisher } from "../../demo/rtmp-publisher.ts";
import { until } from "../kit/market.ts";
import { spawnFailing, spawnServer, type ServerProcess } from "../kit/process.ts";

/** How long a busy machine of two cores may take to fill the market. How soon it is alive is measured in bench/. */
const patience_ms = 300_000;

/** Every shop that has a film of its own and is meant to be on air. */
const rooms_wanted = scripts.filter((script) => script.on_air && script.loop !== null).length;
const host_films = scripts.some((script) => script.slug === "tea" && script.loop !== null);

let directory: string;
let server: ServerProcess;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "laotie-demo-"));
  await chmod(directory, 0o755);
});
afterAll(async () => {
  await server.kill("SIGTERM");
  await rm(directory, { recursive: true, force: true });
});

const as = (token: string): Call => createClient({ baseUrl: server.url, token: () => token, locale: () => "en" });
const role = async (name: AccountRole): Promise<Call> =>
  as((await server.guest("demoSignIn", { body: { role: name } })).token);
const roomsOnAir = async (): Promise<Room[]> =>
  (await server.guest("listRooms", { query: { limit: 100 } }).catch(() => null))?.data.filter(
    (room) => room.session?.state === "on_air",
  ) ?? [];

/** Everybody whom the demo signed in, as their devices know them. */
async function people(): Promise<Map<string, { token: string; account_id: string }>> {
  const text = await readFile(join(directory, "demo", "people.json"), "utf8").catch(() => '{"people":{}}');
  return new Map(Object.entries((JSON.parse(text) as { people: Record<string, never> }).people));
}

/** The shops of the demo with what they have on sale, by name. */
async function shelves(): Promise<Map<string, { shop: Shop; products: Product[] }>> {
  const found = new Map<string, { shop: Shop; products: Product[] }>();
  for (const [key, { token }] of await people()) {
    if (!key.startsWith("owner-") && key !== "role:merchant" && key !== "role:host") continue;
    for (const shop of (await as(token)("listMyShops")).data) {
      expect(found.has(shop.name)).toBe(false);
      const { data } = await server.guest("listShopProducts", { params: { shop_id: shop.id }, query: { limit: 100 } });
      found.set(shop.name, { shop, products: data });
    }
  }
  return found;
}

const full = async (): Promise<Map<string, { shop: Shop; products: Product[] }> | null> => {
  const found = await shelves();
  const wanted = scripts.reduce((sum, script) => sum + script.products.length, 0);
  const there = [...found.values()].reduce((sum, { products }) => sum + products.length, 0);
  return found.size === scripts.length && there === wanted ? found : null;
};

describe("the demo market", { timeout: 4 * patience_ms }, () => {
  it("fills by itself: a dozen shops, rooms with people and talk, and something for each role", async () => {
    server = await spawnServer({ DATA_DIR: directory, DEMO_CALM: "0" });
    expect(rooms_wanted).toBeGreaterThanOrEqual(6);
    // Each of them with people in it, if not all at one moment: people come and go, and a busy machine loses a picture.
    const seen = new Map<string, Room>();
    const rooms = await until(async () => {
      for (const room of await roomsOnAir()) if ((room.session?.viewers ?? 0) > 0) seen.set(room.id, room);
      return seen.size >= rooms_wanted ? [...seen.values()] : null;
    }, patience_ms);
    for (const { session } of rooms) {
      const lines = await until(async () => {
        const { data } = await server.guest("listChat", { params: { session_id: session?.id ?? "" } });
        return data.some((line) => line.role === "viewer") && data.some((line) => line.role === "host") ? data : null;
      }, patience_ms);
      expect(new Set(lines.filter((line) => line.role === "viewer").map((line) => line.name)).size).toBeGreaterThan(0);
    }
    const found = await until(full, patience_ms);
    for (const { shop, products } of found.values()) {
      expect(shop.logo).not.toBeNull();
      for (const product of products) {
        expect(product.state).toBe("on_sale");
        expect(product.pictures.length).toBeGreaterThan(0);
      }
    }
    const operator = await role("operator");
    const pending = await until(async () => {
      const { data } = await operator("listVerifications", { query: { state: "pending" } });
      return data.length > 0 ? data : null;
    }, patience_ms);
    expect(pending[0]?.kind).toBe("host");
    const merchant = await role("merchant");
    const [mine] = (await merchant("listMyShops")).data;
    await until(async () => {
      const { data } = await merchant("listShopOrders", {
        params: { shop_id: mine?.id ?? "" },
        query: { state: "to_ship" },
      });
      return data.length > 0;
    }, patience_ms);
    const host = await role("host");
    await until(async () => {
      const planned = await host("listPlannedSessions");
      return planned.data.length === 1 && (!host_films || (await host("getStudio")).past.length > 0);
    }, patience_ms);
    const viewer = await role("viewer");
    const states = await until(async () => {
      const { data } = await viewer("listMyOrders");
      const found_states = new Set(data.map((order) => order.state));
      return found_states.has("unpaid") ? found_states : null;
    }, patience_ms);
    for (const state of ["unpaid", "to_ship", "shipped", "received", "success", "closed"])
      expect(states).toContain(state);
    // One after-sale waits for the merchant, one gathers evidence, one for the operator's ruling.
    const waiting = await merchant("listShopAftersales", {
      params: { shop_id: mine?.id ?? "" },
      query: { only: "open" },
    });
    expect(waiting.data).toMatchObject([{ state: "applied", turn: "seller" }]);
    const { data: disputes } = await operator("listAllAftersales", { query: { state: "dispute" } });
    expect(disputes.map((one) => [one.turn, one.actions.includes("rule_for_buyer")])).toEqual([
      ["operator", false],
      ["operator", true],
    ]);
    // Whoever writes to a shop is answered, but for one who waits for a visitor.
    await until(
      async () => (await viewer("listConversations")).data.some((one) => one.last.from === "shop"),
      patience_ms,
    );
    const asked = await merchant("listShopConversations", {
      params: { shop_id: mine?.id ?? "" },
      query: { waiting: "1" },
    });
    expect(asked.data.length).toBeGreaterThan(0);
    expect((await viewer("listAddresses")).data.length).toBe(2);
    expect((await viewer("listFollows")).data.length).toBe(3);
  });

  it("has a broadcast behind the host that is worth a recap, and people who come when a visitor is the host", async () => {
    const host = await role("host");
    const [past] = (await host("getStudio")).past;
    expect(Date.parse(past?.ended_at ?? "") - Date.parse(past?.started_at ?? "")).toBeGreaterThan(120_000);
    const { secret } = await host("rotateStreamKey");
    const rtmp = new URL((await server.guest("getDeployment")).rtmp_url);
    const encoder = new RtmpPublisher({
      clock,
      host: rtmp.hostname,
      port: Number(rtmp.port),
      app: rtmp.pathname.slice(1),
      key: secret ?? "",
      flv: (await filmOf("tea")).flv,
      onState: () => undefined,
    });
    encoder.start();
    const [shop] = (await host("listMyShops")).data;
    const shelf = await host("listShopProducts", { params: { shop_id: shop?.id ?? "" }, query: { limit: 100 } });
    const cover = await host("createPicture", { body: (await filmOf("tea")).cover });
    const { id: session_id } = await host("createSession", {
      body: {
        title: "A visitor is on air",
        cover_picture_id: cover.id,
        broadcast: "self",
        shop_id: shop?.id ?? "",
        product_ids: shelf.data.map((product) => product.id),
      },
    });
    const params = { session_id };
    await until(() => host("startSession", { params }).catch(() => null), patience_ms);
    await until(async () => ((await host("getStudio")).session?.viewers ?? 0) > 2, patience_ms);
    const spoken = await until(async () => {
      const { data } = await server.guest("listChat", { params });
      return data.length > 1 ? data : null;
    }, patience_ms);
    // The visitor speaks for themselves.
    expect(spoken.filter((line) => line.role === "host")).toEqual([]);
    await until(async () => {
      const { data } = await host("listShopOrders", { params: { shop_id: shop?.id ?? "" }, query: { limit: 50 } });
      return data.some((order) => order.moment?.session_id === session_id);
    }, patience_ms);
    await host("endSession", { params });
    await encoder.stop();
  });

  it("a second start finds everything again and makes nothing twice", async () => {
    const before = await until(full, patience_ms);
    const cast = await people();
    expect(await server.kill("SIGTERM")).toBe(0);
    server = await spawnServer({ DATA_DIR: directory, DEMO_CALM: "0" });
    await until(async () => (await roomsOnAir()).length >= rooms_wanted, patience_ms);
    const viewer = await role("viewer");
    // The last thing a start does for anybody.
    await until(async () => (await viewer("listMyOrders")).data.some((order) => order.state === "unpaid"), patience_ms);
    const after = await shelves();
    expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted());
    for (const [name, { shop, products }] of after) {
      expect(shop.id).toBe(before.get(name)?.shop.id);
      expect(products.map((one) => one.id).toSorted()).toEqual(
        before
          .get(name)
          ?.products.map((one) => one.id)
          .toSorted(),
      );
    }
    for (const [key, person] of await people()) expect(cast.get(key)?.account_id ?? key).toBe(person.account_id);
    expect((await viewer("listAddresses")).data.length).toBe(2);
    expect((await (await role("host"))("listPlannedSessions")).data.length).toBe(1);
  });

  it("a reset brings it to its beginning while it runs, and only means it", async () => {
    const operator = await role("operator");
    await expect(operator("resetDemo", { body: {} as never })).rejects.toThrow(/confirm/);
    const viewer = await role("viewer");
    const { account_id: firstOwner } = (await people()).get("role:merchant") ?? { account_id: "" };
    // Two at once begin anew once.
    const answers = await Promise.all([1, 2].map(() => operator("resetDemo", { body: { confirm: "reset" } })));
    expect(answers).toEqual([1, 2].map(() => ({ object: "demo_reset", when: "now" })));
    await until(
      async () =>
        (await fetch(`${server.url}/readyz`).then(
          (one) => one.status === 200,
          () => false,
        )) &&
        (await viewer("getAccount").then(
          () => false,
          () => true,
        )),
      patience_ms,
    );
    const again = await until(async () => ((await roomsOnAir()).length > 0 ? people() : null), patience_ms);
    expect(again.get("role:merchant")?.account_id).not.toBe(firstOwner);
    const { data } = await (await role("operator"))("listVerifications", { query: { limit: 100 } });
    expect(data.length).toBeLessThan(4 * scripts.length);
    expect(server.output()).toContain("the demo was reset");
  });

  it("never plays in a real market, and its play never becomes one", async () => {
    expect(await server.kill("SIGTERM")).toBe(0);
    const wrong = await spawnFailing({ DATA_DIR: join(directory, "demo"), DEMO: "0", HOST: "127.0.0.1" });
    expect(wrong.code).toBe(1);
    expect(wrong.output).toContain("This database holds the demo's made-up people and orders");
    expect(wrong.output).not.toMatch(/^\s+at /m);
    const real = join(directory, "real");
    server = await spawnServer({ DATA_DIR: real, DEMO: "0", HOST: "127.0.0.1" });
    const { password, port } = JSON.parse(await readFile(join(real, "postgres", "connection.json"), "utf8")) as {
      password: string;
      port: number;
    };
    const playing = await spawnFailing({
      DATA_DIR: join(directory, "other"),
      DEMO: "1",
      DATABASE_URL: `postgres://postgres:${password}@127.0.0.1:${port}/laotie`,
    });
    expect(playing.code).toBe(1);
    expect(playing.output).toContain("This database holds a real market");
    await expect(server.guest("demoSignIn", { body: { role: "operator" } })).rejects.toThrow(/demo is switched off/);
    expect(await server.kill("SIGTERM")).toBe(0);
  });

  it("is smaller in calm mode", async () => {
    server = await spawnServer({ DATA_DIR: join(directory, "calm"), DEMO_CALM: "1" });
    const merchant = await role("merchant");
    await until(async () => (await roomsOnAir()).length >= Math.min(3, rooms_wanted), patience_ms);
    await until(async () => {
      const [mine] = (await merchant("listMyShops")).data;
      if (mine === undefined) return false;
      const { data } = await merchant("listShopOrders", { params: { shop_id: mine.id }, query: { state: "to_ship" } });
      return data.length > 0;
    }, patience_ms);
    // Three of its own; the host's past broadcast may still be one.
    expect((await roomsOnAir()).length).toBeLessThan(5);
  });
});
