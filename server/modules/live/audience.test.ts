import fc from "fast-check";
import { expect, it } from "vitest";
import { Audience } from "./audience.ts";

const session = { session_id: "sess_1", host_id: "host", likes: 0, viewers_peak: 0 };

it("counts a person once, however many sockets, and never the host", () => {
  const people = ["ann", "bob", "device:cat", "host"];
  const step = fc.oneof(
    fc.record({ do: fc.constant("come" as const), person: fc.constantFrom(...people) }),
    fc.record({ do: fc.constant("go" as const), which: fc.nat(20) }),
    fc.record({ do: fc.constant("go twice" as const), which: fc.nat(20) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const audience = new Audience();
      audience.begin("room_1", session);
      const sockets: { person: string; leave: () => void }[] = [];
      const everyone = new Set<string>();
      let peak = 0;
      for (const one of steps) {
        if (one.do === "come") {
          sockets.push({ person: one.person, leave: audience.watch("room_1", one.person) });
          if (one.person !== "host") everyone.add(one.person);
        } else {
          const [socket] = sockets.splice(one.which, 1);
          socket?.leave();
          if (one.do === "go twice") socket?.leave();
        }
        const here = new Set(sockets.map((socket) => socket.person));
        here.delete("host");
        peak = Math.max(peak, here.size);
        expect(audience.viewers("room_1")).toBe(here.size);
      }
      const [unsaved] = audience.unsaved();
      expect(new Set(unsaved?.persons)).toEqual(everyone);
      expect(unsaved?.viewers_peak ?? 0).toBe(peak);
    }),
  );
});

it("tells a number once, until it changes", () => {
  const audience = new Audience();
  audience.begin("room_1", session);
  const leave = audience.watch("room_1", "ann");
  audience.countLikes("sess_1", 3);
  expect(audience.changes()).toEqual([{ room_id: "room_1", viewers: 1, likes: 3 }]);
  expect(audience.changes()).toEqual([]);
  audience.watch("room_1", "ann");
  expect(audience.changes()).toEqual([]);
  leave();
  audience.countLikes("sess_1", 2);
  expect(audience.changes()).toEqual([{ room_id: "room_1", viewers: null, likes: 5 }]);
});

it("loses nothing when a save fails, when counting goes on meanwhile, or when the broadcast ends", () => {
  const audience = new Audience();
  audience.begin("room_1", { ...session, likes: 10 });
  audience.watch("room_1", "ann");
  audience.countLikes("sess_1", 4);
  audience.countChat("sess_1", 1);
  const failed = audience.unsaved();
  expect(failed).toEqual([
    { room_id: "room_1", session_id: "sess_1", likes: 4, chat_lines: 1, viewers_peak: 1, persons: ["ann"] },
  ]);
  const batch = audience.unsaved();
  expect(batch).toEqual(failed);
  audience.countLikes("sess_1", 5);
  audience.watch("room_1", "bob");
  audience.finish("room_1");
  audience.saved(batch);
  expect(audience.unsaved()).toEqual([
    { room_id: "room_1", session_id: "sess_1", likes: 5, chat_lines: 0, viewers_peak: 2, persons: ["bob"] },
  ]);
  audience.saved(audience.unsaved());
  expect(audience.unsaved()).toEqual([]);
  audience.countLikes("sess_1", 1);
  expect(audience.unsaved()).toEqual([]);
});

it("counts those who waited in the room when the broadcast began", () => {
  const audience = new Audience();
  audience.watch("room_1", "ann");
  audience.watch("room_1", "host");
  audience.begin("room_1", session);
  expect(audience.viewers("room_1")).toBe(1);
  expect(audience.unsaved()[0]?.persons).toEqual(["ann"]);
});

it("tells every number that differs from the one last told, also of a room that emptied between broadcasts", () => {
  const step = fc.constantFrom("come", "go", "begin", "finish", "tell");
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const audience = new Audience();
      const leaves: (() => void)[] = [];
      let told = 0;
      let begun = 0;
      let peak = 0;
      const tell = (): void => {
        for (const change of audience.changes()) told = change.viewers ?? told;
        expect(told).toBe(audience.viewers("room_1"));
      };
      for (const one of [...steps, "tell"]) {
        if (one === "come") leaves.push(audience.watch("room_1", `device:${leaves.length}`));
        if (one === "go") leaves.pop()?.();
        if (one === "begin") {
          begun += 1;
          peak = 0;
          audience.begin("room_1", { ...session, session_id: `sess_${begun}` });
        }
        if (one === "finish") audience.finish("room_1");
        if (one === "tell") tell();
        // The peak counts from the moment the session is on air, and never falls.
        if (begun === 0) continue;
        const peakNow = audience.unsaved().find((counts) => counts.session_id === `sess_${begun}`)?.viewers_peak ?? 0;
        expect(peakNow).toBeGreaterThanOrEqual(peak);
        peak = peakNow;
      }
    }),
  );
});
