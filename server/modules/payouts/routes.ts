import { payoutRoutes as routes } from "../../../contract/payouts.ts";
import { present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import type { Route } from "../../../contract/http.ts";
import { isDatabaseAway } from "../../kernel/db.ts";
import { Intake } from "../../kernel/intake.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, keyOf, type BoundRoute, type Caller, type RequestInfo } from "../../kernel/routing.ts";
import { once } from "../../kernel/saved-answers.ts";
import { emptyBalances, wireBalance } from "../ledger/index.ts";
import type { BankFact } from "./bank.ts";
import { decidePayout, holdPayouts, makeFile, markPayout, releasePayouts } from "./decide-payout.ts";
import { endPayouts } from "./end-payouts.ts";
import {
  beginDepositPayment,
  moveToDeposit,
  readDepositPayment,
  returnDeposit,
  startDepositPayment,
} from "./keep-deposit.ts";
import type { PayoutParts } from "./parts.ts";
import { account_purpose, openAccount, reason_purpose, rhythm_ms, transitions, wirePayout } from "./payout.ts";
import { readMoney } from "./read-money.ts";
import { requestPayout } from "./request-payout.ts";
import { applyBankFacts } from "./run-payout.ts";
import {
  accountOf,
  holdsAfter,
  keepAccount,
  keepRhythm,
  lockPayouts,
  newestPayouts,
  payoutsOfFile,
  removeRhythm,
} from "./store.ts";
import type { HoldRow, PayoutRow } from "./tables.ts";

interface KeyedCall {
  readonly caller: Caller;
  readonly request: RequestInfo;
  readonly params: unknown;
  readonly body: unknown;
}

export function payoutRoutes(parts: PayoutParts): BoundRoute[] {
  return [...shopRoutes(parts), ...operatorRoutes(parts), bankWebhooks(parts)];
}

/** Does something once per account and Idempotency-Key; no answer here names a person. */
function onceFor<T>({ ctx }: PayoutParts, route: Route, call: KeyedCall, act: (tx: Tx) => Promise<T>): Promise<T> {
  const request = {
    account_id: call.caller.account_id,
    key: keyOf(call),
    content: { route: route.id, params: call.params, body: call.body },
  };
  return ctx.db.transact((tx) => once(tx, ctx.clock, request, () => act(tx)));
}

function listed(parts: PayoutParts, rows: readonly PayoutRow[], limit: number) {
  const shown = rows.slice(0, limit);
  const has_more = rows.length > limit;
  return {
    object: "list" as const,
    data: shown.map((row) => wirePayout(parts.ctx.seal, row)),
    has_more,
    next_cursor: has_more ? (shown.at(-1)?.id ?? null) : null,
  };
}

function cursorOf(cursor: string | undefined, prefix: string): string | undefined {
  if (cursor !== undefined && !new RegExp(`^${prefix}_[0-9a-z]{26}$`).test(cursor))
    refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  return cursor;
}

function shopRoutes(parts: PayoutParts): BoundRoute[] {
  const { ctx, shops } = parts;
  const { db } = ctx;
  const owner = (shop_id: string, caller: Caller) => shops.requireStaff(db.reader, shop_id, caller.account_id, "owner");
  return [
    handle(routes.getShopMoney, async ({ params: { shop_id }, caller }) => {
      await shops.requireStaff(db.reader, shop_id, caller.account_id, "money");
      return readMoney(parts, db.reader, shop_id);
    }),
    handle(routes.putBankAccount, async ({ params: { shop_id }, body, caller }) => {
      await owner(shop_id, caller);
      // A sign-in that somebody else found open is not enough to send the money elsewhere.
      await parts.accounts.requireProof(caller);
      return db.transact(async (tx) => {
        const changed_by = caller.account_id;
        const sealed = ctx.seal.seal(JSON.stringify(body), account_purpose);
        await keepAccount(tx, { shop_id, sealed, changed_by, changed_at: ctx.clock.now() });
        return readMoney(parts, tx, shop_id);
      });
    }),
    handle(routes.setPayoutRhythm, async ({ params: { shop_id }, body: { rhythm }, caller }) => {
      await owner(shop_id, caller);
      return db.transact(async (tx) => {
        if (rhythm === "never") await removeRhythm(tx, shop_id);
        else {
          if ((await accountOf(tx, shop_id)) === undefined) refuse("bank_account_missing");
          await keepRhythm(tx, { shop_id, rhythm, next_at: new Date(ctx.clock.nowMs() + rhythm_ms[rhythm]) });
        }
        return readMoney(parts, tx, shop_id);
      });
    }),
    handle(routes.createPayout, async (call) => {
      const { shop_id } = call.params;
      await owner(shop_id, call.caller);
      return onceFor(parts, routes.createPayout, call, async (tx) =>
        wirePayout(
          ctx.seal,
          await requestPayout(parts, tx, { shop_id, amount: BigInt(call.body.amount), by_whom: "shop" }),
        ),
      );
    }),
    handle(routes.listPayouts, async ({ params: { shop_id }, query, caller }) => {
      await shops.requireStaff(db.reader, shop_id, caller.account_id, "money");
      const before = cursorOf(query.cursor, "po");
      return listed(parts, await newestPayouts(db.reader, { shop_id }, before, query.limit + 1), query.limit);
    }),
    handle(routes.cancelPayout, async (call) => {
      const { shop_id, payout_id } = call.params;
      await owner(shop_id, call.caller);
      return onceFor(parts, routes.cancelPayout, call, async (tx) => {
        const row = (await lockPayouts(tx, shop_id, [payout_id]))[0] ?? refuse("not_found");
        if (!transitions[row.state].includes("cancelled")) refuse("payout_state", { details: { state: row.state } });
        const [after] = await endPayouts(parts, tx, [{ row, state: "cancelled", reason: null }]);
        return wirePayout(ctx.seal, present(after, "what was ended is there"));
      });
    }),
    handle(routes.moveToDeposit, async (call) => {
      const { shop_id } = call.params;
      await owner(shop_id, call.caller);
      await onceFor(parts, routes.moveToDeposit, call, async (tx) => {
        const cause = `${call.caller.account_id}:${keyOf(call)}`;
        await moveToDeposit(parts, tx, { shop_id, amount: BigInt(call.body.amount), cause });
        return {};
      });
      return readMoney(parts, db.reader, shop_id);
    }),
    handle(routes.payDeposit, async (call) => {
      const { shop_id } = call.params;
      await owner(shop_id, call.caller);
      const amount = BigInt(call.body.amount);
      const { id } = await onceFor(parts, routes.payDeposit, call, async (tx) => ({
        id: await startDepositPayment(parts, tx, { shop_id, amount, by: call.caller.account_id }),
      }));
      const { locale, address } = call.request;
      return beginDepositPayment(parts, { shop_id, id }, { locale, address });
    }),
    handle(routes.getDepositPayment, async ({ params: { shop_id, deposit_id: id }, caller }) => {
      await owner(shop_id, caller);
      return readDepositPayment(parts, { shop_id, id });
    }),
    handle(routes.beginDepositPayment, async (call) => {
      const { shop_id, deposit_id: id } = call.params;
      await owner(shop_id, call.caller);
      // Binds the key to this wish; where to pay is asked anew each time, since the payment moves on.
      await onceFor(parts, routes.beginDepositPayment, call, () => Promise.resolve({}));
      const { locale, address } = call.request;
      return beginDepositPayment(parts, { shop_id, id }, { ...call.body, locale, address });
    }),
  ];
}

function operatorRoutes(parts: PayoutParts): BoundRoute[] {
  const { ctx, accounts } = parts;
  const { db, seal } = ctx;
  const wireHold = (row: HoldRow) => ({
    object: "payout_hold" as const,
    shop_id: row.shop_id,
    reason: seal.open(row.reason_sealed, reason_purpose),
    at: row.held_at.toISOString(),
  });
  const decision = (call: { readonly caller: Caller; readonly body: { readonly reason: string } }) => ({
    reason: call.body.reason,
    by: call.caller.account_id,
  });
  return [
    handle(routes.listAllPayouts, async ({ query: { limit, cursor, state, shop_id } }) =>
      listed(parts, await newestPayouts(db.reader, { state, shop_id }, cursorOf(cursor, "po"), limit + 1), limit),
    ),
    handle(routes.approvePayout, (call) =>
      onceFor(parts, routes.approvePayout, call, async (tx) =>
        wirePayout(seal, await decidePayout(parts, tx, call.params.payout_id, "approved", decision(call))),
      ),
    ),
    handle(routes.refusePayout, (call) =>
      onceFor(parts, routes.refusePayout, call, async (tx) =>
        wirePayout(seal, await decidePayout(parts, tx, call.params.payout_id, "refused", decision(call))),
      ),
    ),
    handle(routes.markPayout, (call) =>
      onceFor(parts, routes.markPayout, call, async (tx) =>
        wirePayout(seal, await markPayout(parts, tx, call.params.payout_id, call.body.outcome, decision(call))),
      ),
    ),
    handle(routes.createPayoutFile, (call) =>
      onceFor(parts, routes.createPayoutFile, call, async (tx) => {
        const { file_id, payouts } = await makeFile(parts, tx, decision(call));
        return { object: "payout_file_made" as const, id: file_id, payouts };
      }),
    ),
    handle(routes.getPayoutFile, async ({ params: { file_id }, caller }) =>
      db.transact(async (tx) => {
        const rows = await payoutsOfFile(tx, file_id);
        if (rows.length === 0) refuse("not_found");
        await accounts.audit(tx, [
          { account_id: caller.account_id, action: "payouts.file_read", subject_id: file_id, reason: null },
        ]);
        return {
          id: file_id,
          object: "payout_file" as const,
          lines: rows.map((row) => ({ payout: wirePayout(seal, row), ...openAccount(seal, row.account_sealed) })),
        };
      }),
    ),
    handle(routes.listHeldShops, async ({ query }) => {
      const rows = await holdsAfter(db.reader, cursorOf(query.cursor, "shop") ?? "", query.limit + 1);
      const shown = rows.slice(0, query.limit);
      const has_more = rows.length > query.limit;
      return {
        object: "list" as const,
        data: shown.map(wireHold),
        has_more,
        next_cursor: has_more ? (shown.at(-1)?.shop_id ?? null) : null,
      };
    }),
    handle(routes.holdPayouts, async (call) =>
      wireHold(await db.transact((tx) => holdPayouts(parts, tx, call.params.shop_id, decision(call)))),
    ),
    handle(routes.releasePayouts, async (call) => {
      await db.transact((tx) => releasePayouts(parts, tx, call.params.shop_id, decision(call)));
      return { object: "payout_hold_released" as const, shop_id: call.params.shop_id };
    }),
    handle(routes.returnDeposit, async (call) => {
      const { shop_id } = call.params;
      await onceFor(parts, routes.returnDeposit, call, async (tx) => {
        await returnDeposit(parts, tx, shop_id, decision(call), `${call.caller.account_id}:${keyOf(call)}`);
        return {};
      });
      const balances = (await parts.ledger.balances(db.reader, [shop_id])).get(shop_id) ?? emptyBalances;
      return wireBalance(shop_id, balances, ctx.config.currency, ctx.clock.now());
    }),
  ];
}

function bankWebhooks(parts: PayoutParts): BoundRoute {
  const { ctx, bank } = parts;
  // Webhooks of one shop are written together: its balances are locked once for all of them.
  const intake = new Intake<BankFact, { duplicate: boolean }>({
    batch_max: limits.webhook_batch_max,
    queue_max: limits.webhook_queue_per_shop_max,
    laneOf: (fact) => fact.shop_id,
    run: (shop_id, facts) => ctx.db.transact((tx) => applyBankFacts(parts, tx, shop_id, facts)),
    isShared: isDatabaseAway,
  });
  return handle(routes.receiveBankWebhook, async ({ params, body, request }) => {
    if (bank === null || params.provider !== bank.name) return refuse("webhook_unknown");
    const { duplicate } = await intake.submit(bank.parseWebhook(request.headers, body, ctx.clock.now()));
    return { object: "webhook_received" as const, duplicate };
  });
}
