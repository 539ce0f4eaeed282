import { type ComponentType, useEffect, useEffectEvent, useReducer } from "react";
import { useTranslations } from "use-intl";
import { isReachable } from "../api/connection.ts";
import { toast } from "./toast.tsx";

/**
 * A sheet whose code is downloaded when it is first asked for. Where it does not come, the page below stays as it is: a
 * word says so, and the next tap tries again. (React's own `lazy` would take the page down, and never try again.)
 */
export function lateSheet<Props extends { readonly onClose: () => void }>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let Here: ComponentType<Props> | null = null;
  return function LateSheet(props: Props) {
    const t = useTranslations("common");
    const [, drawAgain] = useReducer((times: number) => times + 1, 0);
    const giveUp = useEffectEvent((reachable: boolean) => {
      // The server answers and the file is not there: this page is of a version that is gone.
      toast(t(reachable ? "sheetGone" : "sheetCutOff"), "bad");
      props.onClose();
    });
    useEffect(() => {
      if (Here !== null) return;
      let left = false;
      load().then(
        (sheet) => {
          Here = sheet;
          if (!left) drawAgain();
        },
        async () => {
          const reachable = await isReachable();
          if (!left) giveUp(reachable);
        },
      );
      return () => {
        left = true;
      };
    }, []);
    return Here === null ? null : <Here {...props} />;
  };
}
