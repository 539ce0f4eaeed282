import { idOf } from "../../../../contract/ids.ts";
import { operatorRoutes as routes } from "../../../../contract/operator.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../../kernel/routing.ts";
import { purposes } from "../sealed-columns.ts";
import {
  fileOf,
  noteAccount,
  peopleOf,
  readFile,
  revealAccount,
  searchAccounts,
  type ReadDeps,
} from "./read-accounts.ts";
import { accountsOfVerifications } from "../verifications/store.ts";
import { selectAudit } from "./store.ts";
import { liftSuspension, setOperator, signOutAccount, suspendAccount, type DeskDeps } from "./suspend-account.ts";

const isAccount = (id: string): boolean => id.startsWith("acct_");

const auditId = idOf("audit");

/** The operator's desk: accounts and the audit log. */
export function deskRoutes(deps: DeskDeps & ReadDeps): BoundRoute[] {
  const { ctx, pictures } = deps;
  return [
    handle(routes.searchAccounts, ({ query, caller }) => searchAccounts(deps, caller.account_id, query)),
    handle(routes.getAccountFile, ({ params, caller }) => readFile(deps, caller.account_id, params.account_id)),
    handle(routes.revealAccount, ({ params, body, caller }) =>
      revealAccount(deps, { ...params, ...body, by: caller.account_id }),
    ),
    handle(routes.suspendAccount, async ({ params, body, caller }) => {
      await suspendAccount(deps, { ...params, ...body, by: caller.account_id });
      return fileOf(deps, params.account_id);
    }),
    handle(routes.liftSuspension, async ({ params, body, caller }) => {
      await liftSuspension(deps, { ...params, ...body, by: caller.account_id });
      return fileOf(deps, params.account_id);
    }),
    handle(routes.signOutAccount, async ({ params, body, caller }) => {
      await signOutAccount(deps, { ...params, ...body, by: caller.account_id });
      return fileOf(deps, params.account_id);
    }),
    handle(routes.setOperator, async ({ params, body, caller }) => {
      await setOperator(deps, { ...params, ...body, by: caller.account_id });
      return fileOf(deps, params.account_id);
    }),
    handle(routes.noteAccount, async ({ params, body, caller }) => {
      await noteAccount(deps, { ...params, ...body, by: caller.account_id });
      return fileOf(deps, params.account_id);
    }),
    handle(routes.listAudit, async ({ query }) => {
      const before = query.cursor ?? null;
      if (before !== null && !auditId.safeParse(before).success)
        refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
      const instant = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));
      const rows = await selectAudit(ctx.db.reader, {
        by: query.by ?? null,
        action: query.action ?? null,
        subject_id: query.subject_id ?? null,
        from: instant(query.from),
        until: instant(query.until),
        before,
        limit: query.limit + 1,
      });
      const page = rows.slice(0, query.limit);
      const verified = await accountsOfVerifications(
        ctx.db.reader,
        page.map((row) => row.subject_id).filter((id) => id.startsWith("ver_")),
      );
      /** Whom it was about, where it was about somebody. */
      const whomOf = (id: string): string | undefined => (isAccount(id) ? id : verified.get(id));
      const people = await peopleOf(ctx, pictures, ctx.db.reader, [
        ...new Set(page.flatMap((row) => [row.account_id, whomOf(row.subject_id) ?? row.account_id])),
      ]);
      const nameOf = (id: string | undefined) => (id === undefined ? null : people(id).name);
      const has_more = rows.length > page.length;
      return {
        object: "list" as const,
        data: page.map((row) => ({
          id: row.id,
          object: "audit_entry" as const,
          by: people(row.account_id),
          action: row.action,
          subject_id: row.subject_id,
          subject_name: nameOf(whomOf(row.subject_id)),
          reason: row.reason_sealed === null ? null : ctx.seal.open(row.reason_sealed, purposes.reason),
          at: row.at.toISOString(),
        })),
        has_more,
        next_cursor: has_more ? (page.at(-1)?.id ?? null) : null,
      };
    }),
  ];
}
