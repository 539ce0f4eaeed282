import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { randomText } from "../../kernel/random.ts";

export interface RevokedKey {
  readonly account_id: string;
  readonly key_id: string;
}

/** Says that a key was revoked, in this process and in the others on this database, once each. */
export interface KeyAlarm {
  /** Rings when `tx` has committed, not if it rolls back. */
  ring(tx: Tx, key: RevokedKey): Promise<void>;
  on(hear: (account_id: string, key_id: string) => void): void;
}

const topic = "media.key_revoked";

export function createKeyAlarm(ctx: Context): KeyAlarm {
  const hearers: ((account_id: string, key_id: string) => void)[] = [];
  // A process hears its own notices too, and later; a second ring could cut off an encoder that is back with the new key.
  const ownName = randomText(ctx.random, 16);
  const tell = (account_id: string, key_id: string): void => {
    for (const hear of hearers) hear(account_id, key_id);
  };
  ctx.notices.on(topic, (text) => {
    const [from, account_id, key_id] = text.split(" ");
    if (from !== ownName && account_id !== undefined && key_id !== undefined) tell(account_id, key_id);
  });
  return {
    async ring(tx, { account_id, key_id }) {
      await ctx.notices.send(tx, topic, `${ownName} ${account_id} ${key_id}`);
      ctx.db.afterCommit(tx, () => tell(account_id, key_id));
    },
    on: (hear) => void hearers.push(hear),
  };
}
