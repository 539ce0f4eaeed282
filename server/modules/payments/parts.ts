import type { PaymentProviderName } from "../../../contract/payments.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { Reach } from "../../kernel/fault-points.ts";
import type { Ledger } from "../ledger/index.ts";
import type { PaymentProvider } from "./provider.ts";

/** What operators do and must know; people are known above. */
export interface DeskDeps {
  /** What people are called, by account. */
  readonly names: (reader: Reader, account_ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly audit: (
    tx: Tx,
    entries: readonly { account_id: string; action: string; subject_id: string; reason: string | null }[],
  ) => Promise<void>;
  /** Tells operators; `cause` is unique. */
  readonly alarm: (
    tx: Tx,
    news: {
      readonly kind: "statement_differs" | "statement_missing";
      readonly cause: string;
      readonly provider: PaymentProviderName;
      readonly day: string;
      readonly count: number;
    },
  ) => Promise<void>;
}

export interface PaymentParts {
  readonly ctx: Context;
  readonly ledger: Ledger;
  /** By name, those the operator configured and those that old payments still need. */
  readonly providers: ReadonlyMap<string, PaymentProvider>;
  /** Where a buyer pays who does not choose. */
  readonly first: PaymentProvider;
  readonly desk: DeskDeps;
  /** Called at each fault point; throws to die there. */
  readonly reach: Reach;
}
