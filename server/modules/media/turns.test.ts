import { expect, it } from "vitest";
import { codeOf } from "../../../tests/kit/call-route.ts";
import { createTurns } from "./turns.ts";

it("lets so many work at once, so many wait, and refuses the rest; a failure gives its place on", async () => {
  const turns = createTurns({ at_once_max: 2, waiting_max: 3 });
  let running = 0;
  let most = 0;
  const ends: (() => void)[] = [];
  const work = async (): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => ends.push(resolve));
    running -= 1;
    if (ends.length % 2 === 0) throw new Error("broken");
  };
  const all = Array.from({ length: 5 }, () => turns.take(work).catch((error: unknown) => String(error)));
  expect(await codeOf(turns.take(work))).toBe("unavailable");
  for (let index = 0; index < 5; index += 1) {
    ends[index]?.();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }
  await Promise.all(all);
  expect({ most, running, started: ends.length }).toEqual({ most: 2, running: 0, started: 5 });
  expect(await turns.take(async () => "free again")).toBe("free again");
});
