import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createNotices } from "../../kernel/notices.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { callerOf, callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { testPeople, type People } from "../../../tests/kit/people.ts";
import { createMedia, type Media } from "./index.ts";

let ctx: TestContext;
let media: Media;
let people: People;
const rung: string[] = [];
beforeAll(async () => {
  ctx = await testContext();
  people = testPeople(ctx);
  media = createMedia(ctx, people);
  media.onKeyRevoked((account_id, key_id) => rung.push(`${account_id} ${key_id}`));
  await ctx.begin([people.accounts.part, media.part]);
});
afterAll(() => ctx.end());

const newHost = async () => people.verify(await people.person(), "host");
const rotate = (caller: ReturnType<typeof callerOf>) => callRoute([media.part], "rotateStreamKey", { caller });
const status = (caller: ReturnType<typeof callerOf>) => callRoute([media.part], "getStreamKey", { caller });
const ownerOf = (secret: string | null) => media.streamKeyOwner(ctx.db.reader, secret ?? "");

it("is shown once, and known by its fingerprint only", async () => {
  const host = await newHost();
  const key = await rotate(host);
  expect(key.secret).toMatch(/^live_[a-z2-9]{32}$/);
  expect(key.server_url).toBe("rtmp://laotie.test/live");
  expect((await status(host)).key).toEqual({ ...key, secret: null });
  expect(key.hint).toBe(key.secret?.slice(-4));
  expect(await ownerOf(key.secret)).toEqual({ account_id: host.account_id, key_id: key.id, revoked: false });
  const rows = await sql<{ row: string }>`select to_jsonb(k)::text as row from media.stream_key k`.execute(
    ctx.db.reader,
  );
  for (const { row } of rows.rows) expect(row).not.toContain(key.secret?.slice(5));
});

it("asks for a verified host", async () => {
  expect(await codeOf(rotate(callerOf(newId(ctx, "acct"), "host")))).toBe("verification_required");
  const seller = await people.verify(await people.person(), "seller");
  expect(await codeOf(rotate({ ...seller, roles: new Set(["viewer", "host"]) }))).toBe("verification_required");
  expect(await codeOf(rotate(callerOf(newId(ctx, "acct"))))).toBe("role_required");
  expect((await status(callerOf(newId(ctx, "acct"), "host"))).key).toBeNull();
});

it("ends the old key at once when a new one is made, and says so once", async () => {
  const host = await newHost();
  const first = await rotate(host);
  rung.length = 0;
  const second = await rotate(host);
  expect(await ownerOf(first.secret)).toMatchObject({ revoked: true });
  expect(await ownerOf(second.secret)).toMatchObject({ revoked: false });
  await heardByAnother(async () => undefined);
  expect(rung).toEqual([`${host.account_id} ${first.id}`]);
});

it("is revoked by its owner, again without harm, and the other processes hear of it", async () => {
  const host = await newHost();
  const key = await rotate(host);
  rung.length = 0;
  const words = await heardByAnother(() => callRoute([media.part], "revokeStreamKey", { caller: host }));
  expect(words).toEqual([expect.stringContaining(`${host.account_id} ${key.id}`)]);
  expect(await ownerOf(key.secret)).toMatchObject({ revoked: true });
  expect((await status(host)).key).toBeNull();
  await callRoute([media.part], "revokeStreamKey", { caller: host });
  expect(rung).toEqual([`${host.account_id} ${key.id}`]);
});

it("leaves another's key alone", async () => {
  const [mine, theirs] = [await newHost(), await newHost()];
  const key = await rotate(theirs);
  await rotate(mine);
  await callRoute([media.part], "revokeStreamKey", { caller: mine });
  expect(await ownerOf(key.secret)).toEqual({ account_id: theirs.account_id, key_id: key.id, revoked: false });
});

it("survives rotations at once with one key that works", async () => {
  const host = await newHost();
  const keys = await Promise.all(Array.from({ length: 8 }, () => rotate(host)));
  const owners = await Promise.all(keys.map((key) => ownerOf(key.secret)));
  expect(owners.filter((owner) => owner?.revoked === false)).toHaveLength(1);
});

it("remembers only the newest revoked keys", async () => {
  const host = await newHost();
  const first = await rotate(host);
  for (let index = 0; index < limits.stream_keys_kept_per_account_max; index += 1) {
    ctx.clock.turn(1000);
    await rotate(host);
  }
  expect(await ownerOf(first.secret)).toBeUndefined();
  const kept = await sql<{
    count: bigint;
  }>`select count(*) as count from media.stream_key where account_id = ${host.account_id}`.execute(ctx.db.reader);
  expect(kept.rows[0]?.count).toBe(BigInt(limits.stream_keys_kept_per_account_max));
});

it("knows nothing of what is not a key", async () => {
  for (const noise of [
    "",
    "live_",
    "live_" + "a".repeat(32),
    "x".repeat(100_000),
    "live_'; drop table media.stream_key; --",
    "\0",
  ])
    expect(await ownerOf(noise)).toBeUndefined();
});

it("remembers when it was last used", async () => {
  const host = await newHost();
  const key = await rotate(host);
  ctx.clock.turn(60_000);
  await ctx.db.transact((tx) => media.touchStreamKey(tx, key.id, ctx.clock.now()));
  expect((await status(host)).key?.last_used_at).toBe(ctx.clock.now().toISOString());
});

/** What a second process on this database hears of revoked keys until it has also heard a last word of ours. */
async function heardByAnother(act: () => Promise<unknown>): Promise<string[]> {
  const other = createNotices({ url: ctx.database_url, clock: ctx.clock, log: ctx.log });
  const heard: string[] = [];
  const last = new Promise<void>((resolve) => {
    other.on("test.last", () => resolve());
  });
  other.on("media.key_revoked", (text) => heard.push(text));
  await other.start();
  await act();
  await ctx.db.transact((tx) => ctx.notices.send(tx, "test.last", ""));
  await last;
  await other.stop();
  return heard;
}
