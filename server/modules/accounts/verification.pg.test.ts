import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "kysely";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { partCaller, type PartCaller } from "../../../tests/kit/part-caller.ts";
import { listener, type Heard } from "../../kernel/outbox.ts";
import { limits } from "../../kernel/limits.ts";
import { createAccounts, type Accounts } from "./index.ts";
import { purposes } from "./sealed-columns.ts";

let ctx: TestContext;
let accounts: Accounts;
let edge: PartCaller;
let operator: string;
const heard: Heard<"verification.decided" | "account.created">[] = [];

beforeAll(async () => {
  ctx = await testContext({ env: { DEMO: "1" } });
  accounts = createAccounts(ctx);
  edge = partCaller([accounts.part], accounts.authenticate);
  await ctx.notices.start();
  ctx.channel.stop();
  ctx.outbox.start([
    listener("test.hear", ["verification.decided", "account.created"], async (_, events) => void heard.push(...events)),
  ]);
  operator = (await edge.call("demoSignIn", { body: { role: "operator" } })).token;
});
afterAll(() => ctx.end());

async function signIn(identifier: string) {
  await edge.call("sendCode", { body: { identifier } });
  const code = /\b(\d{6})\b/.exec(
    (await edge.call("readDevInbox", { query: { to: identifier } })).data[0]?.text ?? "",
  )?.[1];
  const { token, account } = await edge.call("signIn", { body: { identifier, code } });
  return { token, id: account.id };
}
const host = {
  kind: "host",
  legal_name: "李秀兰",
  document_kind: "identity_number",
  document_number: "53010219950520123X",
  birth_date: "1995-05-20",
  address: "昆明市翠湖路 1 号",
  contact_phone: "+86 138 0013 8000",
} as const;
const seller = {
  ...host,
  kind: "seller",
  document_kind: "business_license",
  document_number: "91530100MA6K00001X",
  birth_date: null,
} as const;

test("is filed once per kind, decided by an operator, and grants the role for six months", async () => {
  const { token, id } = await signIn("lan@example.org");
  const filed = await edge.call("createVerification", { token, body: host });
  expect(filed).toMatchObject({
    state: "pending",
    document_number: "530************23X",
    legal_name: "李秀兰",
    account: { id },
    valid_until: null,
  });
  await edge.refused("verification_pending", "createVerification", { token, body: host });
  ctx.clock.turn(1);
  const other = await edge.call("createVerification", { token, body: seller });
  await edge.refused("role_required", "approveVerification", { token, params: { id: filed.id } });

  const waiting = await edge.call("listVerifications", { token: operator, query: { state: "pending" } });
  expect(waiting.data.map((one) => [one.id, one.document_number])).toEqual([
    [other.id, seller.document_number],
    [filed.id, host.document_number],
  ]);
  const [seen] = (
    await sql<{ account_id: string; subject_id: string; reason_sealed: string }>`select * from accounts.audit
      where action = 'accounts.verifications_shown'`.execute(ctx.db.reader)
  ).rows;
  expect(seen?.subject_id).toBe(other.id);
  expect(ctx.seal.open(seen?.reason_sealed ?? "", purposes.reason)).toBe(`${other.id} ${filed.id}`);
  const page = await edge.call("listVerifications", { token: operator, query: { state: "pending", limit: "1" } });
  expect(page).toMatchObject({ has_more: true, data: [{ id: other.id }] });
  expect(
    await edge.call("listVerifications", {
      token: operator,
      query: { state: "pending", limit: "1", cursor: page.next_cursor },
    }),
  ).toMatchObject({ has_more: false, next_cursor: null, data: [{ id: filed.id }] });

  const approved = await edge.call("approveVerification", { token: operator, params: { id: filed.id } });
  expect(approved).toMatchObject({
    state: "approved",
    document_number: host.document_number,
    decided_at: ctx.clock.now().toISOString(),
    valid_until: "2027-05-22T04:00:00.001Z",
  });
  await edge.refused("verification_decided", "approveVerification", { token: operator, params: { id: filed.id } });
  await edge.refused("verification_decided", "rejectVerification", {
    token: operator,
    params: { id: filed.id },
    body: { reason: "late" },
  });
  await edge.refused("not_found", "approveVerification", { token: operator, params: { id: `ver_${"0".repeat(26)}` } });
  expect(await edge.call("getAccount", { token })).toMatchObject({
    roles: ["viewer", "host"],
    verified: { host: true, seller: false },
  });

  await edge.call("rejectVerification", {
    token: operator,
    params: { id: other.id },
    body: { reason: "The licence of 李秀兰 is not readable." },
  });
  const mine = await edge.call("listMyVerifications", { token });
  expect(mine.data.map((one) => [one.state, one.reason])).toEqual([
    ["rejected", "The licence of 李秀兰 is not readable."],
    ["approved", null],
  ]);
  await ctx.outbox.drain();
  // From here on nothing polls: the other tests turn months.
  await ctx.outbox.stop();
  expect(heard.filter((event) => event.account_id === id).map(({ event_id: _, at: __, ...event }) => event)).toEqual([
    { type: "account.created", account_id: id },
    { type: "verification.decided", account_id: id, kind: "host", approved: true },
    { type: "verification.decided", account_id: id, kind: "seller", approved: false },
  ]);
  const audit = await sql<{
    action: string;
    subject_id: string;
  }>`select action, subject_id from accounts.audit where subject_id = any(${[filed.id, other.id]}) and action <> 'accounts.verifications_shown'`.execute(
    ctx.db.reader,
  );
  expect(audit.rows.toSorted((a, b) => (a.action < b.action ? -1 : 1))).toEqual([
    { action: "accounts.verification_approved", subject_id: filed.id },
    { action: "accounts.verification_rejected", subject_id: other.id },
  ]);
});

test("ends by itself after its time, and may be renewed before", async () => {
  const { token, id } = await signIn("shop@example.org");
  const first = await edge.call("createVerification", { token, body: seller });
  await edge.call("approveVerification", { token: operator, params: { id: first.id } });
  const approvedAt = ctx.clock.now();
  expect(await accounts.sellerIdentity(ctx.db.reader, id, approvedAt)).toEqual({
    legal_name: "李秀兰",
    document_kind: "business_license",
    document_number: seller.document_number,
    address: host.address,
    contact_phone: host.contact_phone,
    verified_at: approvedAt,
    valid_until: new Date("2027-05-22T04:00:00.001Z"),
  });
  const [before, after] = [new Date("2027-05-22T04:00:00.000Z"), new Date("2027-05-22T04:00:00.001Z")];
  expect(await accounts.verified(ctx.db.reader, "seller", [id, "acct_nobody"], before)).toEqual(new Set([id]));
  expect(await accounts.verified(ctx.db.reader, "seller", [id], after)).toEqual(new Set());
  expect(await accounts.verified(ctx.db.reader, "host", [id], before)).toEqual(new Set());
  expect(await accounts.sellerIdentity(ctx.db.reader, id, after)).toBeUndefined();
  const second = await edge.call("createVerification", { token, body: seller });
  ctx.clock.turn(24 * 3600_000);
  await edge.call("approveVerification", { token: operator, params: { id: second.id } });
  expect(await accounts.verified(ctx.db.reader, "seller", [id], after)).toEqual(new Set([id]));
  ctx.clock.turn(300 * 24 * 3600_000);
  operator = (await edge.call("demoSignIn", { body: { role: "operator" } })).token;
  const expired = await edge.call("listVerifications", { token: operator, query: { state: "expired" } });
  expect(expired.data.map((one) => one.id)).toEqual(expect.arrayContaining([first.id, second.id]));
  expect(expired.data.every((one) => one.state === "expired")).toBe(true);
  expect(
    (await edge.call("listVerifications", { token: operator, query: { state: "approved" } })).data.map((one) => one.id),
  ).not.toContain(first.id);
});

test("of a host asks for sixteen years, by the market's calendar", async () => {
  const { token } = await signIn("young@example.org");
  const today = ctx.clock.now();
  const sixteenToday = `${today.getUTCFullYear() - 16}-${String(today.getUTCMonth() + 1).padStart(2, "0")}-${String(today.getUTCDate()).padStart(2, "0")}`;
  const tomorrow = new Date(today.getTime() + 24 * 3600_000).toISOString().slice(4, 10);
  await edge.refused("too_young", "createVerification", {
    token,
    body: { ...host, birth_date: `${today.getUTCFullYear() - 16}${tomorrow}` },
  });
  await edge.refused("too_young", "createVerification", { token, body: { ...host, birth_date: "2020-02-29" } });
  for (const birth_date of [null, "2999-01-01", "1700-01-01", "2001-02-30"])
    expect(
      (await edge.refused("invalid_param", "createVerification", { token, body: { ...host, birth_date } })).param,
    ).toBe("birth_date");
  expect(await edge.call("createVerification", { token, body: { ...host, birth_date: sixteenToday } })).toMatchObject({
    state: "pending",
  });
});

test("is never decided by the one it is about, operator or not", async () => {
  const { token, id } = await signIn("both@example.org");
  await ctx.db.transact((tx) => accounts.grantRole(tx, id, "operator"));
  const filed = await edge.call("createVerification", { token, body: seller });
  const params = { id: filed.id };
  await edge.refused("own_matter", "approveVerification", { token, params });
  await edge.refused("own_matter", "rejectVerification", { token, params, body: { reason: "mine" } });
  expect((await edge.call("listMyVerifications", { token })).data[0]?.state).toBe("pending");
  expect((await edge.call("getAccount", { token })).roles).toEqual(["viewer", "operator"]);
  expect(await edge.call("approveVerification", { token: operator, params })).toMatchObject({ state: "approved" });
});

test("cannot be filed without end", async () => {
  const { token } = await signIn("keen@example.org");
  for (let count = 0; count < limits.verifications_per_account_per_day_max; count += 1) {
    const { id } = await edge.call("createVerification", { token, body: seller });
    await edge.call("rejectVerification", { token: operator, params: { id }, body: { reason: "no" } });
  }
  expect((await edge.refused("rate_limited", "createVerification", { token, body: seller })).status).toBe(429);
});

test("the demo has one account for each role, made once and ready to work", async () => {
  const roles = async (role: string) => (await edge.call("demoSignIn", { body: { role } })).account;
  const [first, again] = await Promise.all([roles("merchant"), roles("merchant")]);
  expect(first).toMatchObject({
    id: again.id,
    name: "演示商家",
    roles: ["viewer", "host", "merchant"],
    verified: { host: true, seller: true },
  });
  expect(await roles("host")).toMatchObject({
    name: "演示主播",
    roles: ["viewer", "host", "merchant"],
    verified: { host: true, seller: true },
  });
  expect(await roles("viewer")).toMatchObject({
    name: "演示观众",
    roles: ["viewer"],
    verified: { host: false, seller: false },
  });
  expect(await roles("operator")).toMatchObject({ roles: ["viewer", "operator"] });
  ctx.clock.turn(300 * 24 * 3600_000);
  expect(await roles("host")).toMatchObject({ id: (await roles("host")).id, verified: { host: true, seller: true } });
});
