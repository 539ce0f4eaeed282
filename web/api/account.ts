import { useQuery } from "@tanstack/react-query";
import type { Account, AccountRole } from "../../contract/accounts.ts";
import { sessionHint } from "./browser.ts";
import { call, isSignedOut, queryClient } from "./client.ts";
import { useCall } from "./hooks.ts";

/** A guest's page does not ask: the answer would be a refusal that the browser counts as an error. */
async function readAccount(signal?: AbortSignal): Promise<Account | null> {
  if (!sessionHint.given()) return null;
  try {
    return await call("getAccount", signal === undefined ? {} : { signal });
  } catch (error) {
    if (isSignedOut(error)) {
      sessionHint.forget();
      return null;
    }
    throw error;
  }
}

/** The signed-in account; null for a guest; undefined while nobody knows yet. */
export function useAccount(): Account | null | undefined {
  return useQuery({
    queryKey: ["getAccount"],
    queryFn: ({ signal }) => readAccount(signal),
    // Known at once: what only a guest sees must not push the page down a moment later.
    initialData: () => (sessionHint.given() ? undefined : null),
    staleTime: 60_000,
  }).data;
}

/** The account, from the cache if it is known. */
export function ensureAccount(): Promise<Account | null> {
  return queryClient.query({
    queryKey: ["getAccount"],
    queryFn: ({ signal }) => readAccount(signal),
    staleTime: "static",
  });
}

export function hasRole(account: Account | null | undefined, role: AccountRole): boolean {
  return account?.roles.includes(role) ?? false;
}

/** What this deployment is: its currency, time zone, whether it is a demo. It does not change while a page is open. */
export function useDeployment() {
  return useCall("getDeployment", {}, { staleTime: Number.POSITIVE_INFINITY }).data;
}
