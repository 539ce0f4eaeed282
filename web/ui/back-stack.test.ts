import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BackStack } from "./back-stack.ts";

/** A browser's history of pages and sheets, which moves and tells the time only when told. */
function browser() {
  const entries: { page: string; depth: number }[] = [{ page: "outside", depth: 0 }];
  let at = 0;
  let timers: (() => void)[] = [];
  const here = () => entries[at] ?? { page: "none", depth: 0 };
  const add = (entry: { page: string; depth: number }) => {
    entries.splice(at + 1, entries.length, entry);
    at += 1;
  };
  add({ page: "room", depth: 0 });
  const go = (delta: number) => {
    at = Math.max(0, Math.min(entries.length - 1, at + delta));
    stack.moved();
  };
  const stack: BackStack = new BackStack(
    { depth: () => here().depth, push: (depth) => add({ page: here().page, depth }), go },
    (_, work) => {
      timers.push(work);
      return () => undefined;
    },
  );
  const settle = () => {
    while (timers.length > 0) {
      const due = timers;
      timers = [];
      for (const work of due) work();
    }
  };
  return { stack, here, go, settle, visit: (page: string) => add({ page, depth: 0 }) };
}

/** A sheet that closes when asked. */
function sheet(stack: BackStack) {
  const state = { open: true };
  const close = () => {
    state.open = false;
    gone();
  };
  const gone = stack.opened(close);
  return { state, close };
}

describe("the Back button", () => {
  it("closes the top sheet, one at a time, and only then leaves the page", () => {
    const { stack, here, go, settle } = browser();
    const bag = sheet(stack);
    settle();
    const confirm = sheet(stack);
    settle();
    go(-1);
    settle();
    expect([bag.state.open, confirm.state.open, here()]).toEqual([true, false, { page: "room", depth: 1 }]);
    go(-1);
    settle();
    expect([bag.state.open, here()]).toEqual([false, { page: "room", depth: 0 }]);
    go(-1);
    expect(here().page).toBe("outside");
  });

  it("leaves the page at once after a sheet was closed by hand", () => {
    const { stack, here, go, settle } = browser();
    const bag = sheet(stack);
    settle();
    bag.close();
    settle();
    expect(here()).toEqual({ page: "room", depth: 0 });
    go(-1);
    expect(here().page).toBe("outside");
  });

  it("does not take back a page that was opened from a sheet, and comes back to the page without the sheet", () => {
    const { stack, here, go, settle, visit } = browser();
    const bag = sheet(stack);
    settle();
    visit("order");
    bag.close();
    settle();
    expect(here().page).toBe("order");
    go(-1);
    settle();
    expect(here()).toEqual({ page: "room", depth: 0 });
    go(-1);
    expect(here().page).toBe("outside");
  });

  it("keeps a sheet that refuses to close, and guards it again", () => {
    const { stack, here, go, settle } = browser();
    stack.opened(() => undefined);
    settle();
    go(-1);
    settle();
    expect(here()).toEqual({ page: "room", depth: 1 });
  });

  it("has as many entries as open sheets, whatever happened", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("open", "close", "back", "forward", "wait")), (acts) => {
        const { stack, here, go, settle } = browser();
        const sheets: ReturnType<typeof sheet>[] = [];
        const open = () => sheets.filter(({ state }) => state.open);
        for (const act of acts) {
          if (act === "open") sheets.push(sheet(stack));
          else if (act === "close") open()[0]?.close();
          else if (act === "back" && here().depth > 0) go(-1);
          else if (act === "forward") go(1);
          else settle();
        }
        settle();
        expect(here()).toEqual({ page: "room", depth: open().length });
      }),
    );
  });
});
