import { describe, expect, it } from "vitest";
import type { ChannelItem, ClientFrame, ServerFrame } from "../../contract/socket.ts";
import { backoff_ms, LiveSocket, type Delivery, type Wire } from "./socket.ts";

const room = "room:room_01kas0000000000000000000000".slice(0, 36);
const account = null;
const server_time = "2026-11-22T10:00:00.000Z";

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("it is not there");
  return value;
}

type FakeWire = Wire & EventTarget & { sent: ClientFrame[]; closed: boolean };

/** A clock the test turns, wires the test holds the other end of. */
function setUp() {
  let now = 0;
  let due: { at: number; work: () => void }[] = [];
  const wires: FakeWire[] = [];
  const live = new LiveSocket({
    connect: () => {
      const wire = Object.assign(new EventTarget(), {
        sent: [] as ClientFrame[],
        closed: false,
        readyState: 1,
        send: (text: string) => void wire.sent.push(JSON.parse(text) as ClientFrame),
        close: () => {
          wire.closed = true;
        },
      }) as FakeWire;
      wires.push(wire);
      return wire;
    },
    device: "device-1234",
    timers: {
      now: () => now,
      chance: () => 1,
      after: (delay_ms, work) => {
        const timer = { at: now + delay_ms, work };
        due.push(timer);
        return () => {
          due = due.filter((other) => other !== timer);
        };
      },
    },
    locale: () => "en",
    freshKey: () => "ref-1",
  });
  const turn = (ms: number) => {
    const until = now + ms;
    for (;;) {
      const next = due.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      due = due.filter((timer) => timer !== next);
      now = next.at;
      next.work();
    }
    now = until;
  };
  const wire = () => present(wires.at(-1));
  const hear = (frame: ServerFrame) =>
    wire().dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  const close = (code: number) => wire().dispatchEvent(new CloseEvent("close", { code }));
  const welcome = () => {
    wire().dispatchEvent(new Event("open"));
    hear({ t: "welcome", version: 1, account_id: account, server_time });
  };
  const joined = (epoch: string, offset: number, gap = false, items: ChannelItem[] = []) =>
    hear({ t: "joined", channel: room, epoch, offset, gap, items });
  return { live, wires, wire, close, hear, welcome, joined, turn };
}
const viewers = (count: number): ChannelItem => ({ t: "viewers", count });

describe("the shared socket", () => {
  it("connects with the first listener, says hello, then joins without a position", () => {
    const { live, wires, wire, welcome } = setUp();
    expect(wires).toHaveLength(0);
    live.subscribe(room, () => {});
    welcome();
    expect(wires).toHaveLength(1);
    expect(wire().sent).toEqual([
      { t: "hello", version: 1, device: "device-1234" },
      { t: "join", channel: room },
    ]);
  });

  it("comes back and asks for what it missed, and drops what it has heard", () => {
    const { live, wires, wire, welcome, joined, hear, turn, close } = setUp();
    const heard: Delivery[] = [];
    live.subscribe(room, (delivery) => heard.push(delivery));
    welcome();
    joined("e1", 10);
    hear({ t: "items", channel: room, offset: 12, items: [viewers(3)] });
    hear({ t: "items", channel: room, offset: 12, items: [viewers(3)] });
    expect(heard).toEqual([
      { items: [], fresh: true },
      { items: [viewers(3)], fresh: false },
    ]);
    close(1006);
    expect(live.state.get()).toBe("waiting");
    turn(500);
    expect(wires).toHaveLength(2);
    welcome();
    expect(wire().sent.at(-1)).toEqual({ t: "join", channel: room, since: { epoch: "e1", offset: 12 } });
    joined("e1", 14, false, [viewers(4)]);
    expect(heard.at(-1)).toEqual({ items: [viewers(4)], fresh: false });
  });

  it("tells its listeners to read afresh after a gap and after a new epoch", () => {
    const { live, welcome, joined, turn, close } = setUp();
    const fresh: boolean[] = [];
    live.subscribe(room, (delivery) => fresh.push(delivery.fresh));
    welcome();
    joined("e1", 1);
    for (const [epoch, gap] of [
      ["e1", true],
      ["e2", false],
      ["e2", false],
    ] as const) {
      close(4000);
      turn(20_000);
      welcome();
      joined(epoch, 2, gap);
    }
    expect(fresh).toEqual([true, true, true, false]);
  });

  it("stays away when the server says so", () => {
    const { live, wires, welcome, turn, close } = setUp();
    live.subscribe(room, () => {});
    welcome();
    close(4103);
    turn(120_000);
    expect(live.state.get()).toBe("stopped");
    expect(wires).toHaveLength(1);
  });

  it("waits longer each time, at most 15 s, and never less than half", () => {
    expect([0, 1, 2, 3, 10].map((tries) => backoff_ms(tries, 1))).toEqual([500, 1000, 2000, 4000, 15_000]);
    expect(backoff_ms(0, 0)).toBe(250);
  });

  it("gives a line its answer: taken, refused, or lost with the connection", async () => {
    const { live, welcome, joined, hear, close } = setUp();
    live.subscribe(room, () => {});
    welcome();
    joined("e1", 0);
    const refused = live.say("room_x", "hello");
    hear({ t: "refused", ref: "ref-1", error: { code: "chat_too_fast", message: "Slow down a little.", details: {} } });
    await expect(refused).rejects.toThrow("Slow down a little.");
    const lost = live.say("room_x", "hello");
    close(1006);
    await expect(lost).rejects.toMatchObject({ error: { code: "unavailable" } });
  });

  it("sends a line said while away once it is back", () => {
    const { live, wire, welcome } = setUp();
    live.subscribe(room, () => {});
    void live.say("room_x", "hello").catch(() => {});
    expect(wire().sent).toEqual([]);
    welcome();
    expect(wire().sent.at(-1)).toMatchObject({ t: "say", text: "hello" });
  });

  it("notices a silent connection by itself", () => {
    const { live, wires, welcome, turn } = setUp();
    live.subscribe(room, () => {});
    welcome();
    turn(51_000);
    expect(present(wires[0]).closed).toBe(true);
    expect(wires.length).toBeGreaterThan(1);
  });

  it("closes with the last listener", () => {
    const { live, wire, welcome } = setUp();
    const stop = live.subscribe(room, () => {});
    welcome();
    stop();
    expect(live.state.get()).toBe("idle");
    expect(wire().closed).toBe(true);
  });
});
