import type { z } from "zod";
import type { Moment } from "../../../contract/orders.ts";
import { present } from "../../kernel/assert.ts";
import type { Reader } from "../../kernel/db.ts";
import { newestOffsetMs, type LiveParts } from "./live-parts.ts";
import { judgeMoment } from "./session.ts";
import { pinnedAt, sessionsById } from "./store.ts";

export interface WantedMoment {
  readonly session_id: string;
  readonly shop_id: string;
  /** Milliseconds since the session's start. */
  readonly stream_offset_ms: number;
}
export type CheckedMoment =
  | { readonly ok: true; readonly moment: z.infer<typeof Moment> }
  | { readonly ok: false; readonly code: "not_on_air" | "stream_offset_invalid" };

/** Checks moments of buying, one answer each, in order. A session of another shop is not on air as far as this one goes. */
export async function checkMoments(
  live: LiveParts,
  reader: Reader,
  wanted: readonly WantedMoment[],
  at: Date,
): Promise<CheckedMoment[]> {
  const sessions = await sessionsById(reader, [...new Set(wanted.map((one) => one.session_id))]);
  const hosts = await live.accounts.publicAccounts(reader, [
    ...new Set([...sessions.values()].map((row) => row.host_id)),
  ]);
  const judged = wanted.map((one) => {
    const row = sessions.get(one.session_id);
    if (row === undefined || row.shop_id !== one.shop_id) return { one, row, verdict: "not_on_air" as const };
    const time = { state: row.state, ended_at: row.ended_at, newest_offset_ms: newestOffsetMs(live, row) };
    return { one, row, verdict: judgeMoment(time, one.stream_offset_ms, at) };
  });
  const good = judged.flatMap(({ one, row, verdict }) =>
    verdict === "ok" && row !== undefined ? [{ ...one, room_id: row.room_id, offset_ms: one.stream_offset_ms }] : [],
  );
  const pins = await pinnedAt(reader, good);
  let next = 0;
  return judged.map(({ one, row, verdict }) => {
    if (verdict !== "ok") return { ok: false, code: verdict };
    const session = present(row, "a good moment has its session");
    const pinned_product_id = pins[next] ?? null;
    next += 1;
    return {
      ok: true,
      moment: {
        object: "moment",
        session_id: session.session_id,
        room_id: session.room_id,
        session_title: session.title,
        host: present(hosts.get(session.host_id), "a session has a host"),
        stream_offset_ms: one.stream_offset_ms,
        pinned_product_id,
      },
    };
  });
}
