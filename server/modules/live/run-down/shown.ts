/** What was pinned from which moment on; `product_id` null: nothing. */
export interface Pinned {
  readonly product_id: string | null;
  readonly offset_ms: number;
}

/** How long each product was pinned, in ms of the stream: from each pin to the next, the last one to `endMs`. Pure. */
export function shownTimes(pins: readonly Pinned[], endMs: number): Map<string, number> {
  const shown = new Map<string, number>();
  for (const [index, pin] of pins.entries()) {
    if (pin.product_id === null) continue;
    const until = Math.min(pins[index + 1]?.offset_ms ?? endMs, endMs);
    shown.set(pin.product_id, (shown.get(pin.product_id) ?? 0) + Math.max(0, until - pin.offset_ms));
  }
  return shown;
}

/** What is pinned at `offsetMs`. */
export const pinnedBy = (pins: readonly Pinned[], offsetMs: number): string | null =>
  pins.findLast((pin) => pin.offset_ms <= offsetMs)?.product_id ?? null;
