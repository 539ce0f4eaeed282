import type { z } from "zod";
import { accountRoutes as routes, type AuthSession, type Account } from "../../../contract/accounts.ts";
import { hostRoutes, type HostProfile } from "../../../contract/hosts.ts";
import { present } from "../../kernel/assert.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute, type RequestInfo } from "../../kernel/routing.ts";
import { setSessionCookies, tokenOf } from "./authenticate.ts";
import { devInboxOpen, type Senders } from "./choose-sender.ts";
import { auditShown, decide, fileVerification, wireVerification, type RulePort } from "./decide-verification.ts";
import { demoSignIn } from "./demo-sign-in.ts";
import { deskRoutes } from "./desk/routes.ts";
import { parseIdentifier } from "./identifier.ts";
import { apiKeyRoutesOf } from "./keep-api-key.ts";
import { readProfiles, writeProfile } from "./keep-profile.ts";
import { addAddress, readAddresses, removeAddress, replaceAddress } from "./keep-address.ts";
import type { LifePort } from "./life/life.ts";
import { lifeRoutes } from "./life/routes.ts";
import { putPersonalization } from "./life/store.ts";
import { readAccount, readPublicAccounts, type PicturePort } from "./read-account.ts";
import type { Sandbox } from "./sandbox-sender.ts";
import { sendCode } from "./send-code.ts";
import { setPassword } from "./set-password.ts";
import { signInByCode, signInByPassword, type SignedInAs, type SignInDeps } from "./sign-in.ts";
import { deleteSessions, selectSessions } from "./store.ts";
import type { AuthSessionRow, VerificationRow } from "./tables.ts";
import { selectOwnVerifications, selectVerifications } from "./verifications/store.ts";

export interface RouteDeps extends SignInDeps {
  readonly senders: Senders;
  readonly sandbox: Sandbox;
  readonly pictures: PicturePort;
  readonly life: LifePort;
  readonly rules: RulePort;
}

const whole = <T>(data: T[]) => ({ object: "list" as const, data, has_more: false, next_cursor: null });

const signed_out = { object: "signed_out" } as const;

export function createRoutes(deps: RouteDeps): BoundRoute[] {
  return [
    ...signInRoutes(deps),
    ...sessionRoutes(deps),
    ...accountRoutes(deps),
    ...addressRoutes(deps),
    ...verificationRoutes(deps),
    ...apiKeyRoutesOf(deps),
    ...lifeRoutes(deps),
    ...deskRoutes(deps),
  ];
}

function signInRoutes(deps: RouteDeps): BoundRoute[] {
  const { ctx, pictures, senders, sandbox } = deps;
  const welcome = async (signedIn: SignedInAs, request: RequestInfo) => {
    setSessionCookies(request, signedIn.token, ctx.public_url);
    const account = await readAccount(ctx, pictures, ctx.db.reader, signedIn.account_id);
    return { object: "signed_in" as const, account, token: signedIn.token, created: signedIn.created };
  };
  return [
    handle(routes.sendCode, ({ body, request }) =>
      sendCode(ctx, senders, { typed: body.identifier, address: request.address, locale: request.locale }),
    ),
    handle(routes.signIn, async ({ body, request }) =>
      welcome(
        "code" in body ? await signInByCode(deps, body, request) : await signInByPassword(deps, body, request),
        request,
      ),
    ),
    handle(routes.demoSignIn, async ({ body, request }) =>
      welcome(await demoSignIn(deps, body.role, request), request),
    ),
    handle(routes.readDevInbox, async ({ query }) => {
      if (!devInboxOpen(ctx.config)) refuse("demo_off");
      return whole(sandbox.read(query.to === undefined ? undefined : (parseIdentifier(query.to)?.value ?? query.to)));
    }),
  ];
}

function sessionRoutes({ ctx, authenticator }: RouteDeps): BoundRoute[] {
  const end = (account_id: string, id: string): Promise<void> =>
    ctx.db.transact(async (tx) => {
      if ((await deleteSessions(tx, account_id, [id])) === 0) refuse("not_found");
      await authenticator.changed(tx, account_id);
    });
  return [
    handle(routes.signOut, async ({ caller, request }) => {
      await end(caller.account_id, caller.auth_session_id);
      setSessionCookies(request, null, ctx.public_url);
      return signed_out;
    }),
    handle(routes.listAuthSessions, async ({ caller }) =>
      whole(
        (await selectSessions(ctx.db.reader, caller.account_id, ctx.clock.now())).map((row) =>
          wireSession(row, caller.auth_session_id),
        ),
      ),
    ),
    handle(routes.revokeAuthSession, async ({ caller, params, request }) => {
      await end(caller.account_id, params.id);
      if (params.id === caller.auth_session_id) setSessionCookies(request, null, ctx.public_url);
      return signed_out;
    }),
  ];
}

function wireSession(row: AuthSessionRow, current_id: string): z.infer<typeof AuthSession> {
  return {
    id: row.id,
    object: "auth_session",
    device: row.device,
    address: row.address,
    current: row.id === current_id,
    created_at: row.created_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  };
}

function accountRoutes(deps: RouteDeps): BoundRoute[] {
  const { ctx, auth, authenticator, pictures } = deps;
  const own = (account_id: string): Promise<Account> => readAccount(ctx, pictures, ctx.db.reader, account_id);
  const profile = async (account_id: string): Promise<HostProfile> =>
    present(
      (await readProfiles(pictures, ctx.db.reader, [account_id])).get(account_id),
      "everybody asked for has a profile, if an empty one",
    );
  return [
    handle(routes.getAccount, async ({ caller, request }) => {
      // The session slides on while it is used, so the browser's cookie must too.
      const carried = tokenOf(request.headers);
      if (carried?.from === "cookie") setSessionCookies(request, carried.token, ctx.public_url);
      return own(caller.account_id);
    }),
    handle(routes.updateAccount, async ({ caller, body }) => {
      const picture = body.avatar_picture_id;
      if (
        typeof picture === "string" &&
        pictures.ownPictures !== undefined &&
        !(await pictures.ownPictures(ctx.db.reader, caller.account_id, [picture])).has(picture)
      ) {
        refuse("invalid_param", { param: "avatar_picture_id", details: { detail: "avatar_picture_id" } });
      }
      const changes = {
        ...(body.name === undefined ? {} : { name: body.name }),
        ...(body.locale === undefined ? {} : { locale: body.locale }),
        ...(picture === undefined ? {} : { image: picture }),
      };
      const { personalization } = body;
      if (personalization !== undefined)
        await ctx.db.transact(async (tx) => {
          await putPersonalization(tx, caller.account_id, personalization, ctx.clock.now());
          if (!personalization)
            await ctx.outbox.emit(tx, [{ type: "account.personalization_declined", account_id: caller.account_id }]);
        });
      if (Object.keys(changes).length > 0) {
        await ctx.db.transact(async (tx) => {
          await auth.updateAccount(tx, caller.account_id, changes);
          await authenticator.changed(tx, caller.account_id);
          if (caller.roles.has("host"))
            await ctx.outbox.emit(tx, [{ type: "host.changed", account_id: caller.account_id }]);
        });
      }
      return own(caller.account_id);
    }),
    handle(hostRoutes.getHostProfile, async ({ caller }) => profile(caller.account_id)),
    handle(hostRoutes.updateHostProfile, async ({ caller, body }) => {
      await writeProfile(ctx, pictures, caller.account_id, body);
      return profile(caller.account_id);
    }),
    handle(routes.setPassword, async ({ caller, body }) => {
      await setPassword(deps, caller, body);
      return own(caller.account_id);
    }),
  ];
}

function addressRoutes({ ctx }: RouteDeps): BoundRoute[] {
  return [
    handle(routes.listAddresses, async ({ caller }) =>
      whole(await readAddresses(ctx, ctx.db.reader, caller.account_id)),
    ),
    handle(routes.createAddress, ({ caller, body }) =>
      ctx.db.transact((tx) => addAddress(ctx, tx, caller.account_id, body)),
    ),
    handle(routes.updateAddress, ({ caller, params, body }) =>
      ctx.db.transact((tx) => replaceAddress(ctx, tx, caller.account_id, params.id, body)),
    ),
    handle(routes.deleteAddress, async ({ caller, params }) => {
      await ctx.db.transact((tx) => removeAddress(tx, caller.account_id, params.id));
      return { object: "deleted" as const, id: params.id };
    }),
  ];
}

function verificationRoutes(deps: RouteDeps): BoundRoute[] {
  const { ctx, pictures } = deps;
  const wire = async (rows: readonly VerificationRow[], view: "whole" | "masked") => {
    const people = await readPublicAccounts(ctx, pictures, ctx.db.reader, [
      ...new Set(rows.map((row) => row.account_id)),
    ]);
    return rows.map((row) =>
      wireVerification(ctx, row, present(people.get(row.account_id), "a verification has an account"), view),
    );
  };
  const one = async (row: VerificationRow, view: "whole" | "masked") =>
    present((await wire([row], view))[0], "one in, one out");
  return [
    handle(routes.createVerification, async ({ caller, body }) =>
      one(await ctx.db.transact((tx) => fileVerification(ctx, tx, caller.account_id, body, deps.rules)), "masked"),
    ),
    handle(routes.listMyVerifications, async ({ caller }) =>
      whole(
        await wire(
          await selectOwnVerifications(ctx.db.reader, caller.account_id, limits.verifications_listed_max),
          "masked",
        ),
      ),
    ),
    handle(routes.listVerifications, async ({ caller, query }) => {
      const rows = await selectVerifications(ctx.db.reader, {
        state: query.state ?? null,
        at: ctx.clock.now(),
        before: query.cursor ?? null,
        limit: query.limit + 1,
      });
      const page = rows.slice(0, query.limit);
      await ctx.db.transact((tx) => auditShown(ctx, tx, caller.account_id, page));
      const has_more = rows.length > page.length;
      return {
        object: "list" as const,
        data: await wire(page, "whole"),
        has_more,
        next_cursor: has_more ? (page.at(-1)?.id ?? null) : null,
      };
    }),
    handle(routes.approveVerification, async ({ caller, params }) =>
      one(
        await ctx.db.transact((tx) => decide(deps, tx, { id: params.id, by: caller.account_id, approved: true })),
        "whole",
      ),
    ),
    handle(routes.rejectVerification, async ({ caller, params, body }) =>
      one(
        await ctx.db.transact((tx) =>
          decide(deps, tx, { id: params.id, by: caller.account_id, approved: false, reason: body.reason }),
        ),
        "whole",
      ),
    ),
  ];
}
