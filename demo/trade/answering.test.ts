import { expect, test } from "vitest";
import { answerTo } from "./answering.ts";

const line = { locale: "zh-CN" as const, text: "羽毛会掉吗？", reply: "咬狠了会。", product: null };
const script = { dispatch_hours: 24, lines: [line] };

test("a shop of the demo answers in the language it was asked in, and says that nobody typed it", () => {
  expect(answerTo(script, "羽毛会掉吗？")).toBe("咬狠了会。（演示自动回复）");
  expect(answerTo(script, "什么时候发货")).toMatch(/24 小时内发货.*演示自动回复/);
  expect(answerTo(script, "How soon do you ship?")).toMatch(/^We ship within 24 hours.*automatic/);
  expect(answerTo(script, "It arrived broken, refund please")).toContain("24 hours");
  expect(answerTo(script, "杯子碎了，想退")).toContain("售后");
  expect(answerTo(script, "你好")).toMatch(/[\u4e00-\u9fff]/);
  // A picture alone.
  expect(answerTo(script, "")).toContain("演示自动回复");
});
