import { useEffect } from "react";
import { useAccount } from "../../api/account.ts";
import { call } from "../../api/client.ts";

/**
 * Notes that the signed-in person looks at this room or product; the server keeps nothing where they do not want it. Not
 * worth a word if it fails: nothing on the page depends on it.
 */
export function useRemember(subject_id: string | undefined): void {
  const account = useAccount();
  const account_id = account?.id;
  useEffect(() => {
    if (account_id === undefined || subject_id === undefined) return;
    void call("rememberSeen", { params: { subject_id } }).catch(() => undefined);
  }, [account_id, subject_id]);
}
