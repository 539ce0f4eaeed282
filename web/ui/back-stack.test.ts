import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BackStack } from "./back-stack.ts";

/**
 * A browser's history of pages and sheets, which moves and tells the time only when told. A slow one makes a step only at
 * `land`, as real ones do: some time after it was asked for, from wherever it is by then.
 */
function browser(slow = false) {
  const entries: { page: string; depth: number }[] = [{ page: "outside", depth: 0 }];
  let at = 0;
  let timers: { readonly delay_ms: number; readonly work: () => void }[] = [];
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
  let steps: number[] = [];
  const land = () => {
    const due = steps;
    steps = [];
    for (const delta of due) go(delta);
  };
  const stack: BackStack = new BackStack(
    {
      depth: () => here().depth,
      push: (depth) => add({ page: here().page, depth }),
      go: (delta) => (slow ? void steps.push(delta) : go(delta)),
    },
    (delay_ms, work) => {
      const timer = { delay_ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  );
  /** Time passes, but not so much that a step counts as lost. */
  const settle = (up_to_ms = 100) => {
    for (;;) {
      const due = timers.filter(({ delay_ms }) => delay_ms <= up_to_ms);
      if (due.length === 0) return;
      timers = timers.filter((timer) => !due.includes(timer));
      for (const { work } of due) work();
    }
  };
  const visit = (page: string) => add({ page, depth: 0 });
  return {
    stack,
    here,
    go,
    settle,
    land,
    visit,
    pages: () => entries.slice(0, at + 1).map(({ page, depth }) => `${page}${depth === 0 ? "" : `+${depth}`}`),
    /** As the app's pages are opened: when the history may be written. */
    open: (page: string) => stack.ready("push").then(() => visit(page)),
    replace: (page: string) =>
      stack.ready("replace").then(() => {
        entries[at] = { page, depth: 0 };
      }),
  };
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

  it("does not leave a page that was opened while the closed sheet's step was on its way", async () => {
    const { stack, here, settle, land, open, pages } = browser(true);
    const bag = sheet(stack);
    settle();
    bag.close();
    settle();
    // The answer that opens the page comes now, the browser steps back later.
    const opened = open("order");
    await Promise.resolve();
    land();
    await opened;
    settle();
    land();
    expect(here()).toEqual({ page: "order", depth: 0 });
    expect(pages()).toEqual(["outside", "room", "order"]);
  });

  it("waits no longer for a step that a browser swallowed, and hears Back again", async () => {
    const { stack, here, go, settle, open } = browser(true);
    const bag = sheet(stack);
    settle();
    bag.close();
    settle();
    const opened = open("order");
    settle(5_000);
    await opened;
    expect(here().page).toBe("order");
    const other = sheet(stack);
    settle();
    go(-1);
    expect(other.state.open).toBe(false);
  });

  it("replaces the page's own entry below an open sheet, so that one step back leaves both pages", async () => {
    const { stack, go, settle, land, replace, pages } = browser(true);
    const filter = sheet(stack);
    settle();
    const replaced = replace("sorted");
    await Promise.resolve();
    land();
    await replaced;
    settle();
    expect(filter.state.open).toBe(true);
    expect(pages()).toEqual(["outside", "sorted", "sorted+1"]);
    filter.close();
    settle();
    land();
    settle();
    go(-1);
    expect(pages()).toEqual(["outside"]);
  });

  it("has the page on screen that was asked for last, however slow the browser is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom("open", "close", "page", "land", "wait")), async (acts) => {
        const { stack, here, settle, land, open } = browser(true);
        const sheets: ReturnType<typeof sheet>[] = [];
        const opening: Promise<unknown>[] = [];
        let last = "room";
        for (const act of acts) {
          if (act === "open") sheets.push(sheet(stack));
          else if (act === "close") sheets.find(({ state }) => state.open)?.close();
          else if (act === "page") opening.push(open((last = `page ${opening.length}`)));
          else if (act === "land") land();
          else settle();
          await Promise.resolve();
          await Promise.resolve();
        }
        for (const one of sheets) if (one.state.open) one.close();
        for (let turn = 0; turn <= acts.length; turn += 1) {
          settle();
          land();
          await Promise.resolve();
        }
        await Promise.all(opening);
        expect(here().page).toBe(last);
      }),
    );
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

describe("leaving for another site", () => {
  it("waits for a step under way, goes from the page's own entry, and what closes after it takes no step until somebody is here again", async () => {
    const { stack, settle, land, pages } = browser(true);
    const closeFirst = stack.opened(() => undefined);
    settle();
    const closeSecond = stack.opened(() => undefined);
    settle();
    expect(pages()).toEqual(["outside", "room", "room+1", "room+2"]);
    closeSecond();
    settle();
    let left = false;
    const leaving = stack.leaving().then(() => (left = true));
    await Promise.resolve();
    expect(left).toBe(false);
    land();
    // The step under way has landed; that of the sheet which is open is asked for.
    await Promise.resolve();
    await Promise.resolve();
    expect(left).toBe(false);
    land();
    await leaving;
    expect(pages()).toEqual(["outside", "room"]);
    settle();
    land();
    // The open sheet is not given its entry again, and closing takes no step.
    closeFirst();
    settle();
    land();
    expect(pages()).toEqual(["outside", "room"]);
  });

  it("gives a sheet that is still open its entry back once somebody is here again", async () => {
    const { stack, settle, land, pages, go } = browser(true);
    const { state } = sheet(stack);
    settle();
    const leaving = stack.leaving();
    land();
    await leaving;
    settle();
    expect(pages()).toEqual(["outside", "room"]);
    stack.returned();
    settle();
    expect(pages()).toEqual(["outside", "room", "room+1"]);
    go(-1);
    expect(state.open).toBe(false);
  });
});
