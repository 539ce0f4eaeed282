import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AftersaleAction } from "../../../contract/aftersale-words.ts";
import type { Aftersale } from "../../../contract/aftersales.ts";
import { ApiError } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { toast } from "../../ui/toast.tsx";
import { ActSheet, type ActName } from "./act-sheet.tsx";

/** The one that moves things on stands first, in the buyer's and the seller's interest alike. */
const main: readonly AftersaleAction[] = [
  "agree",
  "accept",
  "send_back",
  "send_exchange",
  "receive",
  "confirm_exchange",
  "rule_for_buyer",
  "dispute",
  "give_evidence",
  "execute",
  "pay_again",
];

interface Props {
  readonly aftersale: Aftersale;
  readonly act: {
    readonly busy: boolean;
    readonly error: Error | null;
    readonly reset: () => void;
  };
  readonly onSend: (body: Readonly<Record<string, unknown>>) => void;
}

/** Two of them at once: whoever came second is told, and sees how it stands instead of a form about what it was. */
export function useWhenOld(read: () => void): (error: Error) => void {
  const t = useTranslations("aftersale");
  return (error) => {
    if (!(error instanceof ApiError) || error.error.code !== "version_conflict") return;
    toast(t("changedMeanwhile"), "bad");
    read();
  };
}

/** What the viewer may do now, each with its sheet. A new version is drawn anew (`key`), so that a sheet closes with what it was about. */
export function ActButtons({ aftersale, act, onSend }: Props) {
  const t = useTranslations("aftersale");
  const [open, setOpen] = useState<AftersaleAction | null>(null);
  const first = main.find((action) => aftersale.actions.includes(action));
  const close = () => {
    setOpen(null);
    act.reset();
  };
  if (aftersale.actions.length === 0) return null;
  const sorted = aftersale.actions.toSorted((a, b) => Number(b === first) - Number(a === first));
  return (
    <div className="mt-4 flex flex-wrap gap-2">
      {sorted.map((action) => (
        <Button
          key={action}
          kind={action === first ? "solid" : "quiet"}
          className={classNames("whitespace-nowrap", action === first && "grow sm:grow-0")}
          onClick={() => setOpen(action)}
        >
          {t(`acts.${action as ActName}`)}
        </Button>
      ))}
      {open !== null && (
        <ActSheet
          key={open}
          aftersale={aftersale}
          action={open}
          busy={act.busy}
          error={act.error}
          onClose={close}
          onSend={onSend}
        />
      )}
    </div>
  );
}
