import fc from "fast-check";
import { expect, it } from "vitest";
import { isQuestion, mentionOf, openQuestions, type AskedLine } from "./questions.ts";

it.each([
  "5 斤装是几个？",
  "甘肃发货几天",
  "蜂蜜什么时候讲",
  "甜吗",
  "坏果包赔不",
  "how long does it keep",
  "Ships to Tibet?",
])("%s asks", (line) => expect(isQuestion(line)).toBe(true));
it.each(["去年买的那批甜得很", "好看", "island life", "666", "", "isn", "Bought two"])("%s does not", (line) =>
  expect(isQuestion(line)).toBe(false),
);

const line = fc.record({
  id: fc.uuid(),
  name: fc.constantFrom("小满", "阿岩", "Ann"),
  role: fc.constantFrom("viewer" as const, "host" as const, "staff" as const),
  text: fc.constantFrom("几斤？", "好吃", "@小满 三斤", "@Ann yes", "大家好"),
});

it("a question stays open until somebody of the team names who asked, and never after", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines: readonly AskedLine[]) => {
      const open = openQuestions(lines);
      for (const [at, one] of lines.entries()) {
        const answered = lines
          .slice(at + 1)
          .some((later) => later.role !== "viewer" && later.text.startsWith(mentionOf(one.name)));
        expect(open.includes(one)).toBe(one.role === "viewer" && isQuestion(one.text) && !answered);
      }
    }),
  );
});
