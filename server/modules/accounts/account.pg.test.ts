import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { partCaller, type PartCaller, type PartCallOptions } from "../../../tests/kit/part-caller.ts";
import { limits } from "../../kernel/limits.ts";
import { createAccounts, type Accounts } from "./index.ts";
import { sweep } from "./store.ts";

let ctx: TestContext;
let accounts: Accounts;
let edge: PartCaller;
let people = 0;
const pictures = {
  avatarUrls: async (_: unknown, ids: readonly string[]) => new Map(ids.map((id) => [id, `/pictures/${id}.webp`])),
  ownPictures: async () => new Set([own_picture]),
};
const own_picture = `pic_${"0".repeat(26)}`;

beforeAll(async () => {
  ctx = await testContext();
  accounts = createAccounts(ctx, pictures);
  edge = partCaller([accounts.part], accounts.authenticate);
  // Only notices run: what polls would tick through the months these tests turn.
  ctx.channel.stop();
  await ctx.notices.start();
});
afterAll(() => ctx.end());
beforeEach(() => ctx.clock.turn(3600_000 - (ctx.clock.nowMs() % 3600_000)));

async function signIn(identifier = `someone${(people += 1)}@example.org`, options: PartCallOptions = {}) {
  ctx.clock.turn(limits.code_resend_ms);
  await edge.call("sendCode", { body: { identifier } });
  const code = /\b(\d{6})\b/.exec(
    (await edge.call("readDevInbox", { query: { to: identifier } })).data[0]?.text ?? "",
  )?.[1];
  const { token, account } = await edge.call("signIn", { body: { identifier, code }, ...options });
  return { token, id: account.id, identifier };
}
const bearer = (token: string): Headers => new Headers({ authorization: `Bearer ${token}` });

describe("sessions", () => {
  test("come as a cookie that scripts cannot read, or as a bearer token", async () => {
    const { token, id } = await signIn();
    expect(edge.cookies.at(-1)).toBe(
      `laotie_session=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${limits.session_ttl_ms / 1000}`,
    );
    // Beside it one that scripts may read: it says that there is a session, and nothing else.
    expect(edge.cookies.at(-2)).toBe(
      `laotie_signed_in=1; Path=/; SameSite=Lax; Max-Age=${limits.session_ttl_ms / 1000}`,
    );
    expect(
      (await accounts.authenticate(new Headers({ cookie: `theme=dark; laotie_session=${token}` })))?.account_id,
    ).toBe(id);
    expect((await accounts.authenticate(bearer(token)))?.account_id).toBe(id);
    for (const headers of [
      {},
      { cookie: "laotie_session=" },
      { authorization: `Basic ${token}` },
      { authorization: `Bearer ${token}x` },
      { authorization: `Bearer ${"a".repeat(40)}` },
      { cookie: `laotie_session=${"9".repeat(5000)}` },
    ]) {
      expect(await accounts.authenticate(new Headers(headers as Record<string, string>))).toBeNull();
    }
    const count = edge.cookies.length;
    await edge.call("getAccount", { token });
    expect(edge.cookies).toHaveLength(count);
    await edge.call("getAccount", { headers: { cookie: `laotie_session=${token}` } });
    expect(edge.cookies.at(-1)).toContain(token);
  });

  test("are listed with device and network, and another's cannot be ended", async () => {
    const first = await signIn(undefined, { address: "203.0.113.77", user_agent: "curl/8.9.1" });
    ctx.clock.turn(1000);
    const second = await signIn(first.identifier, { address: "2001:db8:85a3:1::7" });
    const { data } = await edge.call("listAuthSessions", { token: second.token });
    expect(data.map(({ device, address, current }) => ({ device, address, current }))).toEqual([
      { device: "Chrome · Windows", address: "2001:db8:85a3::/48", current: true },
      { device: "API", address: "203.0.113.0/24", current: false },
    ]);
    const stranger = await signIn();
    await edge.refused("not_found", "revokeAuthSession", { token: stranger.token, params: { id: data[1]?.id } });
    await edge.call("getAccount", { token: first.token });
    await edge.call("revokeAuthSession", { token: second.token, params: { id: data[1]?.id } });
    await edge.refused("sign_in_required", "getAccount", { token: first.token });
    await edge.refused("not_found", "revokeAuthSession", { token: second.token, params: { id: data[1]?.id } });
    await edge.call("signOut", { token: second.token });
    expect(edge.cookies.slice(-2)).toEqual([
      "laotie_signed_in=; Path=/; SameSite=Lax; Max-Age=0",
      "laotie_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0",
    ]);
    await edge.refused("sign_in_required", "getAccount", { token: second.token });
  });

  test("end in another process as soon as it hears, and after a minute even if it does not", async () => {
    const { token } = await signIn();
    const elsewhere = createAccounts(ctx);
    expect(await elsewhere.authenticate(bearer(token))).not.toBeNull();
    await edge.call("signOut", { token });
    await expect.poll(() => elsewhere.authenticate(bearer(token)), { timeout: 5000 }).toBeNull();
    const deaf = createAccounts({ ...ctx, notices: { ...ctx.notices, on: () => undefined, onGap: () => undefined } });
    const again = await signIn();
    expect(await deaf.authenticate(bearer(again.token))).not.toBeNull();
    await edge.call("signOut", { token: again.token });
    expect(await deaf.authenticate(bearer(again.token))).not.toBeNull();
    ctx.clock.turn(limits.auth_cache_ms);
    expect(await deaf.authenticate(bearer(again.token))).toBeNull();
  });

  test("are forgotten from the cache when notices may have been missed", async () => {
    const gaps: (() => void)[] = [];
    const elsewhere = createAccounts({
      ...ctx,
      notices: { ...ctx.notices, on: () => undefined, onGap: (forget) => void gaps.push(forget) },
    });
    const { token } = await signIn();
    expect(await elsewhere.authenticate(bearer(token))).not.toBeNull();
    await edge.call("signOut", { token });
    for (const forget of gaps) forget();
    expect(await elsewhere.authenticate(bearer(token))).toBeNull();
  });

  test("are answered from memory on the hot path", async () => {
    const { token } = await signIn();
    await accounts.authenticate(bearer(token));
    const blind = { ...ctx.db, reader: undefined as never };
    const cached = createAccounts({
      ...ctx,
      db: {
        ...ctx.db,
        get reader() {
          return queries === 0 ? ((queries += 1), ctx.db.reader) : blind.reader;
        },
      },
    });
    let queries = 0;
    for (let count = 0; count < 100; count += 1) expect(await cached.authenticate(bearer(token))).not.toBeNull();
    expect(queries).toBe(1);
  });

  test("slide while they are used, and end when they are not", async () => {
    const { token } = await signIn();
    ctx.clock.turn(limits.session_ttl_ms - 60_000);
    expect(await accounts.authenticate(bearer(token))).not.toBeNull();
    ctx.clock.turn(limits.session_ttl_ms - 60_000);
    expect(await accounts.authenticate(bearer(token))).not.toBeNull();
    const [session] = (await edge.call("listAuthSessions", { token })).data;
    expect(Date.parse(session?.expires_at ?? "")).toBe(ctx.clock.nowMs() + limits.session_ttl_ms);
    ctx.clock.turn(limits.session_ttl_ms);
    expect(await accounts.authenticate(bearer(token))).toBeNull();
    await ctx.db.transact((tx) => sweep(tx, ctx.clock.now()));
    expect(await accounts.authenticate(bearer(token))).toBeNull();
  });

  test("are limited in number; the one seen longest ago ends", async () => {
    const first = await signIn();
    for (let count = 0; count < limits.sessions_per_account_max; count += 1) {
      ctx.clock.turn(15 * 60_000);
      await signIn(first.identifier);
    }
    expect(await accounts.authenticate(bearer(first.token))).toBeNull();
  });
});

describe("the account", () => {
  test("changes its name, picture and language; the name is seen at once", async () => {
    const { token, id } = await signIn();
    expect(
      await edge.call("updateAccount", {
        token,
        body: { name: "  山里人 ", locale: "en", avatar_picture_id: own_picture },
      }),
    ).toMatchObject({ name: "山里人", locale: "en", avatar_url: `/pictures/${own_picture}.webp` });
    expect((await accounts.authenticate(bearer(token)))?.name).toBe("山里人");
    expect((await accounts.publicAccounts(ctx.db.reader, [id, "acct_nobody"])).get(id)).toEqual({
      id,
      object: "public_account",
      name: "山里人",
      avatar_url: `/pictures/${own_picture}.webp`,
    });
    await edge.refused("invalid_param", "updateAccount", {
      token,
      body: { avatar_picture_id: `pic_${"1".repeat(26)}` },
    });
    expect(await edge.call("updateAccount", { token, body: { avatar_picture_id: null } })).toMatchObject({
      name: "山里人",
      avatar_url: null,
    });
    await edge.refused("invalid_param", "updateAccount", { token, body: { roles: ["operator"] } });
    await edge.refused("invalid_param", "updateAccount", { token, body: { name: "a\u202eb" } });
  });
});

describe("addresses", () => {
  test("that were read before are read again as they are now, for their owner alone", async () => {
    const [mine, theirs] = [await signIn(), await signIn()];
    const { id: address_id } = await edge.call("createAddress", { token: mine.token, body: fields("兰兰") });
    const asked = [mine, theirs, mine].map(({ id }) => ({ account_id: id, address_id }));
    const names = async () =>
      [...(await accounts.addressesOfMany(ctx.db.reader, asked))].map(([key, { name }]) => [key, name]);
    const key = `${mine.id} ${address_id}`;
    expect(await names()).toEqual([[key, "兰兰"]]);
    expect(await names()).toEqual([[key, "兰兰"]]);
    await edge.call("updateAddress", { token: mine.token, params: { id: address_id }, body: fields("小兰") });
    expect(await names()).toEqual([[key, "小兰"]]);
    await edge.call("deleteAddress", { token: mine.token, params: { id: address_id } });
    expect(await names()).toEqual([]);
  });

  const fields = (name: string, is_default = false) => ({
    name,
    phone: "138 0013 8000",
    region: "云南",
    city: "昆明",
    district: "",
    street: "翠湖路 1 号",
    postal_code: "",
    is_default,
  });

  test("belong to their account alone", async () => {
    const [mine, theirs] = [await signIn(), await signIn()];
    const address = await edge.call("createAddress", { token: mine.token, body: fields("兰兰") });
    expect(address).toMatchObject({ ...fields("兰兰"), is_default: true });
    await edge.refused("not_found", "updateAddress", {
      token: theirs.token,
      params: { id: address.id },
      body: fields("坏人"),
    });
    await edge.refused("not_found", "deleteAddress", { token: theirs.token, params: { id: address.id } });
    expect((await edge.call("listAddresses", { token: theirs.token })).data).toEqual([]);
    expect(await accounts.addresses(ctx.db.reader, theirs.id, [address.id])).toEqual(new Map());
    expect((await accounts.addresses(ctx.db.reader, mine.id, [address.id])).get(address.id)).toEqual(address);
    expect(
      await edge.call("updateAddress", { token: mine.token, params: { id: address.id }, body: fields("小兰", true) }),
    ).toEqual({ ...address, name: "小兰" });
  });

  test("are limited in number, also for requests at once", async () => {
    const { token } = await signIn();
    const outcomes = await Promise.allSettled(
      Array.from({ length: limits.addresses_per_account_max + 3 }, () =>
        edge.call("createAddress", { token, body: fields("兰兰", true) }),
      ),
    );
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(limits.addresses_per_account_max);
    await edge.refused("address_limit", "createAddress", { token, body: fields("兰兰") });
  });

  test("never have two defaults, whatever is done to them", async () => {
    const step = fc.oneof(
      fc.record({ act: fc.constant("add" as const), is_default: fc.boolean() }),
      fc.record({ act: fc.constant("replace" as const), at: fc.nat(5), is_default: fc.boolean() }),
      fc.record({ act: fc.constant("remove" as const), at: fc.nat(5) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        const { token } = await signIn();
        for (const one of steps) {
          const { data } = await edge.call("listAddresses", { token });
          const chosen = "at" in one ? data[one.at % Math.max(1, data.length)] : undefined;
          if (one.act === "add") {
            await edge.call("createAddress", { token, body: fields("甲", one.is_default) });
          } else if (chosen !== undefined && one.act === "replace")
            await edge.call("updateAddress", { token, params: { id: chosen.id }, body: fields("乙", one.is_default) });
          else if (chosen !== undefined) await edge.call("deleteAddress", { token, params: { id: chosen.id } });
          const after = (await edge.call("listAddresses", { token })).data;
          expect(after.filter((address) => address.is_default).length).toBeLessThanOrEqual(1);
          // Adding to none, adding as default and removing the default all leave one, where anything is left.
          const leavesOne =
            one.act === "add"
              ? one.is_default || data.length === 0
              : one.act === "remove" && chosen?.is_default === true;
          expect(!leavesOne || after.length === 0 || after.some((address) => address.is_default)).toBe(true);
        }
      }),
      { numRuns: 8 },
    );
  });
});
