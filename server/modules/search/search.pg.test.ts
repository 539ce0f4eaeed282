import { sql } from "kysely";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testFinding } from "../../../tests/kit/finding.ts";
import { rebuild } from "./rebuild.ts";

let on: Awaited<ReturnType<typeof testFinding>>;
beforeAll(async () => {
  on = await testFinding();
});
afterAll(() => on.ctx.end());

describe("finding", () => {
  it("finds a product by its words, pinyin, initials and beginnings, and the shop and room beside it", async () => {
    const seller = await on.seller("秦岭果园", "自家果园，现摘现发");
    const product = await on.product(seller, { title: "眉县徐香猕猴桃 5 斤装", category: "fruit" });
    for (const q of ["猕猴桃", "徐香", "mihoutao", "mi hou tao", "mihout", "mht", "眉县 5 斤"])
      expect(await on.find(q, { kind: "product" }), q).toContain(product.id);
    expect(await on.find("猕猴桃", { category: "fruit" })).toContain(product.id);
    expect(await on.find("猕猴桃", { category: "tea" })).toEqual([]);
    expect(await on.find("", { kind: "product", category: "fruit" })).toContain(product.id);
    expect(await on.find("qinlingguoyuan", { kind: "shop" })).toEqual([seller.shop_id]);
    const { session } = await on.onAir(seller, "今晚现摘现发", [product.id]);
    expect(await on.find("现摘", { kind: "room" })).toEqual([session.room_id]);
    expect(await on.find("猕猴桃", { kind: "room" })).toEqual([session.room_id]);
    await callRoute(on.parts, "endSession", { caller: seller.caller, params: { session_id: session.id } });
    expect(await on.find("现摘", { kind: "room" })).toEqual([]);
  });

  it("does not find what is a draft, off sale, or off sale since a moment ago", async () => {
    const seller = await on.seller("Ceramic Workshop");
    const draft = await on.product(seller, { title: "Celadon secret cup" }, "draft");
    expect(await on.find("celadon")).not.toContain(draft.id);
    const shown = await on.product(seller, { title: "Celadon teapot" });
    expect(await on.find("celadon")).toContain(shown.id);
    await on.put(seller, shown.id, "off");
    // Before the index has heard of it.
    const found = await callRoute(on.parts, "search", { query: { q: "celadon" } });
    expect(found.products).toEqual([]);
    expect(await on.find("celadon")).toEqual([]);
  });

  it("forgets the goods of a seller who may not sell or of a closed shop, and finds them again when it is over", async () => {
    const seller = await on.seller("Moss Garden");
    const product = await on.product(seller, { title: "Kokedama of fern" });
    const operator = { ...(await on.people.person()), roles: new Set(["operator" as const]) };
    const body = { reason: "sold what is not theirs" };
    const account = { caller: operator, params: { account_id: seller.caller.account_id }, body };
    const shop = { caller: operator, params: { shop_id: seller.shop_id }, body };
    const entries = async () => {
      await on.ctx.settle();
      const { rows } = await sql<{ id: string }>`select id from search.entry
        where id in (${product.id}, ${seller.shop_id}) order by id`.execute(on.ctx.db.reader);
      return rows.map((row) => row.id);
    };
    const soon = { timeout: 20_000, interval: 100 };
    expect(await on.find("kokedama")).toEqual([product.id]);
    await callRoute([on.people.accounts.part], "suspendAccount", account);
    // Not even before the index has heard of it.
    expect((await callRoute(on.parts, "search", { query: { q: "kokedama" } })).products).toEqual([]);
    await expect.poll(entries, soon).toEqual([seller.shop_id]);
    await callRoute([on.people.accounts.part], "liftSuspension", account);
    await expect.poll(entries, soon).toEqual([product.id, seller.shop_id]);
    await callRoute(on.parts, "closeShop", shop);
    await expect.poll(entries, soon).toEqual([]);
    await callRoute(on.parts, "reopenShop", shop);
    await expect.poll(entries, soon).toEqual([product.id, seller.shop_id]);
    expect(await on.find("kokedama")).toEqual([product.id]);
  });

  it("finds hosts by the name nobody can read in the index, and by what they write", async () => {
    const { caller } = await on.seller("Tea Hall");
    await callRoute([on.people.accounts.part], "updateAccount", { caller, body: { name: "秦岭老周 Zhoulao" } });
    await callRoute(on.parts, "updateHostProfile", {
      caller,
      body: { headline: "果园自播", bio: "种了二十年果树", region: "陕西眉县" },
    });
    for (const q of ["老周", "秦岭老周", "laozhou", "lz", "laozh", "zhoula", "果园自播", "陕西"])
      expect(await on.find(q, { kind: "host" }), q).toContain(caller.account_id);
    const { rows } = await sql<{ text: string }>`select e::text as text from search.entry e`.execute(on.ctx.db.reader);
    for (const { text } of rows) expect(text).not.toMatch(/老周|laozhou|zhoulao|lao\.zhou/i);
  });

  it("puts what fits better first, and nothing that can be bought", async () => {
    const seller = await on.seller("Outdoor House");
    const described = await on.product(seller, { title: "Lamp", description: "Goes well with a hammock" });
    const titled = await on.product(seller, { title: "Hammock for two" });
    on.ctx.clock.turn(60_000);
    const later = await on.product(seller, { title: "Rope", description: "For a hammock" });
    expect(await on.find("hammock", { kind: "product" })).toEqual([titled.id, later.id, described.id]);
  });

  it.each([
    // Neither the description nor the letters of any neighbours stand before the word itself, though they are newer.
    ["tieguo", "手工锻打铁锅 32 cm", "原味炒瓜子", "铁锅慢炒，不放香精"],
    ["mht", "眉县徐香猕猴桃", "蔓越莓雪花酥", "加了棉花糖"],
    ["mht", "红心猕猴桃 5 斤", "粗面盒套装", ""],
    ["zhuzi", "手编竹子提篮", "长柱自立花架", ""],
    // Whole, then begun with, then inside.
    ["fennel seed", "Fennel seed", "Fennel seed mill", ""],
    ["fennel stand", "Fennel stand", "Wooden fennel stand", ""],
    ["云纹盏", "云纹盏", "云纹盏托", ""],
    ["云纹盖", "云纹盖碗", "手作云纹盖碗", ""],
    ["yunwenping", "云纹瓶", "大号云纹瓶", ""],
    ["ywh", "云纹壶", "新作云纹壶", ""],
    ["mortar", "Mortar", "Mortars", ""],
  ])("%s: %s before %s", async (q, first, second, description) => {
    const seller = await on.seller(`Shelf for ${first}`);
    const wanted = await on.product(seller, { title: first });
    on.ctx.clock.turn(60_000);
    const other = await on.product(seller, { title: second, description });
    const found = await on.find(q, { kind: "product" });
    expect(found.filter((id) => id === wanted.id || id === other.id)).toEqual([wanted.id, other.id]);
  });

  it("pages through one kind without missing or repeating", async () => {
    const seller = await on.seller("Brush Maker");
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1)
      made.push((await on.product(seller, { title: `Calligraphy brush ${index}` })).id);
    await on.ctx.settle();
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await callRoute(on.parts, "search", {
        query: { q: "calligraphy", kind: "product", limit: 2, ...(cursor === undefined ? {} : { cursor }) },
      });
      seen.push(...page.products.map((product) => product.id));
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    expect(seen.toSorted()).toEqual(made.toSorted());
    expect(await codeOf(callRoute(on.parts, "search", { query: { q: "x", cursor: "-1" } }))).toBe("invalid_param");
  });

  it("suggests titles while somebody types", async () => {
    const seller = await on.seller("安吉茶舍");
    await on.product(seller, { title: "安吉白茶 明前" });
    await on.ctx.settle();
    const { data } = await callRoute(on.parts, "suggest", { query: { q: "anji" } });
    expect(data.map((one) => one.text).toSorted()).toEqual(["安吉白茶 明前", "安吉茶舍"].toSorted());
    expect((await callRoute(on.parts, "suggest", { query: { q: "  '; --" } })).data).toEqual([]);
  });

  it("answers anything that can be typed", () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 100 }), async (q) => {
        const found = await callRoute(on.parts, "search", { query: { q } });
        expect(found.object).toBe("search_results");
      }),
      { numRuns: 60 },
    ));

  it("can be made anew from nothing, and drops what is gone", async () => {
    const seller = await on.seller("Rebuilt Tools");
    const product = await on.product(seller, { title: "Whetstone" });
    await on.ctx.settle();
    await sql`delete from search.entry where id <> 'x'`.execute(on.ctx.db.reader);
    await sql`insert into search.entry (id, kind, category, title, terms, at) values ('prod_00000000000000000000000000', 'product', '{}', 'gone', '''wwhetstone''', to_timestamp(0))`.execute(
      on.ctx.db.reader,
    );
    expect(await on.find("whetstone")).toEqual([]);
    const { ctx, people, live, fans } = on;
    await rebuild({ ctx, accounts: people.accounts, fans, live, ...on.doors });
    expect(await on.find("whetstone")).toEqual([product.id]);
    const { rows } = await sql`select 1 from search.entry where title = 'gone'`.execute(ctx.db.reader);
    expect(rows).toEqual([]);
  });
});

describe("a host's page", () => {
  it("shows who they are, whom they sell for, what is on air and what was", async () => {
    const seller = await on.seller("Page Shop");
    const viewer = await on.people.person();
    const host_id = seller.caller.account_id;
    const product = await on.product(seller, {});
    await callRoute(on.parts, "followHost", { caller: viewer, params: { host_id } });
    const first = await on.onAir(seller, "First evening", [product.id]);
    await on.ctx.settle();
    const page = await callRoute(on.parts, "getHost", { caller: viewer, params: { host_id } });
    expect(page).toMatchObject({ followers: 1, i_follow: true, on_air: { title: "First evening" } });
    expect(page.shops.map((shop) => shop.id)).toEqual([seller.shop_id]);
    expect(page.verified_since).not.toBeNull();
    await callRoute(on.parts, "endSession", { caller: seller.caller, params: { session_id: first.session.id } });
    const after = await callRoute(on.parts, "getHost", { params: { host_id } });
    expect(after).toMatchObject({ i_follow: false, on_air: null, recent: [{ title: "First evening" }] });
    const ended = await callRoute(on.parts, "listEndedSessions", { query: { host_id } });
    expect(ended.data).toMatchObject([{ units_sold: 0, session: { title: "First evening" } }]);
    const stranger = { host_id: viewer.account_id };
    expect(await codeOf(callRoute(on.parts, "getHost", { params: stranger }))).toBe("not_found");
  });

  it("is gone, and not found, while the host is suspended", async () => {
    const { caller } = await on.seller("Suspended Shop");
    const { account_id } = caller;
    await callRoute([on.people.accounts.part], "updateAccount", { caller, body: { name: "Quillfeather" } });
    const operator = { ...(await on.people.person()), roles: new Set(["operator" as const]) };
    const measure = { caller: operator, params: { account_id }, body: { reason: "sold what is not his" } };
    const seen = () => codeOf(callRoute(on.parts, "getHost", { params: { host_id: account_id } }));
    const entries = async () => {
      await on.ctx.settle();
      return (await sql`select 1 from search.entry where id = ${account_id}`.execute(on.ctx.db.reader)).rows.length;
    };
    expect([await on.find("quillfeather", { kind: "host" }), await seen()]).toEqual([[account_id], "accepted"]);
    await callRoute([on.people.accounts.part], "suspendAccount", measure);
    expect([await entries(), await seen()]).toEqual([0, "not_found"]);
    await callRoute([on.people.accounts.part], "liftSuspension", measure);
    expect([await entries(), await seen()]).toEqual([1, "accepted"]);
    expect(await on.find("quillfeather", { kind: "host" })).toEqual([account_id]);
  });

  it("lists follows with those on air first", async () => {
    const viewer = await on.people.person();
    const sellers = [await on.seller("One shop"), await on.seller("Two shop"), await on.seller("Three shop")];
    for (const { caller } of sellers) {
      on.ctx.clock.turn(1000);
      await callRoute(on.parts, "followHost", { caller: viewer, params: { host_id: caller.account_id } });
    }
    const [first, second, third] = sellers.map(({ caller }) => caller.account_id);
    const ids = async () =>
      (await callRoute(on.parts, "listFollows", { caller: viewer })).data.map((one) => one.card.host.id);
    expect(await ids()).toEqual([third, second, first]);
    const one = sellers[0];
    if (one !== undefined) await on.onAir(one, "On air now", [(await on.product(one, {})).id]);
    expect(await ids()).toEqual([first, third, second]);
  });
});

describe("history", () => {
  it("keeps each thing once, the latest first, and nothing once it is off", async () => {
    const viewer = await on.people.person();
    const seller = await on.seller("Seen Shop");
    const [a, b] = [await on.product(seller, { title: "Seen A" }), await on.product(seller, { title: "Seen B" })];
    const look = (subject_id: string) =>
      callRoute(on.parts, "rememberSeen", { caller: viewer, params: { subject_id } });
    const list = async () =>
      (await callRoute(on.parts, "listHistory", { caller: viewer })).data.map((one) => one.subject_id);
    for (const id of [a.id, b.id, a.id]) {
      on.ctx.clock.turn(1000);
      await look(id);
    }
    expect(await list()).toEqual([a.id, b.id]);
    await callRoute(on.parts, "forgetSeen", { caller: viewer, params: { subject_id: a.id } });
    expect(await list()).toEqual([b.id]);
    const draft = await on.product(seller, { title: "Hidden" }, "draft");
    expect(await codeOf(look(draft.id))).toBe("not_found");
    await callRoute(on.parts, "updateHistorySettings", { caller: viewer, body: { kept: false } });
    expect(await look(a.id)).toEqual({ object: "history_settings", kept: false });
    expect(await list()).toEqual([]);
    await callRoute(on.parts, "updateHistorySettings", { caller: viewer, body: { kept: true } });
    await look(a.id);
    expect(await list()).toEqual([a.id]);
    await sql`update search.seen set at = at - interval '91 days'`.execute(on.ctx.db.reader);
    expect(await list()).toEqual([]);
  });

  it("is off and emptied for who wants nothing personal, whatever else is chosen", async () => {
    const viewer = await on.people.person();
    const product = await on.product(await on.seller("Impersonal Shop"), {});
    const look = () => callRoute(on.parts, "rememberSeen", { caller: viewer, params: { subject_id: product.id } });
    const personalize = (personalization: boolean) =>
      callRoute([on.people.accounts.part], "updateAccount", { caller: viewer, body: { personalization } });
    const list = async () => (await callRoute(on.parts, "listHistory", { caller: viewer })).data;
    await look();
    expect(await list()).toHaveLength(1);
    await personalize(false);
    // At once, before anything was heard.
    expect(await list()).toEqual([]);
    expect(await callRoute(on.parts, "getHistorySettings", { caller: viewer })).toMatchObject({ kept: false });
    expect(await callRoute(on.parts, "updateHistorySettings", { caller: viewer, body: { kept: true } })).toMatchObject({
      kept: false,
    });
    expect(await look()).toMatchObject({ kept: false });
    await on.ctx.settle();
    const { rows } = await sql`select 1 from search.seen where account_id = ${viewer.account_id}`.execute(
      on.ctx.db.reader,
    );
    expect(rows).toEqual([]);
    await personalize(true);
    expect(await list()).toEqual([]);
    await look();
    expect(await list()).toHaveLength(1);
  });

  it("is nobody else's", async () => {
    const [one, two] = [await on.people.person(), await on.people.person()];
    const product = await on.product(await on.seller("Private Shop"), {});
    await callRoute(on.parts, "rememberSeen", { caller: one, params: { subject_id: product.id } });
    await callRoute(on.parts, "clearHistory", { caller: two });
    expect((await callRoute(on.parts, "listHistory", { caller: two })).data).toEqual([]);
    expect((await callRoute(on.parts, "listHistory", { caller: one })).data).toHaveLength(1);
  });
});
