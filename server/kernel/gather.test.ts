import { expect, test } from "vitest";
import { gather } from "./gather.ts";

test("calls of one turn are one question; those that come meanwhile are the next, each key once", async () => {
  const asked: (readonly string[])[] = [];
  const { promise: back, resolve: letGo } = Promise.withResolvers<null>();
  const of = gather<string, string>(10, async (keys) => {
    asked.push(keys);
    if (asked.length === 1) await back;
    return new Map(keys.filter((key) => key !== "nobody").map((key) => [key, `of ${key}`]));
  });
  const first = [of("a"), of("b")];
  await Promise.resolve();
  await Promise.resolve();
  const later = [of("c"), of("c"), of("nobody")];
  letGo(null);
  expect(await Promise.all([...first, ...later])).toEqual(["of a", "of b", "of c", "of c", undefined]);
  expect(asked).toEqual([
    ["a", "b"],
    ["c", "nobody"],
  ]);
});

test("no question has more keys than it may", async () => {
  const sizes: number[] = [];
  const of = gather<number, number>(3, (keys) => {
    sizes.push(keys.length);
    return Promise.resolve(new Map(keys.map((key) => [key, key * 2])));
  });
  expect(await Promise.all([1, 2, 3, 4, 5, 6, 7].map(of))).toEqual([2, 4, 6, 8, 10, 12, 14]);
  expect(sizes).toEqual([3, 3, 1]);
});

test("who asked together fails together, and the next question is asked all the same", async () => {
  let count = 0;
  const of = gather<string, string>(10, (keys) => {
    count += 1;
    return count === 1 ? Promise.reject(new Error("away")) : Promise.resolve(new Map(keys.map((key) => [key, key])));
  });
  const first = await Promise.allSettled([of("a"), of("b")]);
  expect(first.map((one) => one.status)).toEqual(["rejected", "rejected"]);
  expect(await of("a")).toBe("a");
});

test("a question that hangs does not hold up a crowd, and its failure reaches everybody who waits", async () => {
  const asked: number[] = [];
  const first = Promise.withResolvers<null>();
  const of = gather<number, number>(3, async (keys) => {
    asked.push(keys.length);
    if (asked.length === 1) await first.promise;
    return new Map(keys.map((key) => [key, key]));
  });
  const slow = of(1);
  await Promise.resolve();
  await Promise.resolve();
  expect(await Promise.all([2, 3, 4].map(of))).toEqual([2, 3, 4]);
  const behind = [of(5), of(6)];
  first.reject(new Error("away"));
  expect((await Promise.allSettled([slow, ...behind])).map((one) => one.status)).toEqual(Array(3).fill("rejected"));
  expect(await of(7)).toBe(7);
});
