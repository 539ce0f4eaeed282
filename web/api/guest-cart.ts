import type { Variant } from "../../contract/catalog.ts";
import { limits } from "../../contract/limits.ts";
import { browserTimers, memory } from "./browser.ts";
import { createStore } from "./store.ts";

/** A line of a cart that nobody is signed in for: kept on this device, brought along at sign-in. */
export interface GuestLine {
  readonly variant_id: string;
  readonly quantity: number;
  readonly selected: boolean;
  /** Minor units. */
  readonly price_seen: number;
  readonly put_in_at: string;
  readonly moment: { readonly session_id: string; readonly stream_offset_ms: number } | null;
}

const kept_as = "cart";

/** What this device remembers; anything else that stands there is no cart. */
export function linesFrom(text: string | null): readonly GuestLine[] {
  try {
    const known: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(known) ? known.filter(isLine) : [];
  } catch {
    return [];
  }
}

function isLine(one: unknown): one is GuestLine {
  if (typeof one !== "object" || one === null) return false;
  const line = one as Record<keyof GuestLine, unknown>;
  return (
    typeof line.variant_id === "string" &&
    Number.isInteger(line.quantity) &&
    typeof line.selected === "boolean" &&
    Number.isInteger(line.price_seen) &&
    typeof line.put_in_at === "string" &&
    (line.moment === null || typeof line.moment === "object")
  );
}

/** With so many more of a variant, at most what there is and what a line may hold; the same lines where the cart is full. */
export function withMore(
  lines: readonly GuestLine[],
  more: { readonly variant: Variant; readonly quantity: number; readonly moment: GuestLine["moment"] },
  now_ms: number,
): readonly GuestLine[] {
  const { variant, moment } = more;
  const known = lines.find((line) => line.variant_id === variant.id);
  if (known === undefined && lines.length >= limits.cart_lines_max) return lines;
  const most = Math.min(variant.available, limits.quantity_per_line_max);
  const line: GuestLine = {
    variant_id: variant.id,
    quantity: Math.max(1, Math.min(most, (known?.quantity ?? 0) + more.quantity)),
    selected: true,
    price_seen: variant.price.amount,
    put_in_at: new Date(now_ms).toISOString(),
    moment: moment ?? known?.moment ?? null,
  };
  return [line, ...lines.filter((other) => other !== known)];
}

/** The cart of this device, the same in all its tabs. */
export const guestCart = createStore<readonly GuestLine[]>(linesFrom(memory.read(kept_as)));

/** Changes it, and what is remembered. */
export function keepGuestCart(next: readonly GuestLine[]): void {
  memory.write(kept_as, JSON.stringify(next));
  guestCart.set(next);
}

export function putInGuestCart(more: Parameters<typeof withMore>[1]): boolean {
  const before = guestCart.get();
  const after = withMore(before, more, browserTimers.now());
  keepGuestCart(after);
  return after !== before;
}

if (typeof document !== "undefined")
  addEventListener("storage", ({ key, newValue }) => {
    if (key === `laotie.${kept_as}`) guestCart.set(linesFrom(newValue));
  });
