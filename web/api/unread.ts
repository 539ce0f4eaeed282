import { queryClient } from "./client.ts";
import { useAccount } from "./account.ts";
import { callKey, useCall, useRefresh, type Answer } from "./hooks.ts";
import { itemsOf, useChannel } from "./live.ts";

/** How many notifications the signed-in person has not read, live; 0 for guests and until it is known. */
export function useUnread(): number {
  const signedIn = (useAccount() ?? null) !== null;
  const refresh = useRefresh();
  const count = useCall("countUnread", {}, { enabled: signedIn, staleTime: 60_000 });
  useChannel(signedIn ? "account" : null, (delivery) => {
    const newest = itemsOf(delivery, "inbox").at(-1);
    if (newest === undefined) return;
    queryClient.setQueryData<Answer<"countUnread">>(callKey("countUnread", {}), {
      object: "unread_count",
      unread: newest.unread,
    });
    refresh("listNotifications");
  });
  return signedIn ? (count.data?.unread ?? 0) : 0;
}
