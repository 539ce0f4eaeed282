import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { RouteId } from "../../../contract/routes.ts";
import { type Options, useAct } from "../../api/hooks.ts";
import { Button, type ButtonKind } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.tsx";
import { ReasonConfirm } from "./reason-confirm.tsx";

interface Props<Id extends RouteId> {
  readonly route: Id;
  readonly options: (reason: string) => Options<Id>;
  /** Routes whose answers this makes old. */
  readonly refreshes: readonly RouteId[];
  readonly label: ReactNode;
  /** Names what it is done to, where several such buttons stand on a page. */
  readonly about?: string;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly kind?: ButtonKind;
  readonly onDone?: (answer: unknown) => void;
}

/** A button for something that needs a reason: asks for it, does it, and says that it is done. */
export function ReasonButton<Id extends RouteId>(props: Props<Id>) {
  const { route, options, refreshes, label, about, title, text, action, kind = "quiet", onDone } = props;
  const t = useTranslations("operator.account");
  const [asking, setAsking] = useState(false);
  const act = useAct(route, {
    refreshes,
    onDone: (answer) => {
      setAsking(false);
      toast(t("done"));
      onDone?.(answer);
    },
  });
  return (
    <>
      <Button
        size="s"
        kind={kind}
        aria-label={about === undefined ? undefined : `${action}: ${about}`}
        onClick={() => setAsking(true)}
      >
        {label}
      </Button>
      <ReasonConfirm
        open={asking}
        onClose={() => (act.reset(), setAsking(false))}
        title={title}
        text={text}
        action={action}
        busy={act.busy}
        error={act.error}
        onConfirm={(reason) => act.run(options(reason))}
      />
    </>
  );
}
