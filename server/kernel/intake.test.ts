import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Intake, type Outcome } from "./intake.ts";
import { Refusal } from "./refusal.ts";

const settings = {
  batch_max: 500,
  queue_max: 4096,
  laneOf: (item: { lane: string }) => item.lane,
  isShared: () => false,
};

describe("intake", () => {
  it("gathers what arrives while a batch is being written, and keeps the order of a lane", async () => {
    const batches: number[][] = [];
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const intake = new Intake<{ lane: string; n: number }, number>({
      ...settings,
      async run(_, items) {
        batches.push(items.map((item) => item.n));
        if (batches.length === 1) await gate;
        return items.map((item) => ({ ok: true, value: item.n }));
      },
    });
    const first = intake.submit({ lane: "a", n: 0 });
    await Promise.resolve().then(() => undefined);
    await Promise.resolve();
    const rest = Array.from({ length: 9 }, (_, index) => intake.submit({ lane: "a", n: index + 1 }));
    release();
    expect(await Promise.all([first, ...rest])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(batches).toEqual([[0], [1, 2, 3, 4, 5, 6, 7, 8, 9]]);
    expect(intake.waiting_count).toBe(0);
  });

  it("lets a batch prepare while the one before is alone, and answer while the next one is", async () => {
    const steps: string[] = [];
    const gates = new Map<string, PromiseWithResolvers<null>>();
    const gate = (name: string) => {
      const known = gates.get(name) ?? Promise.withResolvers<null>();
      gates.set(name, known);
      return known;
    };
    const intake = new Intake<{ lane: string; n: number }, number>({
      ...settings,
      async run(_, items, turn) {
        const [first] = items.map((item) => item.n);
        steps.push(`prepares ${items.map((item) => item.n).join()}`);
        await gate(`prepared ${first}`).promise;
        await turn.begin();
        steps.push(`alone ${first}`);
        await gate(`written ${first}`).promise;
        steps.push(`ends ${first}`);
        turn.end();
        await gate(`answered ${first}`).promise;
        return items.map((item) => ({ ok: true, value: item.n }));
      },
    });
    const turns = async (): Promise<void> => {
      for (let count = 0; count < 30; count += 1) await Promise.resolve();
    };
    const submit = (n: number) => intake.submit({ lane: "a", n });
    const answers = [submit(1)];
    await turns();
    answers.push(submit(2), submit(3));
    await turns();
    expect(steps).toEqual(["prepares 1"]);
    gate("prepared 1").resolve(null);
    gate("prepared 2").resolve(null);
    await turns();
    // The second waits for its turn; the third gathers until then.
    answers.push(submit(4));
    await turns();
    expect(steps.toSorted()).toEqual(["alone 1", "prepares 1", "prepares 2,3"]);
    gate("prepared 4").resolve(null);
    gate("written 1").resolve(null);
    await turns();
    expect(steps.slice(3).toSorted()).toEqual(["alone 2", "ends 1", "prepares 4"]);
    for (const n of [2, 4]) gate(`written ${n}`).resolve(null);
    for (const n of [4, 2, 1]) gate(`answered ${n}`).resolve(null);
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4]);
    expect(steps.slice(6)).toEqual(["ends 2", "alone 4", "ends 4"]);
    // A lane that has come to rest begins anew.
    for (const name of ["prepared 5", "written 5", "answered 5"]) gate(name).resolve(null);
    expect(await submit(5)).toBe(5);
  });

  it("keeps the order of arrival where a batch is halved: its turn is over only once both halves are through", async () => {
    const decided: string[] = [];
    const intake = new Intake<{ lane: string; name: string }, string>({
      ...settings,
      batch_max: 4,
      async run(_, items, turn) {
        await turn.begin();
        const names = items.map((item) => item.name);
        if (names.includes("bad")) throw new Error("constraint");
        decided.push(...names);
        turn.end();
        for (let count = 0; count < 20; count += 1) await Promise.resolve();
        return names.map((value) => ({ ok: true, value }));
      },
    });
    const names = ["a", "b", "c", "bad", "e", "f", "g", "h"];
    await Promise.allSettled(names.map((name) => intake.submit({ lane: "a", name })));
    expect(decided).toEqual(["a", "b", "c", "e", "f", "g", "h"]);
  });

  it("gives each caller its own answer; a faulty member fails alone, whoever it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("fine", "refused", "faulty"), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        async (kinds, batchMax) => {
          let written: number[] = [];
          const intake = new Intake<{ lane: string; n: number; kind: string }, number>({
            ...settings,
            batch_max: batchMax,
            run: (_, items) => {
              // A transaction: what is decided before the fault is rolled back with it.
              if (items.some((item) => item.kind === "faulty")) return Promise.reject(new Error("constraint"));
              written = [...written, ...items.filter((item) => item.kind === "fine").map((item) => item.n)];
              return Promise.resolve(
                items.map((item): Outcome<number> =>
                  item.kind === "fine" ? { ok: true, value: item.n } : { ok: false, refusal: new Refusal("sold_out") },
                ),
              );
            },
          });
          const results = await Promise.allSettled(kinds.map((kind, n) => intake.submit({ lane: "a", n, kind })));
          const fates = { refused: expect.any(Refusal) as unknown, faulty: new Error("constraint") };
          expect(results).toEqual(
            kinds.map((kind, n) =>
              kind === "fine" ? { status: "fulfilled", value: n } : { status: "rejected", reason: fates[kind] },
            ),
          );
          expect(written).toEqual([...kinds.keys()].filter((n) => kinds[n] === "fine"));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("refuses with queue_full beyond its bound, and lanes do not wait for each other", async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const intake = new Intake<{ lane: string }, string>({
      ...settings,
      queue_max: 2,
      async run(lane, items) {
        if (lane === "slow") await gate;
        return items.map(() => ({ ok: true, value: lane }));
      },
    });
    const first = intake.submit({ lane: "slow" });
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    const waiting = [intake.submit({ lane: "slow" }), intake.submit({ lane: "slow" })];
    await expect(intake.submit({ lane: "slow" })).rejects.toMatchObject({ code: "queue_full", status: 503 });
    expect(await intake.submit({ lane: "quick" })).toBe("quick");
    release();
    expect(await Promise.all([first, ...waiting])).toEqual(["slow", "slow", "slow"]);
  });

  it("hands a shared error to everybody at once instead of asking a dead database again and again", async () => {
    let runs = 0;
    const away = Object.assign(new Error("away"), { code: "57P01" });
    const intake = new Intake<{ lane: string }, string>({
      ...settings,
      isShared: (error) => error === away,
      run: () => {
        runs += 1;
        return Promise.reject(away);
      },
    });
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => intake.submit({ lane: "a" })));
    expect(results.every((result) => result.status === "rejected" && result.reason === away)).toBe(true);
    expect(runs).toBeLessThanOrEqual(2);
  });
});

it("where a lane does not overlap, its next batch does not wait until everybody of the last has heard", async () => {
  const answered: number[] = [];
  const answeredAtStart: number[] = [];
  const intake = new Intake<number, number>({
    batch_max: 1000,
    queue_max: 5000,
    laneOf: () => "chat",
    isShared: () => false,
    run: (_, items) => {
      answeredAtStart.push(answered.length);
      return Promise.resolve(items.map((value) => ({ ok: true as const, value })));
    },
  });
  await Promise.all(Array.from({ length: 2000 }, async (_, index) => answered.push(await intake.submit(index))));
  expect(answeredAtStart[0]).toBe(0);
  expect(answeredAtStart[1]).toBeLessThan(500);
  expect(answered).toHaveLength(2000);
});
