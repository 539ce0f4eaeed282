import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResponseOf, Route } from "../../contract/http.ts";
import { routes, type RouteId, type Routes } from "../../contract/routes.ts";
import { limits } from "../../server/kernel/limits.ts";
import { addAddress, buy, openShop } from "../kit/market.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

let server: TestServer;
let operator: Person;
beforeAll(async () => {
  server = await startServer({ env: { OPERATOR_EMAIL: "desk@example.org" } });
  operator = await server.signIn("desk@example.org");
});
afterAll(() => server.stop());

const reason = "Counterfeit goods, reported by 王小明";
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "accepted",
    (error: unknown) => (error as { error: { code: string } }).error.code,
  );
async function signInAgain(identifier: string): Promise<Person> {
  server.clock.turn(limits.code_resend_ms);
  return server.signIn(identifier);
}
const papers = {
  kind: "host",
  legal_name: "王二",
  document_kind: "identity_number",
  document_number: "610102199001011234",
  birth_date: "1990-01-01",
  address: "西安",
  contact_phone: "13800138000",
} as const;

async function countAudit(): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from accounts.audit where account_id = ${operator.account_id}`.execute(
    server.ctx.db.reader,
  );
  return Number(rows[0]?.count ?? 0n);
}

/** A session on air as the database has it; no encoder is needed to take it off again. */
async function putOnAir(host: Person): Promise<string> {
  const { shop, product } = await openShop(host);
  const { id } = await host.call("createSession", {
    body: {
      title: "今天摘的桃",
      cover_picture_id: null,
      broadcast: "self",
      shop_id: shop.id,
      product_ids: [product.id],
    },
  });
  await sql`update live.session set state = 'on_air', started_at = ${server.ctx.clock.now()}, base_offset_ms = 0, newest_offset_ms = 0,
    offset_saved_at = ${server.ctx.clock.now()} where session_id = ${id}`.execute(server.ctx.db.reader);
  return id;
}

/** An event that its listener could not take: written as a delivery would leave it. */
async function stickEvent(): Promise<string> {
  const event_id = `evt_${"0".repeat(25)}${(await countAudit()) % 10}`;
  const at = server.ctx.clock.now();
  await sql`insert into kernel.account_outbox (account_id, event_id, type, body, at, attempts, next_at)
    values (${operator.account_id}, ${event_id}, 'nobody.hears', '{}', ${at}, 3, ${new Date(at.getTime() + 3600_000)})`.execute(
    server.ctx.db.reader,
  );
  return event_id;
}

async function failJob(): Promise<{ name: string; job_id: string }> {
  const name = "accounts.sweep";
  const { rows } = await sql<{ id: string }>`insert into pgboss.job (name, state, completed_on, output)
    values (${name}, 'failed', ${server.ctx.clock.now()}, '{"message": "the disk is full"}') returning id`.execute(
    server.ctx.db.reader,
  );
  return { name, job_id: rows[0]?.id ?? "" };
}

/** They need a payout, a closed shop's deposit or a dispute that is under way: the tests of their modules bring them there. */
const onMoneyUnderWay: ReadonlySet<string> = new Set([
  "actAsOperator",
  "approvePayout",
  "createPayoutFile",
  // And a statement that differs.
  "explainDifference",
  "markPayout",
  "refusePayout",
  "returnDeposit",
]);

describe("the audit log", () => {
  it("has a row for every operator's act there is, with who did it", async () => {
    const { call } = operator;
    const victim = await server.signIn("victim@example.org");
    const merchant = await server.demo("merchant");
    const { shop, product, small } = await openShop(merchant);
    const host = await server.demo("host");
    const verification = () => victim.call("createVerification", { body: papers });
    const paid = await buy(victim, { variant: small, quantity: 1, address: await addAddress(victim) });
    const params = { account_id: victim.account_id };
    const body = { reason };
    const session_id = await putOnAir(host);
    const order = await buy(victim, { variant: small, quantity: 1, address: await addAddress(victim) });
    await merchant.call("shipOrder", {
      params: { shop_id: shop.id, order_id: order.id },
      body: { carrier: "x", tracking_number: "ZT00112233" },
    });
    await victim.call("receiveOrder", { params: { order_id: order.id } });
    const review = await victim.call("writeReview", {
      params: { order_id: order.id, line_id: order.lines[0]?.id ?? "" },
      body: { stars: { goods: 1, service: 1, delivery: 1 } },
    });
    let [change_id, coupon_id] = ["", ""];
    // In this order: some acts are possible only after others.
    const acts: Partial<Record<RouteId, () => Promise<unknown>>> = {
      approveVerification: async () => call("approveVerification", { params: { id: (await verification()).id } }),
      rejectVerification: async () =>
        call("rejectVerification", { params: { id: (await verification()).id }, body: { reason } }),
      stopSession: () => call("stopSession", { params: { session_id }, body }),
      refundOrder: () => call("refundOrder", { params: { order_id: paid.id }, body }),
      checkLedger: () => call("checkLedger"),
      runReconciliation: () => {
        const day = new Date(server.clock.nowMs() - 2 * 86_400_000).toISOString().slice(0, 10);
        return call("runReconciliation", { params: { provider: "sandbox", day } });
      },
      coverReview: () => call("coverReview", { params: { review_id: review.id }, body }),
      uncoverReview: () => call("uncoverReview", { params: { review_id: review.id }, body }),
      holdPayouts: () => call("holdPayouts", { params: { shop_id: shop.id }, body }),
      releasePayouts: () => call("releasePayouts", { params: { shop_id: shop.id }, body }),
      createPlatformCoupon: async () => {
        const coupon = await call("createPlatformCoupon", {
          body: {
            title: "全场立减",
            discount: { kind: "amount", amount: 100 },
            total_count: 10,
            starts_at: "2026-01-01T00:00:00Z",
            ends_at: "2036-01-01T00:00:00Z",
          },
        });
        coupon_id = coupon.id;
      },
      stopPlatformCoupon: () => call("stopPlatformCoupon", { params: { coupon_id } }),
      changeSetting: async () => {
        const valid_from = new Date(server.clock.nowMs() + 3600_000).toISOString();
        const set = await call("changeSetting", {
          params: { name: "auto_receive_days" },
          body: { from: 10, to: 12, reason, valid_from },
        });
        change_id = set.scheduled[0]?.id ?? "";
      },
      withdrawSettingChange: () => call("withdrawSettingChange", { params: { change_id }, body }),
      closeShop: () => call("closeShop", { params: { shop_id: shop.id }, body }),
      reopenShop: () => call("reopenShop", { params: { shop_id: shop.id }, body }),
      takeDownProduct: () => call("takeDownProduct", { params: { product_id: product.id }, body }),
      liftTakedown: () => call("liftTakedown", { params: { product_id: product.id }, body }),
      revealAccount: () => call("revealAccount", { params, body }),
      noteAccount: () => call("noteAccount", { params, body: { text: reason } }),
      setOperator: () => call("setOperator", { params, body: { operator: true, reason } }),
      signOutAccount: () => call("signOutAccount", { params, body }),
      suspendAccount: () => call("suspendAccount", { params, body }),
      liftSuspension: () => call("liftSuspension", { params, body }),
      resetDemo: () => call("resetDemo", { body: { confirm: "reset" } }),
      retryJob: async () => call("retryJob", { params: await failJob(), body }),
      discardJob: async () => call("discardJob", { params: await failJob(), body }),
      retryEvent: async () => call("retryEvent", { params: { event_id: await stickEvent() }, body }),
      skipEvent: async () => call("skipEvent", { params: { event_id: await stickEvent() }, body }),
    };
    const demanded = (Object.values(routes) as readonly Route[])
      .filter((route) => route.access === "operator" && route.method !== "GET" && !onMoneyUnderWay.has(route.id))
      .map((route) => route.id);
    expect(Object.keys(acts).toSorted()).toEqual(demanded.toSorted());
    const silent: string[] = [];
    for (const [id, act] of Object.entries(acts)) {
      const before = await countAudit();
      await act();
      if ((await countAudit()) <= before) silent.push(id);
    }
    expect(silent).toEqual([]);
  });

  it("also keeps what personal data an operator was shown, can be searched, and is sealed", async () => {
    const person = await server.signIn("shown@example.org");
    const params = { account_id: person.account_id };
    await operator.call("getAccountFile", { params });
    expect(await operator.call("revealAccount", { params, body: { reason } })).toMatchObject({
      email: "shown@example.org",
      phone: null,
    });
    await operator.call("searchAccounts", { query: { q: "Shown@Example.org" } });
    const about = await operator.call("listAudit", { query: { subject_id: person.account_id } });
    expect(about.data.map((entry) => entry.action)).toEqual([
      "accounts.identifier_looked_up",
      "accounts.identity_revealed",
      "accounts.file_shown",
    ]);
    expect(about.data[1]).toMatchObject({ reason, by: { id: operator.account_id } });
    const filtered = await operator.call("listAudit", {
      query: { subject_id: person.account_id, action: "accounts.identity", by: operator.account_id },
    });
    expect(filtered.data).toEqual([about.data[1]]);
    const until = about.data[2]?.at ?? "";
    expect((await operator.call("listAudit", { query: { subject_id: person.account_id, until } })).data).toEqual([]);
    const first = await operator.call("listAudit", { query: { limit: 2 } });
    const second = await operator.call("listAudit", { query: { limit: 2, cursor: first.next_cursor ?? "" } });
    expect((second.data[0]?.id ?? "z") < (first.data[1]?.id ?? "")).toBe(true);
    const { rows } = await sql<{ text: string }>`select to_jsonb(a)::text as text from accounts.audit a`.execute(
      server.ctx.db.reader,
    );
    expect(rows.filter(({ text }) => text.includes("王小明") || text.includes("shown@"))).toEqual([]);
  });
});

describe("a suspended account", () => {
  it("is out at once, told why and where to appeal, and in again when it is lifted", async () => {
    const person = await server.signIn("seller@example.org");
    const params = { account_id: person.account_id };
    await operator.call("suspendAccount", { params, body: { reason } });
    expect(await codeOf(person.call("getAccount"))).toBe("session_ended");
    await expect(signInAgain("seller@example.org")).rejects.toMatchObject({
      error: { code: "account_suspended", details: { reason, mail: "desk@example.org" } },
    });
    expect(await codeOf(operator.call("suspendAccount", { params, body: { reason } }))).toBe("account_state");
    expect((await operator.call("searchAccounts", { query: { suspended: "true" } })).data.map((one) => one.id)).toEqual(
      [person.account_id],
    );
    const file = await operator.call("liftSuspension", { params, body: { reason: "proved it" } });
    expect(file).toMatchObject({ suspended: false, suspensions: [{ reason, lift_reason: "proved it" }], sessions: [] });
    expect((await signInAgain("seller@example.org")).account_id).toBe(person.account_id);
  });

  it("is taken off the air, and so is whoever broadcasts for a shop that is closed", async () => {
    const host = await server.demo("host");
    const params = { account_id: host.account_id };
    // The reason is sealed at rest, so it is read as whom it is for reads it: the host.
    const shown = async (person: Person, session_id: string) => {
      await server.ctx.outbox.drain();
      const { session } = await person.call("getStudioSession", { params: { session_id } });
      return [session.state, session.end_reason, session.stop_reason];
    };
    const first = await putOnAir(host);
    await operator.call("suspendAccount", { params, body: { reason } });
    await server.ctx.outbox.drain();
    await operator.call("liftSuspension", { params, body: { reason: "proved it" } });
    const again = await server.demo("host");
    expect(await shown(again, first)).toEqual(["ended", "operator", reason]);
    const second = await putOnAir(again);
    expect(await shown(again, second)).toEqual(["on_air", null, null]);
    const { session } = await again.call("getStudioSession", { params: { session_id: second } });
    await operator.call("closeShop", { params: { shop_id: session.shop.id }, body: { reason } });
    expect(await shown(again, second)).toEqual(["ended", "operator", reason]);
    const { rows } = await sql<{ text: string }>`select to_jsonb(s)::text as text from live.session s`.execute(
      server.ctx.db.reader,
    );
    expect(rows.filter(({ text }) => text.includes("王小明"))).toEqual([]);
  });

  it("nobody suspends or demotes themselves, and the last operator stays", async () => {
    const params = { account_id: operator.account_id };
    expect(await codeOf(operator.call("suspendAccount", { params, body: { reason } }))).toBe("own_matter");
    expect(await codeOf(operator.call("setOperator", { params, body: { operator: false, reason } }))).toBe(
      "own_matter",
    );
  });

  it("is found by a part of the name, by nothing that is not its own", async () => {
    const person = await server.signIn("named@example.org");
    await person.call("updateAccount", { body: { name: "Ömer 的水果铺" } });
    const found = async (q: string) =>
      (await operator.call("searchAccounts", { query: { q } })).data.map((one) => one.id);
    expect(await found("水果")).toEqual([person.account_id]);
    expect(await found(person.account_id)).toEqual([person.account_id]);
    expect(await found("named@example")).toEqual([]);
    expect(await found("named@example.org")).toEqual([person.account_id]);
  });
});

describe("a closed shop and a product taken down", () => {
  it("sell nothing, tell those who work there why, and are as before when it is over", async () => {
    const merchant = await server.demo("merchant");
    const { shop, product, small } = await openShop(merchant);
    const params = { shop_id: shop.id };
    const state = async (who: Person): Promise<ResponseOf<Routes["getProduct"]>> =>
      who.call("getProduct", { params: { product_id: product.id } });
    const viewer = await server.signIn("looking@example.org");
    const paid = await buy(viewer, { variant: small, quantity: 1, address: await addAddress(viewer) });
    await operator.call("closeShop", { params, body: { reason } });
    expect(await state(viewer)).toMatchObject({ state: "off" });
    expect(await merchant.call("getShop", { params })).toMatchObject({ state: "closed", closed_reason: reason });
    expect(await viewer.call("getShop", { params })).not.toHaveProperty("closed_reason");
    expect(await codeOf(buy(viewer, { variant: small, quantity: 1, address: await addAddress(viewer) }))).toBe(
      "product_not_on_sale",
    );
    // What was bought before goes on.
    expect(
      await merchant.call("shipOrder", {
        params: { ...params, order_id: paid.id },
        body: { carrier: "SF Express", tracking_number: "SF1234567890" },
      }),
    ).toMatchObject({ state: "shipped" });
    await operator.call("reopenShop", { params, body: { reason: "sorted out" } });
    expect(await state(viewer)).toMatchObject({ state: "on_sale" });

    const at = { product_id: product.id };
    await operator.call("takeDownProduct", { params: at, body: { reason } });
    expect(await state(merchant)).toMatchObject({ state: "off", taken_down: { reason } });
    expect(await state(viewer)).not.toHaveProperty("taken_down");
    const back = () => merchant.call("setProductState", { params: { ...params, ...at }, body: { state: "on_sale" } });
    await expect(back()).rejects.toMatchObject({ error: { code: "product_taken_down", details: { reason } } });
    expect(
      (await operator.call("listAllProducts", { query: { taken_down: "true" } })).data.map((one) => one.id),
    ).toEqual([product.id]);
    await operator.call("liftTakedown", { params: at, body: { reason: "another batch" } });
    expect(await back()).toMatchObject({ state: "on_sale" });
  });
});

describe("health", () => {
  it("shows an event that is stuck, and lets an operator skip it", async () => {
    const event_id = await stickEvent();
    const before = await operator.call("getHealth");
    expect(before.ok).toBe(false);
    expect(before.stuck_events.find((one) => one.event_id === event_id)).toMatchObject({ tries: 3 });
    const after = await operator.call("skipEvent", { params: { event_id }, body: { reason } });
    expect(after.stuck_events.find((one) => one.event_id === event_id)).toBeUndefined();
    expect(await codeOf(operator.call("skipEvent", { params: { event_id }, body: { reason } }))).toBe("not_found");
  });

  it("shows a job that gave up, tries it again or forgets it", async () => {
    const job = await failJob();
    const { failed_jobs } = await operator.call("getHealth");
    expect(failed_jobs.find((one) => one.id === job.job_id)).toMatchObject({ message: "the disk is full" });
    const after = await operator.call("discardJob", { params: job, body: { reason } });
    expect(after.failed_jobs.find((one) => one.id === job.job_id)).toBeUndefined();
    expect(await codeOf(operator.call("discardJob", { params: job, body: { reason } }))).toBe("not_found");
    expect(after.process.memory_bytes).toBeGreaterThan(10_000_000);
    expect(after.database.size_bytes).toBeGreaterThan(1_000_000);
    expect(after.listeners.map((one) => one.name)).toContain("live.end_suspended");
  });
});
