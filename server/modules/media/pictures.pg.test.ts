import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { callerOf, callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { testPeople } from "../../../tests/kit/people.ts";
import { createMedia, type Media } from "./index.ts";

let ctx: TestContext;
let media: Media;
beforeAll(async () => {
  ctx = await testContext();
  media = createMedia(ctx, testPeople(ctx));
});
afterAll(() => ctx.end());

const png = () =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: "#d33" } })
    .png()
    .toBuffer();
const upload = async (account_id: string, body?: Uint8Array) =>
  callRoute([media.part], "createPicture", { caller: callerOf(account_id), body: body ?? (await png()) });

it("is kept, found by its id and served for ever", async () => {
  const owner = newId(ctx, "acct");
  const picture = await upload(owner);
  expect(picture).toMatchObject({ width: 40, height: 20 });
  expect(await media.pictures(ctx.db.reader, [picture.id, newId(ctx, "pic")])).toEqual(
    new Map([[picture.id, picture]]),
  );
  for (const url of Object.values(picture.urls)) {
    const answer = await media.servePicture(url.replace("/pictures/", ""));
    expect(Object.fromEntries(answer?.headers ?? [])).toMatchObject({
      "content-type": "image/webp",
      "x-content-type-options": "nosniff",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect((await sharp(Buffer.from(await (answer?.arrayBuffer() ?? new ArrayBuffer(0)))).metadata()).format).toBe(
      "webp",
    );
  }
});

it("serves nothing else", async () => {
  for (const path of [`${newId(ctx, "pic")}/small.webp`, "../../secret", "", "%2e%2e/secret"])
    expect(await media.servePicture(path)).toBeNull();
});

it("belongs to whoever uploaded it", async () => {
  const [owner, other] = [newId(ctx, "acct"), newId(ctx, "acct")];
  const picture = await upload(owner);
  expect(await media.ownPictures(ctx.db.reader, owner, [picture.id])).toEqual(new Set([picture.id]));
  expect(await media.ownPictures(ctx.db.reader, other, [picture.id])).toEqual(new Set());
  expect(await media.ownPictures(ctx.db.reader, owner, [])).toEqual(new Set());
});

it("asks who is there, and keeps nothing of what it refuses", async () => {
  expect(await codeOf(callRoute([media.part], "createPicture", { caller: null, body: await png() }))).toBe(
    "sign_in_required",
  );
  const before = await folders();
  expect(await codeOf(upload(newId(ctx, "acct"), Buffer.from("no picture")))).toBe("picture_unreadable");
  expect(await folders()).toEqual(before);
});

it("counts every try of an account in the hour, good or not", async () => {
  const account = newId(ctx, "acct");
  const bad = Buffer.from("no picture");
  await Promise.all(
    Array.from({ length: limits.pictures_per_account_per_hour_max }, () => codeOf(upload(account, bad))),
  );
  expect(await codeOf(upload(account))).toBe("rate_limited");
  expect(await codeOf(upload(newId(ctx, "acct")))).toBe("accepted");
  ctx.clock.turn(3600_000);
  expect(await codeOf(upload(account))).toBe("accepted");
});

it("takes many at once in turns", async () => {
  const account = newId(ctx, "acct");
  const body = await png();
  const made = await Promise.all(Array.from({ length: 20 }, () => upload(account, body)));
  expect(new Set(made.map((picture) => picture.id)).size).toBe(20);
});

async function folders(): Promise<string[]> {
  const directory = join(ctx.config.data_dir, "objects", "pictures");
  const found = await readdir(directory);
  for (const one of found) expect((await readFile(join(directory, one, "small.webp"))).byteLength).toBeGreaterThan(0);
  return found.toSorted();
}
