import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { partCaller, type PartCaller, type PartCallOptions } from "../../../tests/kit/part-caller.ts";
import { systemClock } from "../../kernel/clock.ts";
import { limits } from "../../kernel/limits.ts";
import { createAccounts, type Accounts } from "./index.ts";

let ctx: TestContext;
let accounts: Accounts;
let edge: PartCaller;
let people = 0;

beforeAll(async () => {
  ctx = await testContext({ env: { OPERATOR_EMAIL: "Boss@Example.org" } });
  accounts = createAccounts(ctx);
  edge = partCaller([accounts.part], accounts.authenticate);
  await ctx.begin([accounts.part]);
});
afterAll(() => ctx.end());
// Each test begins a fresh hour, so that no test spends another's rates.
beforeEach(() => ctx.clock.turn(3600_000 - (ctx.clock.nowMs() % 3600_000)));

const someone = (): string => `person${(people += 1)}@example.org`;
async function codeFor(identifier: string, options: PartCallOptions = {}): Promise<string> {
  await edge.call("sendCode", { body: { identifier }, ...options });
  const { data } = await edge.call("readDevInbox", { query: { to: identifier } });
  return /\b(\d{6})\b/.exec(data[0]?.text ?? "")?.[1] ?? "";
}
async function signIn(identifier: string, options: PartCallOptions = {}) {
  return edge.call("signIn", { body: { identifier, code: await codeFor(identifier) }, ...options });
}
const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

describe("a code", () => {
  test("makes an account the first time and finds it ever after, by e-mail and by phone", async () => {
    const email = someone();
    const first = await signIn(email);
    expect(first).toMatchObject({
      created: true,
      account: {
        roles: ["viewer"],
        email_masked: "p***@example.org",
        phone_masked: null,
        has_password: false,
        locale: "zh-CN",
      },
    });
    expect(first.account.name).toMatch(/^铁粉\d{4}$/);
    const again = await signIn(email.toUpperCase());
    expect(again).toMatchObject({ created: false, account: { id: first.account.id } });
    const phone = await edge.call("signIn", {
      body: { identifier: "+86 138 0013 8000", code: await codeFor("13800138000"), locale: "en" },
    });
    expect(phone).toMatchObject({
      created: true,
      account: { phone_masked: "+86138****8000", email_masked: null, locale: "en" },
    });
    expect(phone.account.name).toMatch(/^Friend \d{4}$/);
    const named = await edge.call("signIn", {
      body: { identifier: "me@example.org", code: await codeFor("me@example.org"), name: "兰兰" },
    });
    expect(named.account.name).toBe("兰兰");
  });

  test("is written in the reader's language and names its end and the pause", async () => {
    const email = someone();
    const sent = await edge.call("sendCode", { body: { identifier: email }, locale: "en" });
    expect(sent).toEqual({
      object: "code_sent",
      channel: "email",
      to_masked: "p***@example.org",
      expires_at: new Date(ctx.clock.nowMs() + limits.code_ttl_ms).toISOString(),
      resend_at: new Date(ctx.clock.nowMs() + limits.code_resend_ms).toISOString(),
    });
    const { data } = await edge.call("readDevInbox", { query: { to: email } });
    expect(data[0]).toMatchObject({ channel: "email", to: email, subject: "Your Laotie code" });
    await edge.call("sendCode", { body: { identifier: "13800138001" }, locale: "zh-CN" });
    expect((await edge.call("readDevInbox", { query: { to: "138 0013 8001" } })).data[0]?.text).toMatch(
      /^【老铁】验证码 \d{6}，10 分钟内有效/,
    );
  });

  test("is refused when wrong, when replayed, when another's, and when its time has run out", async () => {
    const [mine, theirs] = [someone(), someone()];
    const code = await codeFor(mine);
    const codeOfThem = await codeFor(theirs);
    await edge.refused("code_wrong", "signIn", { body: { identifier: mine, code: other(code) } });
    if (codeOfThem !== code)
      await edge.refused("code_wrong", "signIn", { body: { identifier: mine, code: codeOfThem } });
    await edge.refused("code_wrong", "signIn", { body: { identifier: "nobody@example.org", code } });
    await edge.call("signIn", { body: { identifier: mine, code } });
    await edge.refused("code_wrong", "signIn", { body: { identifier: mine, code } });
    ctx.clock.turn(limits.code_ttl_ms - 1);
    await edge.call("signIn", { body: { identifier: theirs, code: codeOfThem } });
    const late = await codeFor(mine);
    ctx.clock.turn(limits.code_ttl_ms);
    expect((await edge.refused("code_expired", "signIn", { body: { identifier: mine, code: late } })).status).toBe(401);
  });

  test("is worth nothing after too many tries, right or not; the next one works", async () => {
    const email = someone();
    const code = await codeFor(email);
    for (let count = 0; count < limits.code_attempts_max; count += 1)
      await edge.refused("code_wrong", "signIn", { body: { identifier: email, code: other(code) } });
    await edge.refused("code_expired", "signIn", { body: { identifier: email, code } });
    ctx.clock.turn(limits.code_resend_ms);
    expect((await signIn(email)).created).toBe(true);
  });

  test("signs in once when two browsers use it at once", async () => {
    const email = someone();
    const code = await codeFor(email);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () => edge.call("signIn", { body: { identifier: email, code } })),
    );
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });

  test("is not sent again within the pause, even by requests at once, and the newest is the one that works", async () => {
    const email = someone();
    const sends = await Promise.allSettled(
      Array.from({ length: 3 }, () => edge.call("sendCode", { body: { identifier: email } })),
    );
    expect(sends.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    ctx.clock.turn(10_500);
    expect((await edge.refused("code_too_soon", "sendCode", { body: { identifier: email } })).details).toEqual({
      seconds: 20,
    });
    const old =
      /\d{6}/.exec((await edge.call("readDevInbox", { query: { to: email } })).data[0]?.text ?? "")?.[0] ?? "";
    ctx.clock.turn(limits.code_resend_ms);
    const fresh = await codeFor(email);
    if (old !== fresh) await edge.refused("code_wrong", "signIn", { body: { identifier: email, code: old } });
    await edge.call("signIn", { body: { identifier: email, code: fresh } });
  });

  test("is not sent to what is neither an address nor a number", async () => {
    expect(
      (await edge.refused("identifier_invalid", "sendCode", { body: { identifier: "lan at example" } })).param,
    ).toBe("identifier");
    await edge.refused("identifier_invalid", "signIn", { body: { identifier: "12345", code: "123456" } });
    await edge.refused("invalid_param", "signIn", { body: { identifier: someone(), code: "12345" } });
  });
});

describe("rates", () => {
  test("per identifier: so many codes an hour, counted in the database and free again in the next", async () => {
    const email = someone();
    for (let count = 0; count < limits.codes_per_identifier_per_hour_max; count += 1) {
      await edge.call("sendCode", { body: { identifier: email }, address: `198.51.100.${count}` });
      ctx.clock.turn(limits.code_resend_ms);
    }
    const refusal = await edge.refused("rate_limited", "sendCode", {
      body: { identifier: email },
      address: "198.51.100.99",
    });
    expect(refusal.details["seconds"]).toBe(
      3600 - (limits.codes_per_identifier_per_hour_max * limits.code_resend_ms) / 1000,
    );
    // Another process of the same deployment counts on.
    const second = createAccounts(ctx);
    await partCaller([second.part], second.authenticate).refused("rate_limited", "sendCode", {
      body: { identifier: email },
      address: "198.51.100.99",
    });
    ctx.clock.turn(3600_000);
    await edge.call("sendCode", { body: { identifier: email } });
  });

  test("per network address: codes an hour and sign-ins a minute", async () => {
    const address = "198.51.100.200";
    for (let count = 0; count < limits.codes_per_address_per_hour_max; count += 1)
      await edge.call("sendCode", { body: { identifier: someone() }, address });
    await edge.refused("rate_limited", "sendCode", { body: { identifier: someone() }, address });
    await edge.call("sendCode", { body: { identifier: someone() }, address: "198.51.100.201" });
    for (let count = 0; count < limits.sign_ins_per_address_per_minute_max; count += 1)
      await edge.refused("code_wrong", "signIn", { body: { identifier: someone(), code: "000000" }, address });
    expect(
      (await edge.refused("rate_limited", "signIn", { body: { identifier: someone(), code: "000000" }, address }))
        .details["seconds"],
    ).toBeLessThanOrEqual(60);
  });

  const wrong = (identifier: string, address: string) => ({
    body: { identifier, password: "a wrong password" },
    address,
  });

  test("failed tries per identifier and network: a stranger locks out themselves, not the owner", async () => {
    const email = someone();
    const { token } = await signIn(email);
    await edge.call("setPassword", { token, body: { password: "correct horse battery" } });
    const right = { identifier: email, password: "correct horse battery" };
    const stranger = "192.0.2.66";
    ctx.clock.turn(limits.code_resend_ms);
    const code = await codeFor(email);
    for (let count = 0; count < limits.sign_in_fails_per_identifier_and_network_per_hour_max; count += 1)
      await edge.refused("password_wrong", "signIn", wrong(email, stranger));
    expect((await edge.refused("rate_limited", "signIn", wrong(email, stranger))).status).toBe(429);
    await edge.refused("rate_limited", "signIn", { body: right, address: stranger });
    await edge.refused("rate_limited", "signIn", { body: { identifier: email, code }, address: stranger });
    for (const body of [right, { identifier: email, code }])
      expect((await edge.call("signIn", { body, address: "203.0.113.7" })).created).toBe(false);
  });

  test("what succeeds does not count as a try", async () => {
    const email = someone();
    const { token } = await signIn(email);
    await edge.call("setPassword", { token, body: { password: "correct horse battery" } });
    const body = { identifier: email, password: "correct horse battery" };
    for (let count = 0; count <= limits.sign_in_fails_per_identifier_and_network_per_hour_max; count += 1)
      expect((await edge.call("signIn", { body, address: "203.0.113.8" })).created).toBe(false);
  });

  test("guesses of a password from wherever they come end as well, and a code still signs in", async () => {
    const email = someone();
    await signIn(email);
    ctx.clock.turn(limits.code_resend_ms);
    const code = await codeFor(email);
    for (let count = 0; count < limits.password_fails_per_identifier_per_hour_max; count += 1)
      await edge.refused("password_wrong", "signIn", wrong(email, `192.0.2.${count}`));
    await edge.refused("rate_limited", "signIn", wrong(email, "192.0.2.250"));
    const again = await edge.call("signIn", { body: { identifier: email, code }, address: "192.0.2.251" });
    expect(again.created).toBe(false);
    // Hundreds of passwords are checked, each as slowly as it should be.
  }, 240_000);
});

describe("a password", () => {
  test("signs in, is asked for to be changed, and signs out the other devices", async () => {
    const email = someone();
    const here = await signIn(email);
    const there = await signIn(email);
    await edge.refused("invalid_param", "setPassword", { token: here.token, body: { password: "too short" } });
    await edge.refused("invalid_param", "setPassword", { token: here.token, body: { password: "x".repeat(129) } });
    expect(
      await edge.call("setPassword", { token: here.token, body: { password: "correct horse battery" } }),
    ).toMatchObject({ has_password: true });
    await edge.refused("sign_in_required", "getAccount", { token: there.token });
    await edge.refused("password_wrong", "setPassword", { token: here.token, body: { password: "another good one" } });
    await edge.refused("password_wrong", "setPassword", {
      token: here.token,
      body: { password: "another good one", current_password: "not that one" },
    });
    const byPassword = await edge.call("signIn", { body: { identifier: email, password: "correct horse battery" } });
    expect(byPassword).toMatchObject({ created: false, account: { id: here.account.id } });
    await edge.call("setPassword", {
      token: here.token,
      body: { password: "another good one", current_password: "correct horse battery" },
    });
    await edge.refused("password_wrong", "signIn", { body: { identifier: email, password: "correct horse battery" } });
    await edge.refused("sign_in_required", "getAccount", { token: byPassword.token });
    await edge.call("getAccount", { token: here.token });
  });

  test("that is changed while somebody signs in with the old one keeps them out", async () => {
    const email = someone();
    const { token } = await signIn(email);
    await edge.call("setPassword", { token, body: { password: "the first long password" } });
    let calls = 0;
    let change: (() => Promise<unknown>) | null = null;
    // The same server, but what is proved is old by the time the session is written.
    const slow = createAccounts({
      ...ctx,
      db: {
        ...ctx.db,
        async transact(fn) {
          if ((calls += 1) === 3) await change?.();
          return ctx.db.transact(fn);
        },
      },
    });
    change = () =>
      edge.call("setPassword", {
        token,
        body: { password: "the second long password", current_password: "the first long password" },
      });
    const late = partCaller([slow.part], slow.authenticate);
    await late.refused("password_wrong", "signIn", {
      body: { identifier: email, password: "the first long password" },
    });
    expect(calls).toBe(3);
    expect((await edge.call("listAuthSessions", { token })).data).toHaveLength(1);
    await edge.call("signIn", { body: { identifier: email, password: "the second long password" } });
  });

  test("is stored as argon2id with OWASP's parameters", async () => {
    const { token } = await signIn(someone());
    await edge.call("setPassword", { token, body: { password: "a password to look at" } });
    const client = new pg.Client({ connectionString: ctx.database_url });
    await client.connect();
    const { rows } = await client.query<{ password_hash: string }>("select password_hash from accounts.credential");
    await client.end();
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test("fails with the same words and in the same time, whether the account exists or not", async () => {
    const [withPassword, without] = [someone(), someone()];
    const { token } = await signIn(withPassword);
    await signIn(without);
    await edge.call("setPassword", { token, body: { password: "correct horse battery" } });
    const fastestOf = async (identifier: string): Promise<number> => {
      let fastest = Infinity;
      for (let count = 0; count < 6; count += 1) {
        const began = systemClock.monotonicMs();
        const refusal = await edge.refused("password_wrong", "signIn", {
          body: { identifier, password: "a wrong password" },
        });
        fastest = Math.min(fastest, systemClock.monotonicMs() - began);
        expect(refusal.toObject("en", "req_1")).toMatchObject({ param: null, details: {} });
      }
      return fastest;
    };
    const times = [await fastestOf(withPassword), await fastestOf(without), await fastestOf(someone())];
    // Without the pretended check the absent ones would take a tenth of it.
    expect(Math.min(...times)).toBeGreaterThan(Math.max(...times) * 0.5);
  });
});

describe("roles", () => {
  test("the configured operator gets the role when the address is proven by a code, and nobody else does", async () => {
    expect((await signIn("boss@example.org")).account.roles).toEqual(["viewer", "operator"]);
    expect((await signIn("boss2@example.org")).account.roles).toEqual(["viewer"]);
    const { token } = await signIn(someone());
    await edge.refused("role_required", "listVerifications", { token });
    await edge.refused("sign_in_required", "listVerifications", {});
  });

  test("a granted role counts at once, once", async () => {
    const { token, account } = await signIn(someone());
    expect((await accounts.authenticate(new Headers({ authorization: `Bearer ${token}` })))?.roles).toEqual(
      new Set(["viewer"]),
    );
    for (let count = 0; count < 2; count += 1)
      await ctx.db.transact((tx) => accounts.grantRole(tx, account.id, "merchant"));
    expect((await accounts.authenticate(new Headers({ authorization: `Bearer ${token}` })))?.roles).toEqual(
      new Set(["viewer", "merchant"]),
    );
    expect((await edge.call("getAccount", { token })).roles).toEqual(["viewer", "merchant"]);
  });
});
