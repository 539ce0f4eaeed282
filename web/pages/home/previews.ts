import { browserTimers, memory } from "../../api/browser.ts";
import { createStore, useStore } from "../../api/store.ts";
import { useMedia } from "../../ui/use-media.ts";

/** Which room's cover moves now: one at a time, or none. */
export const previewing = createStore<string | null>(null);

const wanted = createStore(memory.read("previews") !== "off");

/** Whether this person wants covers to move; kept on this device. */
export const previewChoice = {
  use: () => useStore(wanted),
  set(on: boolean): void {
    memory.write("previews", on ? "on" : "off");
    wanted.set(on);
    if (!on) previewing.set(null);
  },
};

const savesData = (): boolean =>
  (navigator as { readonly connection?: { readonly saveData?: boolean } }).connection?.saveData === true;

/** Covers move where it is wanted, and the device asks for neither less motion nor less data. */
export function usePreviews(): boolean {
  const still = useMedia("(prefers-reduced-motion: reduce)");
  const on = useStore(wanted);
  return on && !still && !savesData();
}

/** Films wait until the page was touched, or has stood for a while: its first look belongs to words and pictures. */
let awake = false;
const awake_after_ms = 8_000;
if (typeof addEventListener === "function") {
  const wake = (): void => {
    if (awake) return;
    awake = true;
    choose();
  };
  for (const sign of ["pointerdown", "touchstart", "scroll", "keydown"])
    addEventListener(sign, wake, { once: true, passive: true, capture: true });
  browserTimers.after(awake_after_ms, wake);
}

/** How much of each card is on screen, on a device without a pointer that hovers. */
const shown = new Map<Element, { readonly room_id: string; ratio: number }>();
let observer: IntersectionObserver | null = null;

/** The card nearest to the middle of those that are wholly on screen. */
function choose(): void {
  if (!awake || shown.size === 0) return;
  const middle = innerHeight / 2;
  const whole = [...shown].filter(([, card]) => card.ratio > 0.85);
  const distance = (element: Element): number => {
    const box = element.getBoundingClientRect();
    return Math.abs(box.top + box.height / 2 - middle);
  };
  const nearest = whole.toSorted(([a], [b]) => distance(a) - distance(b))[0];
  previewing.set(nearest?.[1].room_id ?? null);
}

/** Lets a card take part in being the one that moves while it is on screen. */
export function watchCard(element: Element, room_id: string): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const card = shown.get(entry.target);
        if (card !== undefined) card.ratio = entry.intersectionRatio;
      }
      choose();
    },
    { threshold: [0, 0.5, 0.86, 1] },
  );
  shown.set(element, { room_id, ratio: 0 });
  observer.observe(element);
  return () => {
    observer?.unobserve(element);
    shown.delete(element);
    if (previewing.get() === room_id) previewing.set(null);
  };
}
