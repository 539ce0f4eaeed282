import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApiError } from "../../contract/client.ts";
import { legalVersions, trainingAnswers, trainingVersion } from "../../contract/law.ts";
import { addAddress, buy, goOnAir, jpeg, openShop, until } from "../kit/market.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

const day_ms = 24 * 3600_000;
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Shows again who one is, by a code from the dev inbox. */
async function prove(person: Person, identifier: string): Promise<void> {
  await server.turn(31_000);
  await person.call("sendProofCode");
  const { data } = await server.guest("readDevInbox", { query: { to: identifier } });
  const code = data.map((one) => /\b(\d{6})\b/.exec(one.text)?.[1]).find((one) => one !== undefined) ?? "";
  await person.call("proveSelf", { body: { code } });
}
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "accepted",
    (error: unknown) => (error instanceof ApiError ? error.error.code : String(error)),
  );
/** Runs the job that deletes what is due, as its schedule does every ten minutes. */
async function deleteDue(): Promise<void> {
  await server.ctx.db.transact((tx) => server.ctx.jobs.add(tx, "accounts.delete_due", {}));
}

/** Every text of every table, as it lies in the database. */
async function everything(): Promise<string[]> {
  const client = new pg.Client({ connectionString: server.database_url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(`select t::text as text from ${name} t`);
      found.push(...rows.map(({ text }) => `${name} ${text}`));
    }
    return found;
  } finally {
    await client.end();
  }
}

describe("agreeing", () => {
  it("is written down when an account is made, and asked for again when a text has changed", async () => {
    const person = await server.signIn("agree@example.org");
    const consents = (await person.call("listConsents")).data;
    expect(consents.map((one) => [one.document, one.version, one.current])).toEqual([
      ["privacy", legalVersions.privacy, true],
      ["terms", legalVersions.terms, true],
    ]);
    expect((await person.call("getAccount")).consents_due).toEqual([]);
    expect(await code(person.call("giveConsent", { body: { document: "terms", version: "2020-01-01" } }))).toBe(
      "consent_version",
    );
  });

  it("to be shown nothing personal is the account's choice", async () => {
    const person = await server.signIn("plain@example.org");
    expect((await person.call("getAccount")).personalization).toBe(true);
    expect((await person.call("updateAccount", { body: { personalization: false } })).personalization).toBe(false);
    expect((await person.call("getAccount")).personalization).toBe(false);
  });
});

describe("the yearly training of hosts", () => {
  it("stands before going on air, takes right answers only, and runs out after a year", async () => {
    const host = await server.demo("host");
    const { shop, product } = await openShop(host);
    const draft = await host.call("createSession", {
      body: {
        title: "training",
        cover_picture_id: null,
        broadcast: "self",
        shop_id: shop.id,
        product_ids: [product.id],
      },
    });
    const start = () => code(host.call("startSession", { params: { session_id: draft.id } }));
    expect(await start()).toBe("training_required");
    const wrong = { ...trainingAnswers, medical: "a" as const };
    expect(await code(host.call("acknowledgeTraining", { body: { version: trainingVersion, answers: wrong } }))).toBe(
      "training_answers",
    );
    const done = await host.call("acknowledgeTraining", {
      body: { version: trainingVersion, answers: trainingAnswers },
    });
    expect(done.training_valid_until?.slice(0, 4)).toBe(String(server.clock.now().getUTCFullYear() + 1));
    expect(await start()).toBe("encoder_missing");
    await host.call("endSession", { params: { session_id: draft.id } });
  });
});

describe("an export", () => {
  it("wants proof, holds what every module holds, and only for its owner and a day", async () => {
    const person = await server.signIn("export@example.org");
    await person.call("updateAccount", { body: { name: "Xanthippe Quill" } });
    await addAddress(person);
    const operator = await server.demo("operator");
    const params = { account_id: person.account_id };
    await operator.call("noteAccount", { params, body: { text: "asked about parcels" } });
    const host = await server.demo("host");
    const { shop, product } = await openShop(host);
    const plan = await host.call("planSession", {
      body: {
        title: "明天摘桃",
        broadcast: "self",
        shop_id: shop.id,
        product_ids: [product.id],
        planned_at: new Date(server.clock.nowMs() + 2 * day_ms).toISOString(),
      },
    });
    await person.call("setReminder", { params: { session_id: plan.id } });
    expect(await code(person.call("createAccountExport"))).toBe("proof_required");
    await prove(person, "export@example.org");
    const { id } = await person.call("createAccountExport");
    await until(async () => (await person.call("listAccountExports")).data[0]?.state === "ready");
    const { data } = await person.call("getAccountExportContent", { params: { id } });
    expect(JSON.stringify(data)).toContain("Xanthippe Quill");
    expect(JSON.stringify(data)).toContain("小寨东路");
    expect(data["accounts"]).toMatchObject({
      host_profile: null,
      suspensions: [],
      notes_of_operators: [{ text: "asked about parcels" }],
    });
    expect(JSON.stringify(data)).not.toContain(operator.account_id);
    expect(data["live"]).toMatchObject({ reminders: [{ session_id: plan.id, title: "明天摘桃" }] });
    expect(data["media"]).toEqual({ pictures: [], stream_keys: [] });
    expect(JSON.stringify(data)).toContain("export@example.org");
    expect(Object.keys(data).toSorted()).toEqual(
      expect.arrayContaining(["accounts", "chat", "live", "media", "notifications", "orders", "shops"]),
    );
    const other = await server.signIn("other@example.org");
    await prove(other, "other@example.org");
    expect(await code(other.call("getAccountExportContent", { params: { id } }))).toBe("not_found");
    await server.turn(day_ms);
    expect(await code(person.call("getAccountExportContent", { params: { id } }))).toBe("proof_required");
    await prove(person, "export@example.org");
    expect(await code(person.call("getAccountExportContent", { params: { id } }))).toBe("not_found");
  });
});

describe("a deletion", () => {
  it("is refused while something is under way, with the reasons", async () => {
    const merchant = await server.demo("merchant");
    const { small } = await openShop(merchant);
    const buyer = await server.signIn("busy@example.org");
    await buy(buyer, { variant: small, quantity: 1, address: await addAddress(buyer) });
    await prove(buyer, "busy@example.org");
    expect((await buyer.call("getAccountDeletion")).obstacles).toEqual([{ reason: "orders_bought", count: 1 }]);
    expect(await code(buyer.call("requestAccountDeletion"))).toBe("deletion_blocked");
    const reasons = (await merchant.call("getAccountDeletion")).obstacles.map((one) => one.reason);
    expect(reasons).toContain("orders_sold");
    expect(reasons).toContain("shop_balance");
  });

  it("can be taken back within seven days", async () => {
    const person = await server.signIn("stay@example.org");
    expect(await code(person.call("requestAccountDeletion"))).toBe("proof_required");
    await prove(person, "stay@example.org");
    expect(await person.call("requestAccountDeletion")).toMatchObject({ state: "pending" });
    expect((await person.call("getAccount")).deletion_due_at).not.toBeNull();
    expect(await person.call("cancelAccountDeletion")).toMatchObject({ state: "none", due_at: null });
    await server.turn(8 * day_ms);
    await deleteDue();
    expect((await person.call("getAccount")).deletion_due_at).toBeNull();
  });

  it("leaves the name, the address and the e-mail nowhere, and keeps what the law asks for under nobody's name", async () => {
    const host = await server.demo("host");
    const { shop, product, small } = await openShop(host);
    const { session, publisher } = await goOnAir(server, host, shop, [product]);
    const person = await server.signIn("gone@example.org");
    await person.call("updateAccount", { body: { name: "Zebulon Quartermaine" } });
    const address = await person.call("createAddress", {
      body: {
        name: "Zebulon Quartermaine",
        phone: "13900139000",
        region: "陕西",
        city: "西安",
        district: "",
        street: "Quartermaine Lane 7",
        postal_code: "710061",
        is_default: true,
      },
    });
    const order = await buy(person, { variant: small, quantity: 1, address, session });
    const papers = await person.call("createVerification", {
      body: {
        kind: "host",
        legal_name: "Zebulon Quartermaine",
        document_kind: "identity_number",
        document_number: "110101199003070011",
        birth_date: "1990-03-07",
        address: "Quartermaine Lane 7",
        contact_phone: "13900139000",
      },
    });
    const operator = await server.demo("operator");
    await operator.call("approveVerification", { params: { id: papers.id } });
    await operator.call("noteAccount", { params: { account_id: person.account_id }, body: { text: "polite" } });
    const banner = await person.call("createPicture", { body: await jpeg() });
    await person.call("updateHostProfile", {
      body: { headline: "Quartermaine's pears", bio: "", region: "陕西", banner_picture_id: banner.id },
    });
    const bannerStatus = async () => (await fetch(`${server.url}${banner.urls.large}`)).status;
    expect(await bannerStatus()).toBe(200);
    // Whoever looks them up by their address leaves it in the audit log only so that its owner would know it.
    expect((await operator.call("searchAccounts", { query: { q: "gone@example.org" } })).data).toHaveLength(1);
    await host.call("shipOrder", {
      params: { shop_id: shop.id, order_id: order.id },
      body: { carrier: "SF", tracking_number: "sf1234567890" },
    });
    await person.call("receiveOrder", { params: { order_id: order.id } });
    await host.call("endSession", { params: { session_id: session.id } });
    await publisher.stop();
    await prove(person, "gone@example.org");
    await person.call("requestAccountDeletion");
    await server.turn(7 * day_ms + 1000);
    await deleteDue();
    await until(async () => (await code(person.call("getAccount"))) === "session_ended");

    await until(async () => (await bannerStatus()) === 404);
    const lookUps = await operator.call("listAudit", { query: { action: "accounts.identifier_looked_up" } });
    expect(lookUps.data.map(({ subject_id, reason }) => [subject_id, reason])).toEqual([
      [person.account_id, "g***@example.org"],
    ]);

    const left = await everything();
    for (const word of ["Zebulon", "Quartermaine", "gone@example.org", "13900139000"])
      expect(left.filter((row) => row.includes(word))).toEqual([]);
    const rows = left.filter((row) => row.includes(person.account_id));
    expect(rows.filter((row) => /^accounts\.(note|host_profile|address|preference) /.test(row))).toEqual([]);
    // Opened with the key: nothing of the account's own row says who it was.
    const sold = await host.call("getOrder", { params: { order_id: order.id } });
    expect(sold.buyer_name).not.toContain("Z");
    expect(sold.state).toMatch(/received|success/);
    // The address signs in somebody new, who sees nothing of the old.
    const again = await server.signIn("gone@example.org");
    expect(again.account_id).not.toBe(person.account_id);
    expect((await again.call("listMyOrders")).data).toEqual([]);
    expect((await again.call("listAddresses")).data).toEqual([]);
  });
});
