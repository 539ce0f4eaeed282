import { useEffect, useState } from "react";
import type { FlashSale, SeenFlashSale } from "../../../contract/flash-sales.ts";
import { useAccount } from "../../api/account.ts";
import { useCall, useRefresh } from "../../api/hooks.ts";
import { itemsOf, socket, useChannel } from "../../api/live.ts";
import { useNow } from "../../ui/time.tsx";

/** How long one that is over stays in sight. */
const after_ms = 30_000;

/** The state at an instant of the server's clock, as the server itself reckons it: nobody waits for word of it. */
export function saleStateAt(
  sale: Pick<FlashSale, "state" | "opens_at" | "ends_at">,
  now_ms: number,
): FlashSale["state"] {
  const running = sale.state === "announced" || sale.state === "open" || sale.state === "sold_out";
  if (!running) return sale.state;
  if (sale.ends_at !== null && Date.parse(sale.ends_at) <= now_ms) return "ended";
  if (sale.state === "announced" && sale.opens_at !== null && Date.parse(sale.opens_at) <= now_ms) return "open";
  return sale.state;
}

/** What was heard is newer than what was read, but only what was read knows what it means for me. */
function withHeard(read: readonly SeenFlashSale[], heard: ReadonlyMap<string, FlashSale>): readonly SeenFlashSale[] {
  const known = new Set(read.map(({ id }) => id));
  const fresh = [...heard.values()].filter(({ id }) => !known.has(id));
  return [
    ...fresh.map((sale): SeenFlashSale => ({ ...sale, yours: null })).toReversed(),
    ...read.map((sale) => ({ ...sale, ...heard.get(sale.id) })),
  ];
}

/** The one to show: what runs, else what has just ended. */
function saleToShow(sales: readonly SeenFlashSale[], now_ms: number): SeenFlashSale | undefined {
  const running = sales.find((sale) => ["announced", "open", "sold_out"].includes(saleStateAt(sale, now_ms)));
  if (running !== undefined) return running;
  return sales.find((sale) => {
    const ended = sale.ended_at ?? sale.ends_at;
    return sale.state !== "prepared" && ended !== null && now_ms - Date.parse(ended) < after_ms;
  });
}

/** The flash sales of a room: read once, then kept by its channel. */
export function useFlashSales(room_id: string): readonly SeenFlashSale[] {
  const account = useAccount();
  const read = useCall("listRoomFlashSales", { params: { room_id } });
  const [heard, setHeard] = useState<ReadonlyMap<string, FlashSale>>(new Map());
  const refresh = useRefresh();
  useChannel(`room:${room_id}`, (delivery) => {
    const items = itemsOf(delivery, "flash_sale");
    if (delivery.fresh) refresh("listRoomFlashSales");
    if (items.length === 0) return;
    setHeard((known) => new Map([...known, ...items.map(({ sale }): [string, FlashSale] => [sale.id, sale])]));
    // Another sale may mean something else for me: who follows, who works here.
    if (items.some(({ sale }) => !heard.has(sale.id))) refresh("listRoomFlashSales");
  });
  const who = account?.id ?? null;
  useEffect(() => {
    if (who !== null) refresh("listRoomFlashSales");
  }, [who, refresh]);
  // Read after it was heard: what was heard is old by then.
  const sales = read.data?.data ?? [];
  return withHeard(sales, new Map([...heard].filter(([, sale]) => isNewer(sale, sales))));
}

/** Ended is for ever; among running ones what was heard is the newer. */
function isNewer(heard: FlashSale, read: readonly SeenFlashSale[]): boolean {
  const known = read.find(({ id }) => id === heard.id);
  return known === undefined || known.ended_at === null || heard.ended_at !== null;
}

/** The one sale a room shows now, by the server's clock. */
export function useFlash(room_id: string): SeenFlashSale | undefined {
  const sales = useFlashSales(room_id);
  const now = useNow() + socket.clock_offset_ms;
  return saleToShow(sales, now);
}
