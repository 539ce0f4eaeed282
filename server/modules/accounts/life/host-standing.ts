import type { Context } from "../../../kernel/context.ts";
import type { Reader } from "../../../kernel/db.ts";
import { openContent } from "../decide-verification.ts";
import { ageAt } from "../verification.ts";
import { selectActing } from "../verifications/store.ts";
import { selectTrained } from "./store.ts";

/** What the law asks of the person on screen, whoever's shop it is (DOMAIN §5 rule 1). */
export interface HostStanding {
  readonly verified: boolean;
  /** Old enough by the operator's setting (the law's 16 or more), by the birth date in the papers that hold now. False where there are none. */
  readonly of_age: boolean;
  /** Passed the training within a year. */
  readonly trained: boolean;
}

/** Of every account asked for. `years_min`: the lowest age of a host that holds at `at`. */
export async function readHostStanding(
  ctx: Context,
  reader: Reader,
  account_ids: readonly string[],
  at: Date,
  years_min: number,
): Promise<Map<string, HostStanding>> {
  const approved = Map.groupBy(await selectActing(reader, account_ids, ["host"], at), (row) => row.account_id);
  const trained = await selectTrained(reader, account_ids, at);
  return new Map(
    account_ids.map((id) => {
      const papers = (approved.get(id) ?? []).map((row) => openContent(ctx, row));
      const of_age = papers.some(
        ({ birth_date }) => birth_date !== null && ageAt(birth_date, at, ctx.config.time_zone) >= years_min,
      );
      return [id, { verified: papers.length > 0, of_age, trained: trained.has(id) }];
    }),
  );
}
