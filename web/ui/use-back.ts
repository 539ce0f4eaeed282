import type { RouterHistory } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { browserTimers } from "../api/browser.ts";
import { BackStack } from "./back-stack.ts";

const mark = "laotie_sheets";

function depthOf(state: unknown): number {
  const depth = (state as Record<string, unknown> | null)?.[mark];
  return typeof depth === "number" ? depth : 0;
}

const stack = new BackStack(
  {
    depth: () => depthOf(history.state),
    // The prototype's own: the router replaces the object's, and would take the entry for another page.
    push: (depth) => History.prototype.pushState.call(history, { ...history.state, [mark]: depth }, ""),
    go: (delta) => history.go(delta),
  },
  browserTimers.after,
);

/** Starts listening to Back. Moves within the entry that the router shows are none of its business. */
export function listenToBack(pages: RouterHistory): void {
  // Pages wait for a step of ours, else it would land on them.
  pages.block({
    enableBeforeUnload: false,
    blockerFn: async ({ action }) => {
      if (action === "PUSH" || action === "REPLACE") await stack.ready(action === "PUSH" ? "push" : "replace");
      return false;
    },
  });
  addEventListener(
    "popstate",
    (event) => {
      const { __TSR_key: key } = (event.state ?? {}) as { readonly __TSR_key?: string };
      if (key !== undefined && key === pages.location.state.__TSR_key) event.stopImmediatePropagation();
      stack.moved();
    },
    { capture: true },
  );
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) stack.returned();
  });
  // Reloaded, or come back from the payment page, with a sheet that is not open any more.
  stack.settleSoon();
}

/** Leaves for another site: no sheet that closes meanwhile takes that back. */
export async function leaveFor(address: string): Promise<void> {
  await stack.leaving();
  location.assign(address);
}

/** While open, Back closes this instead of leaving the page. */
export function useBack(open: boolean, onBack: () => void): void {
  const latest = useRef(onBack);
  useEffect(() => {
    latest.current = onBack;
  });
  useEffect(() => (open ? stack.opened(() => latest.current()) : undefined), [open]);
}
