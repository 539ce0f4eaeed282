import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits } from "../../kernel/limits.ts";
import { cleanText, roleIn } from "./line.ts";
import { Sampler, SlowMode } from "./pace.ts";

const kept = (given: string): string => {
  const cleaned = cleanText(given);
  return cleaned.ok ? cleaned.text : cleaned.code;
};

describe("the text of a line", () => {
  it.each([
    ["  hello   there ", "hello there"],
    ["two\nlines\r\n\tand a tab", "two lines and a tab"],
    ["bell\u0007 null\u0000 escape\u001b[31m", "bell null escape[31m"],
    ["\u202Eevil\u2066 right-to-left\u2069", "evil right-to-left"],
    ["e\u0301te\u0301", "été"],
    ["zero\u200bwidth\ufeff", "zerowidth"],
    ["e\u200b\u0301", "é"],
    ["<script>alert(1)</script> & <b>", "<script>alert(1)</script> & <b>"],
    ["老铁们好 👨‍👩‍👧 666", "老铁们好 👨‍👩‍👧 666"],
    ["z\u0301\u0302\u0303\u0304\u0305\u0306\u0307", "ź\u0302\u0303\u0304\u0305"],
    ["", "chat_empty"],
    [" \n\t\u3000 ", "chat_empty"],
    ["\u202e\u200b\u200d", "chat_empty"],
    ["x".repeat(limits.chat_line_chars_max), "x".repeat(limits.chat_line_chars_max)],
    ["😀".repeat(limits.chat_line_chars_max), "😀".repeat(limits.chat_line_chars_max)],
    ["x".repeat(limits.chat_line_chars_max + 1), "chat_too_long"],
    ["x".repeat(10_000), "chat_too_long"],
  ])("is cleaned: example %#", (given, becomes) => {
    expect(kept(given)).toBe(becomes);
  });

  it("is one well-formed line within the limit, and cleaning it again changes nothing", () => {
    const hidden = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;
    const nasty = fc.string({
      unit: fc.oneof(
        fc.constantFrom("\u0000", "\u202e", "\ud800", "\u0301", "\u200d", "\n", " ", "<", "é", "好", "😀"),
        fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
      ),
      maxLength: 260,
    });
    fc.assert(
      fc.property(nasty, (given) => {
        const cleaned = cleanText(given);
        if (!cleaned.ok) return;
        const { text } = cleaned;
        expect({
          hidden: hidden.exec(text)?.[0] ?? null,
          well_formed: text.isWellFormed(),
          fits: [...text].length <= limits.chat_line_chars_max,
          again: kept(text),
        }).toEqual({ hidden: null, well_formed: true, fits: true, again: text });
      }),
      { numRuns: 500 },
    );
  });
});

it("knows the author's part", () => {
  const room = { host_id: "acct_h", staff: new Set(["acct_h", "acct_s"]) };
  expect([roleIn(room, "acct_h"), roleIn(room, "acct_s"), roleIn(room, "acct_v")]).toEqual(["host", "staff", "viewer"]);
});

it("lets an account say so many lines in any ten seconds", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 80 }), (pauses) => {
      const slow = new SlowMode();
      const said: number[] = [];
      let nowMs = 1_000_000;
      for (const pause of pauses) {
        nowMs += pause;
        const recent = said.filter((at) => at > nowMs - 10_000).length;
        const may = slow.take("acct_1", nowMs);
        expect(may).toBe(recent < limits.chat_lines_per_10s_max);
        if (may) said.push(nowMs);
      }
    }),
  );
});

it("shows a busy room what people can read, and always the host", () => {
  const sampler = new Sampler();
  const shown = Array.from({ length: 200 }, () => sampler.shows("room_1", "viewer", 5_000)).filter(Boolean).length;
  expect(shown).toBe(limits.chat_sampled_lines_per_second_max);
  expect([
    sampler.shows("room_1", "host", 5_000),
    sampler.shows("room_1", "staff", 5_999),
    sampler.shows("room_2", "viewer", 5_000),
    sampler.shows("room_1", "viewer", 6_000),
  ]).toEqual([true, true, true, true]);
});
