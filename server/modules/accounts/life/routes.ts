import { trainingAnswers, trainingQuestions, trainingVersion, legalVersions } from "../../../../contract/law.ts";
import { lifeRoutes as routes } from "../../../../contract/life.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../../kernel/routing.ts";
import { readAccount } from "../read-account.ts";
import type { RouteDeps } from "../routes.ts";
import { askForDeletion, keepAccount, readDeletion } from "./delete-account.ts";
import { askForExport, readExport } from "./export-account.ts";
import { trainedUntil, wireExport } from "./life.ts";
import { proveSelf, sendProofCode } from "./prove-self.ts";
import { insertConsents, insertTraining, selectConsents, selectExports } from "./store.ts";

const whole = <T>(data: T[]) => ({ object: "list" as const, data, has_more: false, next_cursor: null });

/** Consents, training, showing again who one is, export and deletion: each about the caller alone. */
export function lifeRoutes(deps: RouteDeps): BoundRoute[] {
  return [...consentRoutes(deps), ...proofRoutes(deps), ...endRoutes(deps)];
}

function consentRoutes({ ctx, pictures }: RouteDeps): BoundRoute[] {
  const own = (account_id: string) => readAccount(ctx, pictures, ctx.db.reader, account_id);
  return [
    handle(routes.listConsents, async ({ caller }) =>
      whole(
        (await selectConsents(ctx.db.reader, caller.account_id)).map(({ document, version, at }) => ({
          object: "consent" as const,
          document,
          version,
          current: version === legalVersions[document],
          at: at.toISOString(),
        })),
      ),
    ),
    handle(routes.giveConsent, async ({ caller, body }) => {
      if (body.version !== legalVersions[body.document]) refuse("consent_version", { param: "version" });
      const row = { account_id: caller.account_id, ...body, at: ctx.clock.now() };
      await ctx.db.transact((tx) => insertConsents(tx, [row]));
      return own(caller.account_id);
    }),
    handle(routes.acknowledgeTraining, async ({ caller, body }) => {
      if (body.version !== trainingVersion) refuse("training_version", { param: "version" });
      const wrong = trainingQuestions.filter((one) => body.answers[one] !== trainingAnswers[one]);
      if (wrong.length > 0) refuse("training_answers", { param: "answers", details: { wrong: wrong.join(" ") } });
      const at = ctx.clock.now();
      await ctx.db.transact((tx) =>
        insertTraining(tx, {
          account_id: caller.account_id,
          version: body.version,
          acknowledged_at: at,
          valid_until: trainedUntil(at),
        }),
      );
      return own(caller.account_id);
    }),
  ];
}

function proofRoutes({ ctx, senders }: RouteDeps): BoundRoute[] {
  return [
    handle(routes.sendProofCode, ({ caller, request }) => sendProofCode(ctx, senders, caller, request)),
    handle(routes.proveSelf, async ({ caller, body }) => ({
      object: "proof" as const,
      valid_until: (await proveSelf(ctx, caller, body)).toISOString(),
    })),
  ];
}

function endRoutes(deps: RouteDeps): BoundRoute[] {
  const { ctx } = deps;
  return [
    handle(routes.createAccountExport, async ({ caller }) =>
      wireExport(await askForExport(ctx, caller), ctx.clock.now()),
    ),
    handle(routes.listAccountExports, async ({ caller }) =>
      whole(
        (await selectExports(ctx.db.reader, caller.account_id, limits.list_limit_default)).map((row) =>
          wireExport(row, ctx.clock.now()),
        ),
      ),
    ),
    handle(routes.getAccountExportContent, ({ caller, params }) => readExport(ctx, caller, params.id)),
    handle(routes.getAccountDeletion, ({ caller }) => readDeletion(deps, caller.account_id)),
    handle(routes.requestAccountDeletion, ({ caller }) => askForDeletion(deps, caller)),
    handle(routes.cancelAccountDeletion, ({ caller }) => keepAccount(deps, caller.account_id)),
  ];
}
