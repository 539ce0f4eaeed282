import fc from "fast-check";
import { expect, test } from "vitest";
import { Timeline } from "./timeline.ts";

test("time begins at zero and steps as the encoder's does", () => {
  const timeline = new Timeline();
  expect([5000, 5033, 5067].map((stamp) => timeline.place("video", stamp))).toEqual([0, 33, 67]);
  expect(timeline.newestMs()).toBe(67);
});

test("an encoder that comes back at zero goes on one picture later", () => {
  const timeline = new Timeline();
  for (const stamp of [0, 40, 80]) timeline.place("video", stamp);
  timeline.seam();
  expect(timeline.place("video", 0)).toBe(120);
  expect(timeline.place("audio", 3)).toBe(123);
});

test("the wrap of the 32-bit counter is not a jump", () => {
  const timeline = new Timeline();
  timeline.place("video", 0xffff_fff0);
  expect(timeline.place("video", 0x10)).toBe(0x20);
});

test("a jump of a minute, either way, is a seam", () => {
  const timeline = new Timeline();
  for (const stamp of [0, 40]) timeline.place("video", stamp);
  expect(timeline.place("video", 60_000)).toBe(80);
  expect(timeline.place("video", 60_040)).toBe(120);
  expect(timeline.place("video", 40)).toBe(160);
});

test("each track only moves forward, whatever the stamps, and a session's start is kept", () => {
  const events = fc.array(
    fc.oneof(
      fc.constant("seam" as const),
      fc.tuple(fc.constantFrom("audio" as const, "video" as const), fc.oneof(fc.nat(0xffffffff), fc.nat(5000))),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(events, fc.nat(10_000_000), (list, startMs) => {
      const timeline = new Timeline(startMs);
      const last = { audio: startMs, video: startMs };
      for (const event of list) {
        if (event === "seam") {
          timeline.seam();
          continue;
        }
        const outMs = timeline.place(event[0], event[1]);
        expect(outMs).toBeGreaterThanOrEqual(last[event[0]]);
        expect(timeline.newestMs()).toBeGreaterThanOrEqual(outMs);
        last[event[0]] = outMs;
      }
    }),
  );
});
