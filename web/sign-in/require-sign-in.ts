import type { Account } from "../../contract/accounts.ts";
import { ensureAccount } from "../api/account.ts";
import { freshKey, memory, sessionHint } from "../api/browser.ts";
import { call, queryClient } from "../api/client.ts";
import { createStore } from "../api/store.ts";
import { locale } from "../text/locale.ts";

/** Why somebody is asked to sign in; the sheet says so. */
export type SignInReason = "plain" | "chat" | "buy";

interface Asking {
  readonly reason: SignInReason;
  readonly answer: (account: Account | null) => void;
}

/** The question on screen, if any. */
export const asking = createStore<Asking | null>(null);

type Listener = () => void;
const identityListeners = new Set<Listener>();
/** Called whenever somebody signed in or out on this page: whatever holds a connection opens it again. */
export function onIdentityChange(listener: Listener): () => void {
  identityListeners.add(listener);
  return () => identityListeners.delete(listener);
}

/**
 * The signed-in account. A guest is asked by a sheet over whatever is on screen, so nobody loses their place; null if
 * they close it. `const account = await requireSignIn("buy"); if (account === null) return;`
 */
export async function requireSignIn(reason: SignInReason = "plain"): Promise<Account | null> {
  const known = await ensureAccount().catch(() => null);
  if (known !== null) return known;
  asking.get()?.answer(null);
  return new Promise((resolve) => {
    asking.set({
      reason,
      answer: (account) => {
        asking.set(null);
        resolve(account);
      },
    });
  });
}

/** After signing in: everything read as a guest is read again. The language on screen stays, and the account learns it. */
export function signedIn(account: Account): void {
  queryClient.setQueryData(["getAccount"], account);
  if (account.locale !== locale.get()) void teachLocale();
  void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "getAccount" });
  tellOtherTabs();
  for (const listener of identityListeners) listener();
  asking.get()?.answer(account);
}

/** What the account is written in (messages, receipts). Not worth a word if it fails: the next sign-in tries again. */
async function teachLocale(): Promise<void> {
  const taught = await call("updateAccount", { body: { locale: locale.get() } }).catch(() => null);
  // Somebody may have signed out, or in as another, meanwhile.
  queryClient.setQueryData<Account | null>(["getAccount"], (known) => (taught?.id === known?.id ? taught : known));
}

/** After signing out: nothing private stays in memory. */
export function signedOut(): void {
  forgetPrivate();
  tellOtherTabs();
}

function forgetPrivate(): void {
  queryClient.removeQueries({
    predicate: ({ queryKey }) => queryKey[0] !== "getDeployment" && queryKey[0] !== "getAccount",
  });
  queryClient.setQueryData(["getAccount"], null);
  for (const listener of identityListeners) listener();
}

/** Changes whenever somebody signed in or out on this device. Its value says nothing. */
const identity = "identity";
const tellOtherTabs = (): void => memory.write(identity, freshKey());

/** All tabs share one session: one that went on showing whoever was here before would act as somebody else. */
if (typeof document !== "undefined")
  addEventListener("storage", ({ key }) => {
    if (key !== `laotie.${identity}`) return;
    forgetPrivate();
    if (sessionHint.given()) void queryClient.resetQueries({ queryKey: ["getAccount"] });
  });
