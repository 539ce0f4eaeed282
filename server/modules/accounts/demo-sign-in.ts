import type { AccountRole, VerificationFields } from "../../../contract/accounts.ts";
import type { z } from "zod";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { RequestInfo } from "../../kernel/routing.ts";
import { decide, fileVerification, grantRole } from "./decide-verification.ts";
import type { Identifier } from "./identifier.ts";
import { indexOf } from "./send-code.ts";
import { openSession, welcomeAccount, type SignedInAs, type SignInDeps } from "./sign-in.ts";
import { lockName, selectCredential } from "./store.ts";
import type { VerificationKind } from "./tables.ts";
import { selectApproved } from "./verifications/store.ts";

interface DemoAccount {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly AccountRole[];
  /** Whoever goes live sells too, and whoever sells may go live: both are verified as both. */
  readonly verified: readonly VerificationKind[];
}

const demoAccounts: Readonly<Record<AccountRole, DemoAccount>> = {
  viewer: { email: "viewer@demo.laotie.invalid", name: "演示观众", roles: ["viewer"], verified: [] },
  host: {
    email: "host@demo.laotie.invalid",
    name: "演示主播",
    roles: ["viewer", "host", "merchant"],
    verified: ["host", "seller"],
  },
  merchant: {
    email: "merchant@demo.laotie.invalid",
    name: "演示商家",
    roles: ["viewer", "host", "merchant"],
    verified: ["host", "seller"],
  },
  operator: { email: "operator@demo.laotie.invalid", name: "演示运营", roles: ["viewer", "operator"], verified: [] },
};

type Papers = Omit<z.infer<typeof VerificationFields>, "kind">;

/** Made up, and saying so: each seller of the demo is somebody of their own. */
function papersOf(role: AccountRole, kind: VerificationKind): Papers {
  const place = role === "merchant" ? "陕西省宝鸡市眉县演示路" : "浙江省湖州市安吉县演示路";
  return kind === "host"
    ? {
        legal_name: role === "merchant" ? "周演示" : "满演示",
        document_kind: "identity_number",
        document_number: `DEMO-${role.toUpperCase()}-0001`,
        birth_date: "1985-05-20",
        address: `${place} 1 号`,
        contact_phone: "+86 130 0000 0001",
      }
    : {
        legal_name: role === "merchant" ? "眉县演示果业专业合作社" : "安吉演示茶器工作室",
        document_kind: "business_license",
        document_number: `DEMO-${role.toUpperCase()}-0002`,
        birth_date: null,
        address: `${place} 2 号`,
        contact_phone: role === "merchant" ? "+86 130 0000 0002" : "+86 130 0000 0003",
      };
}

/** Signs in as the demo's fixed account of that role, made (and verified) on first use. Refuses demo_off. */
export async function demoSignIn(deps: SignInDeps, role: AccountRole, request: RequestInfo): Promise<SignedInAs> {
  const { ctx } = deps;
  if (!ctx.config.demo) refuse("demo_off");
  return ctx.db.transact(async (tx) => {
    await lockName(tx, "demo");
    const { account_id, created } = await demoAccount(deps, tx, role, request);
    await verify(deps, tx, role, account_id, request);
    return { account_id, token: await openSession(deps, tx, account_id, request), created };
  });
}

async function demoAccount(
  deps: SignInDeps,
  tx: Tx,
  role: AccountRole,
  request: RequestInfo,
): Promise<{ account_id: string; created: boolean }> {
  const { ctx } = deps;
  const { email, name, roles } = demoAccounts[role];
  const identifier: Identifier = { channel: "email", value: email };
  const existing = await selectCredential(tx, "email", indexOf(ctx, identifier));
  const account_id =
    existing?.id ?? (await deps.auth.createAccount(tx, { identifier, name, locale: request.locale, roles }));
  if (existing === undefined) await welcomeAccount(ctx, tx, account_id);
  else for (const one of roles) await grantRole(deps, tx, account_id, one);
  return { account_id, created: existing === undefined };
}

/** Through the same doors as everybody's, decided by the demo's operator. */
async function verify(
  deps: SignInDeps,
  tx: Tx,
  role: AccountRole,
  account_id: string,
  request: RequestInfo,
): Promise<void> {
  const kinds = demoAccounts[role].verified;
  if (kinds.length === 0) return;
  const approved = await selectApproved(tx, [account_id], kinds, deps.ctx.clock.now());
  for (const kind of kinds.filter((one) => !approved.some((row) => row.kind === one))) {
    const { account_id: by } = await demoAccount(deps, tx, "operator", request);
    const row = await fileVerification(deps.ctx, tx, account_id, { kind, ...papersOf(role, kind) });
    await decide(deps, tx, { id: row.id, by, approved: true });
  }
}
