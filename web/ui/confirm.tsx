import { AlertDialog } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button, type ButtonKind } from "./button.tsx";
import { useBack } from "./use-back.ts";
import { useFocusReturn } from "./use-focus-return.ts";

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly text: ReactNode;
  /** Names what happens, as a verb: "Cancel the order". */
  readonly action: string;
  /** Names what is left as it is, where "Cancel" would be taken for what is asked: "Keep the order". */
  readonly keep?: string;
  readonly kind?: ButtonKind;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  /** False where Back is what asks: the question must leave the history as Back found it. */
  readonly takesBack?: boolean;
  /** More to fill in before it can be confirmed, or an error to show. */
  readonly children?: ReactNode;
}

/** Asks before something that cannot be taken back. */
export function Confirm({
  open,
  onClose,
  title,
  text,
  action,
  keep,
  kind = "solid",
  busy = false,
  takesBack = true,
  onConfirm,
  children,
}: Props) {
  const t = useTranslations("common");
  const focus = useFocusReturn(open);
  useBack(open && takesBack, () => !busy && onClose());
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && !busy && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 animate-fade bg-black/50" />
        <AlertDialog.Content
          {...focus}
          className="fixed top-1/2 left-1/2 z-50 w-[min(400px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 animate-pop rounded-l bg-surface p-5 text-ink outline-none"
        >
          <AlertDialog.Title className="text-lg font-bold">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-2 text-muted">{text}</div>
          </AlertDialog.Description>
          {children !== undefined && <div className="mt-4 grid gap-3">{children}</div>}
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button disabled={busy}>{keep ?? t("cancel")}</Button>
            </AlertDialog.Cancel>
            <Button kind={kind} busy={busy} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
