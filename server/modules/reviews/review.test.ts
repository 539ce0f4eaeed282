import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyTally, mayAppend, mayReply, reviewUntil, summaryOf, tallyOf } from "./review.ts";
import type { ReviewRow, TallyRow } from "./tables.ts";

const day_ms = 24 * 3600_000;
const start = new Date("2026-03-01T00:00:00Z");
const later = (days: number, ms = 0): Date => new Date(start.getTime() + days * day_ms + ms);
const row: ReviewRow = {
  shop_id: "shop_1",
  review_id: "rev_1",
  order_id: "ord_1",
  line_id: "line_1",
  product_id: "prod_1",
  product_title: "桃",
  variant_title: "6 个",
  buyer_id: "acct_1",
  goods: 5,
  service: 4,
  delivery: 3,
  body: "甜",
  picture_ids: [],
  at: start,
  reply: null,
  replied_at: null,
  replied_by: null,
  appended_body: null,
  appended_picture_ids: null,
  appended_at: null,
  appended_reply: null,
  appended_replied_at: null,
  appended_replied_by: null,
  cover_reason: null,
  covered_at: null,
};

test("what was received may be reviewed for 90 days", () => {
  expect(reviewUntil(start)).toEqual(later(90));
});

test("its buyer appends once, within 180 days", () => {
  expect(mayAppend(row, later(180))).toBe("open");
  expect(mayAppend(row, later(180, 1))).toBe("over");
  expect(mayAppend({ ...row, appended_at: later(1), appended_body: "坏了" }, later(2))).toBe("exists");
});

test("the shop answers each part once, within 30 days of that part", () => {
  expect(mayReply(row, "first", later(30))).toBe("open");
  expect(mayReply(row, "first", later(30, 1))).toBe("over");
  expect(mayReply({ ...row, reply: "谢谢", replied_at: start }, "first", later(1))).toBe("exists");
  expect(mayReply(row, "appended", start)).toBe("missing");
  const appended = { ...row, appended_body: "坏了", appended_at: later(100) };
  expect(mayReply(appended, "appended", later(130))).toBe("open");
  expect(mayReply(appended, "appended", later(130, 1))).toBe("over");
});

const stars = fc.integer({ min: 1, max: 5 });
test("a mean never looks better than it is, and every review counts once", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ goods: stars, service: stars, delivery: stars }), { minLength: 1 }), (all) => {
      let tally: TallyRow = emptyTally;
      for (const one of all) {
        const more = tallyOf({ ...one, picture_ids: [] });
        tally = Object.fromEntries(
          Object.entries(tally).map(([name, value]) => [name, value + more[name as keyof TallyRow]]),
        ) as unknown as TallyRow;
      }
      const summary = summaryOf(tally);
      expect(summary.count).toBe(all.length);
      expect(summary.by_stars).toEqual([1, 2, 3, 4, 5].map((n) => all.filter((one) => one.goods === n).length));
      for (const name of ["goods", "service", "delivery"] as const) {
        const exact = all.reduce((sum, one) => sum + one[name], 0) / all.length;
        const shown = (summary.mean_hundredths?.[name] ?? 0) / 100;
        expect(shown).toBeLessThanOrEqual(exact + 1e-9);
        expect(shown).toBeGreaterThan(exact - 0.01 - 1e-9);
      }
    }),
  );
});

test("without a review there is no mean", () => {
  expect(summaryOf(emptyTally)).toMatchObject({ count: 0, mean_hundredths: null, by_stars: [0, 0, 0, 0, 0] });
});
