import { AsyncLocalStorage } from "node:async_hooks";
import { betterAuth } from "better-auth/minimal";
import type { AccountRole } from "../../../contract/accounts.ts";
import type { Locale } from "../../../contract/errors.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { randomText } from "../../kernel/random.ts";
import { createAuthAdapter } from "./auth-adapter.ts";
import { deviceOf, maskAddress } from "./device.ts";
import type { Identifier } from "./identifier.ts";
import { hashPassword, verifyPassword } from "./password.ts";

const idPrefixes = { user: "acct", session: "authsess", account: "cred" } as const;
export const token_chars = 40;

export interface NewAccount {
  readonly identifier: Identifier;
  readonly name: string;
  readonly locale: Locale;
  readonly roles: readonly AccountRole[];
}

/** The part of better-auth we call: users, credentials and sessions, each in the caller's transaction. */
export interface Auth {
  createAccount(tx: Tx, account: NewAccount): Promise<string>;
  updateAccount(
    tx: Tx,
    account_id: string,
    changes: { name?: string; locale?: Locale; image?: string | null },
  ): Promise<void>;
  /** The token is known only here; what is stored is its fingerprint. */
  createSession(
    tx: Tx,
    account_id: string,
    from: { address: string; user_agent: string },
  ): Promise<{ id: string; token: string }>;
  setPassword(tx: Tx, account_id: string, passwordHash: string): Promise<void>;
  /** better-auth's own storage interface, for its plugins and for tests. */
  adapter(): Promise<AuthContext["adapter"]>;
}
type AuthContext = Awaited<ReturnType<typeof startBetterAuth>["$context"]>;

/**
 * better-auth on our tables (docs/decisions/0008-better-auth-below-our-own-routes.md). Its HTTP handler stays unused: our routes call
 * it. It joins the transaction it is called in.
 */
export function createAuth(ctx: Context): Auth {
  const current = new AsyncLocalStorage<Tx>();
  const auth = startBetterAuth(ctx, current);
  const inside = async <T>(tx: Tx, act: (context: AuthContext) => Promise<T>): Promise<T> => {
    const context = await auth.$context;
    return current.run(tx, () => act(context));
  };
  return {
    createAccount: (tx, account) =>
      inside(tx, async ({ internalAdapter }) => {
        const { channel, value } = account.identifier;
        const proven =
          channel === "email"
            ? { email: value, emailVerified: true, phoneNumberVerified: false }
            : { phoneNumber: value, phoneNumberVerified: true, emailVerified: false };
        const user = { ...proven, name: account.name, locale: account.locale, roles: [...account.roles] };
        // better-auth's type wants an e-mail address of everybody; its code, our adapter and our table do not.
        return present(
          await internalAdapter.createUser(user as typeof user & { email: string }, { method: "admin" }),
          "a new account",
        ).id;
      }),
    updateAccount: (tx, account_id, changes) =>
      inside(tx, async ({ internalAdapter }) => {
        await internalAdapter.updateUser(account_id, changes);
      }),
    createSession: (tx, account_id, from) =>
      inside(tx, async ({ internalAdapter }) => {
        const token = randomText(ctx.random, token_chars);
        const expiresAt = new Date(ctx.clock.nowMs() + limits.session_ttl_ms);
        const session = await internalAdapter.createSession(
          account_id,
          false,
          { token, expiresAt, userAgent: deviceOf(from.user_agent), ipAddress: maskAddress(from.address) },
          true,
        );
        return { id: session.id, token };
      }),
    setPassword: (tx, account_id, passwordHash) =>
      inside(tx, async ({ internalAdapter }) => {
        const before = await internalAdapter.findCredentialAccount(account_id);
        if (before === null)
          await internalAdapter.createAccount({
            userId: account_id,
            providerId: "credential",
            accountId: account_id,
            password: passwordHash,
          });
        else await internalAdapter.updatePassword(account_id, passwordHash);
      }),
    adapter: async () => (await auth.$context).adapter,
  };
}

function startBetterAuth(ctx: Context, current: AsyncLocalStorage<Tx>) {
  const within = <T>(fn: () => Promise<T>): Promise<T> =>
    current.getStore() === undefined ? ctx.db.transact((tx) => current.run(tx, fn)) : fn();
  return betterAuth({
    appName: "Laotie",
    baseURL: ctx.public_url,
    secret: ctx.seal.derive("better-auth"),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    database: createAuthAdapter({
      seal: ctx.seal,
      clock: ctx.clock,
      db: () => current.getStore() ?? ctx.db.reader,
      within,
    }),
    // Its messages may carry what it was called with, so only the fact is logged.
    logger: { level: "warn", log: (level) => ctx.log.warn({ level }, "better-auth had something to say") },
    advanced: {
      database: {
        generateId: ({ model }) => newId(ctx, present(idPrefixes[model as keyof typeof idPrefixes], "a model we keep")),
        validateSchema: false,
      },
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: limits.password_chars_min,
      maxPasswordLength: limits.password_chars_max,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    session: { expiresIn: limits.session_ttl_ms / 1000, updateAge: limits.session_touch_ms / 1000 },
    user: {
      additionalFields: {
        phoneNumber: { type: "string", required: false, unique: true, input: false },
        phoneNumberVerified: { type: "boolean", required: false, input: false },
        locale: { type: "string", required: true, input: false },
        roles: { type: "string[]", required: true, input: false },
      },
    },
  });
}
