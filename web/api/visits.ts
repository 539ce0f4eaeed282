import { useEffect } from "react";
import { visitPageOf } from "../../contract/visits.ts";
import { useDeployment } from "./account.ts";
import { asksNotToBeCounted } from "./browser.ts";
import { call } from "./client.ts";

/** Where the deployment counts pages opened, tells the kind of this one, and nothing else. Not worth a word if it fails. */
export function useCountVisit(path: string): void {
  const counting = useDeployment()?.analytics === true;
  useEffect(() => {
    const page = visitPageOf(path);
    if (!counting || page === null || asksNotToBeCounted()) return;
    void call("countVisit", { body: { page } }).catch(() => undefined);
  }, [counting, path]);
}
