import { describe, expect, it } from "vitest";
import { likeBatch } from "./like-batch.ts";

function setUp() {
  const due: (() => void)[] = [];
  const sent: number[] = [];
  const like = likeBatch((count) => sent.push(count), {
    now: () => 0,
    chance: () => 0,
    after: (_, work) => (due.push(work), () => {}),
  });
  return { like, sent, turn: () => due.shift()?.(), due };
}

describe("likes on their way", () => {
  it("go together, and none is lost", () => {
    const { like, sent, turn, due } = setUp();
    for (let tap = 0; tap < 33; tap += 1) like();
    expect(sent).toEqual([]);
    turn();
    turn();
    expect(sent).toEqual([20, 13]);
    expect(due).toHaveLength(0);
    like();
    turn();
    expect(sent).toEqual([20, 13, 1]);
  });

  it("are not more than thumbs can give", () => {
    const { like, sent, turn } = setUp();
    for (let tap = 0; tap < 1000; tap += 1) like();
    for (let look = 0; look < 10; look += 1) turn();
    expect(sent).toEqual([20, 20]);
  });
});
