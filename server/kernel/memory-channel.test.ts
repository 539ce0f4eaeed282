import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Channel, Flush, Position } from "./channel.ts";
import { ManualClock } from "./clock.ts";
import { limits } from "./limits.ts";
import { createLog } from "./log.ts";
import { createMemoryChannel } from "./memory-channel.ts";
import { seededRandom } from "./random.ts";

const flush_ms = 100;
function make(): { channel: Channel; clock: ManualClock } {
  const clock = new ManualClock(1_000_000);
  return { clock, channel: createMemoryChannel({ clock, random: seededRandom(3), log: createLog("silent") }) };
}
type Item = { n: number; key: string | null };

describe("a channel", () => {
  it("gathers what is published into one flush, numbered by its last item", () => {
    const { channel, clock } = make();
    const heard: Flush[] = [];
    channel.listen("room:a", (flush) => heard.push(flush));
    channel.publish("room:a", { n: 1 });
    channel.publish("room:b", { n: 9 });
    channel.publish("room:a", { n: 2 });
    expect(heard).toEqual([]);
    clock.turn(flush_ms);
    expect(heard).toEqual([{ channel: "room:a", offset: 2, items: [{ n: 1 }, { n: 2 }] }]);
    clock.turn(flush_ms * 5);
    expect(heard).toHaveLength(1);
  });

  it("keeps only the last of what replaces, within a flush and in its memory", () => {
    const { channel, clock } = make();
    const { epoch } = channel.position("room:a");
    for (const n of [1, 2]) channel.publish("room:a", { viewers: n }, "viewers");
    channel.publish("room:a", { line: "hello" });
    clock.turn(flush_ms);
    channel.publish("room:a", { viewers: 3 }, "viewers");
    clock.turn(flush_ms);
    expect(channel.position("room:a")).toEqual({ epoch, offset: 3 });
    expect(channel.remembered("room:a")).toEqual([{ line: "hello" }, { viewers: 3 }]);
    expect(channel.after("room:a", { epoch, offset: 0 })).toEqual({
      gap: false,
      items: [{ line: "hello" }, { viewers: 3 }],
    });
  });

  it("says so where it no longer knows: another epoch, an offset from the future, too long ago", () => {
    const { channel, clock } = make();
    const { epoch } = channel.position("room:a");
    const count = limits.channel_history_frames_max + 5;
    for (let n = 1; n <= count; n += 1) channel.publish("room:a", { n });
    clock.turn(flush_ms);
    expect(channel.after("room:a", { epoch: "another", offset: count })).toEqual({ gap: true, items: [] });
    expect(channel.after("room:a", { epoch, offset: count + 1 })).toEqual({ gap: true, items: [] });
    expect(channel.after("room:a", { epoch, offset: 4 })).toEqual({ gap: true, items: [] });
    expect(channel.after("room:a", { epoch, offset: 5 }).items).toHaveLength(limits.channel_history_frames_max);
  });

  it("forgets a channel nobody listens to or speaks in, and begins another epoch", () => {
    const { channel, clock } = make();
    const before = channel.position("room:a");
    const stop = channel.listen("room:b", () => undefined);
    const kept = channel.position("room:b");
    clock.turn(30 * 60_000);
    expect(channel.position("room:a").epoch).not.toBe(before.epoch);
    expect(channel.position("room:b")).toEqual(kept);
    expect(channel.heard("room:")).toEqual(["room:b"]);
    stop();
    stop();
    expect(channel.heard("room:")).toEqual([]);
  });

  it("goes on when one listener throws", () => {
    const { channel, clock } = make();
    const heard: Flush[] = [];
    channel.listen("room:a", () => {
      throw new Error("a broken listener");
    });
    channel.listen("room:a", (flush) => heard.push(flush));
    channel.publish("room:a", { n: 1 });
    clock.turn(flush_ms);
    channel.publish("room:a", { n: 2 });
    clock.turn(flush_ms);
    expect(heard.map((flush) => flush.offset)).toEqual([1, 2]);
  });

  const step = fc.oneof(
    fc.record({ do: fc.constant("publish" as const), key: fc.option(fc.constantFrom("pin", "viewers", "stock")) }),
    fc.record({ do: fc.constant("flush" as const) }),
    fc.record({ do: fc.constant("leave" as const) }),
    fc.record({ do: fc.constant("return" as const) }),
  );

  it("whoever leaves and comes back ends up knowing what those know who stayed", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 250 }), (steps) => {
        const { channel, clock } = make();
        const [stayed, wanderer] = [new Reader(), new Reader()];
        channel.listen("room:a", (flush) => stayed.take(flush.items as Item[]));
        let leave: (() => void) | null = null;
        let position: Position = channel.position("room:a");
        const listen = (): (() => void) =>
          channel.listen("room:a", (flush) => {
            wanderer.take(flush.items as Item[]);
            position = { epoch: position.epoch, offset: flush.offset };
          });
        leave = listen();
        const comeBack = (): void => {
          if (leave !== null) return;
          const missed = channel.after("room:a", position);
          if (missed.gap) wanderer.copy(stayed);
          else wanderer.take(missed.items as Item[]);
          position = channel.position("room:a");
          leave = listen();
        };
        let n = 0;
        let gaps = 0;
        for (const one of steps) {
          if (one.do === "publish") channel.publish("room:a", { n: (n += 1), key: one.key }, one.key ?? undefined);
          else if (one.do === "flush") clock.turn(flush_ms);
          else if (one.do === "leave") {
            leave?.();
            leave = null;
          } else {
            gaps += leave === null && channel.after("room:a", position).gap ? 1 : 0;
            comeBack();
          }
        }
        clock.turn(flush_ms);
        comeBack();
        expect(gaps).toBe(0); // 250 steps are within its memory
        expect(wanderer.lines).toEqual(stayed.lines);
        expect(wanderer.states).toEqual(stayed.states);
      }),
      { numRuns: 200 },
    );
  });
});

/** What a client makes of items: states replace, the rest adds. */
class Reader {
  lines: number[] = [];
  states = new Map<string, number>();
  take(items: readonly Item[]): void {
    for (const { n, key } of items) {
      if (key === null) this.lines.push(n);
      else this.states.set(key, n);
    }
  }
  copy(other: Reader): void {
    this.lines = [...other.lines];
    this.states = new Map(other.states);
  }
}
