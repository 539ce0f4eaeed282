import { describe, expect, it } from "vitest";
import { judgeChecks, type CheckFacts } from "./checklist.ts";

const product = (state: "on_sale" | "off", available: number) =>
  ({ state, variants: [{ available }] }) as unknown as CheckFacts["products"][number];
const good: CheckFacts = {
  host_verified: true,
  seller_verified: true,
  of_age: true,
  trained: true,
  shop_open: true,
  works_for_shop: true,
  products: [product("on_sale", 3)],
  title: "Apples tonight",
  has_cover: true,
  room_free: true,
  encoder: {
    connected: true,
    width: 720,
    height: 1280,
    fps: 30,
    bitrate_kbps: 2500,
    keyframe_interval_ms: 2000,
    sound: true,
  },
};
const states = (facts: CheckFacts) => new Map(judgeChecks(facts).map((one) => [one.id, one.state]));
const not = (facts: CheckFacts) => [...states(facts)].filter(([, state]) => state !== "ok");

describe("before air", () => {
  it("all is well", () => expect(not(good)).toEqual([]));

  it.each([
    ["verification", { host_verified: false }],
    ["verification", { of_age: false }],
    ["training", { trained: false }],
    ["shop_open", { shop_open: false }],
    ["shop_open", { works_for_shop: false }],
    ["seller", { seller_verified: false }],
    ["room_free", { room_free: false }],
  ] as const)("%s stands in the way", (id, change) => expect(not({ ...good, ...change })).toEqual([[id, "blocked"]]));

  it("nothing on sale stands in the way, sold out does not", () => {
    expect(not({ ...good, products: [product("off", 3)] })).toEqual([
      ["products", "blocked"],
      ["stock", "waiting"],
    ]);
    expect(not({ ...good, products: [product("on_sale", 0), product("off", 5)] })).toEqual([["stock", "advice"]]);
  });

  it.each([
    ["bitrate", { bitrate_kbps: 300 }],
    ["bitrate", { bitrate_kbps: 20_000 }],
    ["keyframes", { keyframe_interval_ms: 10_000 }],
    ["fps", { fps: 12 }],
    ["resolution", { width: 320, height: 240 }],
    ["sound", { sound: false }],
  ] as const)("a poor %s is advice", (id, change) =>
    expect(not({ ...good, encoder: { ...good.encoder, ...change } })).toEqual([[id, "advice"]]),
  );

  it("without an encoder there is nothing to judge about its picture", () => {
    const off = { connected: false, width: null, height: null, fps: null, bitrate_kbps: null };
    const found = states({ ...good, encoder: { ...off, keyframe_interval_ms: null, sound: false } });
    expect(found.get("encoder")).toBe("blocked");
    for (const id of ["bitrate", "keyframes", "fps", "resolution", "sound"] as const)
      expect(found.get(id)).toBe("waiting");
  });
});
