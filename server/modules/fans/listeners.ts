import type { Tx } from "../../kernel/db.ts";
import { listener, type Heard, type Listener } from "../../kernel/outbox.ts";
import * as store from "./store.ts";

type Word = Heard<"host.followed" | "host.unfollowed">;

/** Keeps the hosts' side of every follow. */
export function fansListeners(): Listener[] {
  return [listener("fans.keep_fans", ["host.followed", "host.unfollowed"], keepFans)];
}

/** Of one account's words about one host only the last is true; they come in order. */
async function keepFans(tx: Tx, words: readonly Word[]): Promise<void> {
  const last = new Map(words.map((word) => [`${word.account_id} ${word.host_id}`, word]));
  const fanOf = (word: Word) => ({ host_id: word.host_id, fan_id: word.account_id, since: word.at });
  const mine = (type: Word["type"]) => [...last.values()].filter((word) => word.type === type).map(fanOf);
  await store.removeFans(tx, mine("host.unfollowed"));
  await store.addFans(tx, mine("host.followed"));
}
