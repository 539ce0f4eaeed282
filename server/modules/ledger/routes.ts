import type { z } from "zod";
import { ledgerAccountKinds, ledgerRoutes, type LedgerEntry } from "../../../contract/ledger.ts";
import type { Page } from "../../../contract/lists.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { wireMoney } from "../../kernel/money.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import { checkLedger } from "./checks/check-ledger.ts";
import type { Balances } from "./ledger.ts";
import { readBalances } from "./read-balances.ts";
import { readStatement } from "./statements/read-statement.ts";
import { readHealth } from "./checks/run-checks.ts";
import { newestEntries, shopsWithBalance, type EntryFilter, type EntryPlace, type EntryView } from "./store.ts";
import { balancesOf } from "./transfer.ts";
import { wireBalance } from "./wire-balance.ts";

/** Refuses those who do not work for the shop. Shops sits above the ledger, so the app hands this over. */
export type RequireStaff = (reader: Reader, shop_id: string, account_id: string, ask: "money") => Promise<unknown>;

/** Adds to the audit log, which accounts keeps. */
export type WriteAudit = (
  tx: Tx,
  entries: readonly { account_id: string; action: string; subject_id: string; reason: string | null }[],
) => Promise<void>;

export interface LedgerDeps {
  readonly requireStaff: RequireStaff;
  readonly audit: WriteAudit;
  /** Tells operators that a check found something wrong; `cause` is unique. People are known above. */
  readonly alarm?: (tx: Tx, found: { readonly cause: string; readonly count: number }) => Promise<void>;
}

export function bindLedgerRoutes(ctx: Context, deps: LedgerDeps): readonly BoundRoute[] {
  const { requireStaff } = deps;
  const { db, clock } = ctx;
  const currency = ctx.config.currency;

  const wired = (shop_id: string, balances: Balances | undefined) =>
    wireBalance(shop_id, balances ?? balancesOf(new Map()), currency, clock.now());
  const wireEntry = ({
    shop_id,
    transfer_id,
    kind,
    account,
    phase,
    amount,
    pending_in,
    pending_out,
    resolves,
    order_id,
    at,
  }: EntryView): z.infer<typeof LedgerEntry> => ({
    object: "ledger_entry",
    transfer_id,
    kind,
    account,
    shop_id,
    amount: wireMoney(amount, currency),
    pending: wireMoney(pending_in - pending_out, currency),
    phase,
    resolves,
    // A deposit is paid for like an order, but is none.
    order_id: order_id?.startsWith("ord_") === true ? order_id : null,
    deposit_id: order_id?.startsWith("dep_") === true ? order_id : null,
    at: at.toISOString(),
  });
  const listEntries = async (which: EntryFilter, page: Page) => {
    const rows = await newestEntries(
      db.reader,
      which,
      page.cursor === undefined ? null : placeOf(page.cursor),
      page.limit + 1,
    );
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    const has_more = rows.length > page.limit;
    return {
      object: "list" as const,
      data: shown.map(wireEntry),
      has_more,
      next_cursor: has_more && last !== undefined ? cursorOf(last) : null,
    };
  };

  return [
    handle(ledgerRoutes.getShopBalance, async ({ params, caller }) => {
      await requireStaff(db.reader, params.shop_id, caller.account_id, "money");
      return wired(params.shop_id, (await readBalances(db.reader, [params.shop_id])).get(params.shop_id));
    }),
    handle(ledgerRoutes.listShopEntries, async ({ params, query, caller }) => {
      await requireStaff(db.reader, params.shop_id, caller.account_id, "money");
      const { account, from, until } = query;
      return listEntries({ own_shop_id: params.shop_id, account, from, until }, query);
    }),
    handle(ledgerRoutes.getShopStatement, async ({ params: { shop_id }, query, caller }) => {
      await requireStaff(db.reader, shop_id, caller.account_id, "money");
      return readStatement(db.reader, currency, shop_id, query);
    }),
    handle(ledgerRoutes.getPlatformStatement, ({ query }) => readStatement(db.reader, currency, null, query)),
    handle(ledgerRoutes.getLedgerHealth, () => readHealth(db.reader)),
    handle(ledgerRoutes.listBalances, async ({ query }) => {
      const shop_ids = await shopsWithBalance(db.reader, query.cursor ?? "", query.limit + 1);
      const shown = shop_ids.slice(0, query.limit);
      const balances = await readBalances(db.reader, shown);
      const has_more = shop_ids.length > query.limit;
      return {
        object: "list" as const,
        data: shown.map((shop_id) => wired(shop_id, balances.get(shop_id))),
        has_more,
        next_cursor: has_more ? (shown.at(-1) ?? null) : null,
      };
    }),
    handle(ledgerRoutes.listAllEntries, ({ query }) => listEntries(query, query)),
    handle(ledgerRoutes.checkLedger, async ({ caller }) => {
      const checked = await checkLedger(db.reader, currency, clock.now());
      const reason = checked.ok ? null : `${checked.problems.length} problems`;
      await db.transact((tx) =>
        deps.audit(tx, [{ account_id: caller.account_id, action: "ledger.checked", subject_id: "ledger", reason }]),
      );
      return checked;
    }),
  ];
}

const cursorOf = (place: EntryPlace): string => `${place.transfer_id}.${place.account}`;

function placeOf(cursor: string): EntryPlace {
  const [transfer_id = "", account = "", ...rest] = cursor.split(".");
  const known =
    /^xfer_[0-9a-z]{26}$/.test(transfer_id) && ledgerAccountKinds.some((kind) => kind === account) && rest.length === 0;
  if (!known) refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  return { transfer_id, account };
}
