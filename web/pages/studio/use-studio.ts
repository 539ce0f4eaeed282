import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Studio } from "../../../contract/live.ts";
import { browserTimers } from "../../api/browser.ts";
import { callKey, useCall, useRefresh } from "../../api/hooks.ts";
import { itemsOf, useChannel } from "../../api/live.ts";
import { ticksAfter, type OrderTick } from "./studio-live.ts";

export interface LiveStudio {
  readonly data: Studio | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
  /** Orders of this session, newest first. */
  readonly ticks: readonly OrderTick[];
}

/** The socket tells what changes; this is for what it does not (frames dropped) and for what it may have missed. */
const look_ms = 5_000;
/** Orders come in swarms; the sums are read once they settle, and at each look anyway. */
const settle_ms = 1_200;

/** The studio, kept up to date: what it is from the API, its orders and its encoder from the socket. */
export function useStudio(): LiveStudio {
  const client = useQueryClient();
  const refresh = useRefresh();
  const read = useCall("getStudio", {}, { refetchInterval: look_ms });
  const [ticks, setTicks] = useState<readonly OrderTick[]>([]);
  const room_id = read.data?.room_id ?? null;
  useChannel(room_id === null ? null : `studio:${room_id}`, (delivery) => {
    setTicks((known) => ticksAfter(known, delivery.items));
    if (itemsOf(delivery, "run_down").length > 0) refresh("getStudioSession");
    if (itemsOf(delivery, "session").length > 0) refresh("getStudio", "listPlannedSessions");
    const encoder = itemsOf(delivery, "encoder").at(-1);
    if (encoder === undefined) return;
    const { t: _, ...facts } = encoder;
    client.setQueryData(callKey("getStudio", {}), (old: Studio | undefined) =>
      old === undefined ? old : { ...old, encoder: { ...old.encoder, ...facts } },
    );
  });
  useEffect(
    () => (ticks.length === 0 ? undefined : browserTimers.after(settle_ms, () => refresh("getRecap"))),
    [ticks, refresh],
  );
  return {
    data: read.data,
    error: read.data === undefined ? read.error : null,
    retry: () => void read.refetch(),
    ticks,
  };
}
