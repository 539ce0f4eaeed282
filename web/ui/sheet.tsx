import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type PointerEvent, type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import { useBack } from "./use-back.ts";
import { useFocusReturn } from "./use-focus-return.ts";

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Shown to screen readers only; for sheets whose content speaks for itself. */
  readonly titleHidden?: boolean;
  readonly children: ReactNode;
  /** Stays in sight below the scrolling content: the one button. */
  readonly footer?: ReactNode;
  readonly wide?: boolean;
}

/**
 * Rises from below on a phone, where a thumb can throw it away; a centred dialog on a desktop. Back closes it. Keeps the focus
 * inside and gives it back to where it came from.
 */
export function Sheet({ open, onClose, title, titleHidden = false, children, footer, wide = false }: Props) {
  const t = useTranslations("common");
  const throwing = useThrow(onClose);
  const focus = useFocusReturn(open);
  useBack(open, onClose);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 animate-fade bg-black/50" />
        <Dialog.Content
          aria-describedby={undefined}
          // Escape closes a proof that lies on the sheet before it closes the sheet.
          onEscapeKeyDown={(event) => {
            const proof = document.querySelector<HTMLElement>(":popover-open");
            if (proof === null) return;
            event.preventDefault();
            proof.hidePopover();
          }}
          {...focus}
          {...throwing.content}
          className={classNames(
            "fixed z-50 flex flex-col bg-surface text-ink outline-none",
            "inset-x-0 bottom-0 max-h-[88dvh] animate-rise rounded-t-l pb-[env(safe-area-inset-bottom)]",
            "sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:max-h-[86dvh] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:animate-pop sm:rounded-l sm:pb-0",
            wide ? "sm:w-[720px]" : "sm:w-[460px]",
          )}
        >
          <div {...throwing.handle} className="touch-none px-5 pt-2.5 sm:pt-5">
            <div aria-hidden className="mx-auto mb-3 h-1 w-9 rounded-full bg-line sm:hidden" />
            <div
              className={classNames(
                "flex items-start justify-between gap-3",
                titleHidden ? "absolute top-3 right-3 z-10" : "pb-3",
              )}
            >
              <Dialog.Title className={titleHidden ? "sr-only" : "text-lg font-bold"}>{title}</Dialog.Title>
              <Dialog.Close
                aria-label={t("close")}
                className="-mt-1 -mr-2 grid size-10 shrink-0 place-items-center rounded-full text-muted hover:bg-wash"
              >
                <X size={20} aria-hidden />
              </Dialog.Close>
            </div>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pt-1 pb-5">{children}</div>
          {footer !== undefined && <div className="border-t border-line px-5 py-3">{footer}</div>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Pulling the handle down moves the sheet; past a third of it, or fast enough, it is thrown away. */
function useThrow(onThrown: () => void) {
  const from = useRef<{ y: number; at: number } | null>(null);
  const [pulled_px, setPulled] = useState(0);
  const end = (event: PointerEvent<HTMLElement>) => {
    if (from.current === null) return;
    const distance_px = event.clientY - from.current.y;
    const speed = distance_px / Math.max(1, event.timeStamp - from.current.at);
    from.current = null;
    setPulled(0);
    if (distance_px > 140 || (distance_px > 30 && speed > 0.5)) onThrown();
  };
  return {
    content: { style: pulled_px > 0 ? { transform: `translateY(${pulled_px}px)` } : {} },
    handle: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.pointerType === "mouse" || (event.target as HTMLElement).closest("button") !== null) return;
        from.current = { y: event.clientY, at: event.timeStamp };
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (from.current !== null) setPulled(Math.max(0, event.clientY - from.current.y));
      },
      onPointerUp: end,
      onPointerCancel: end,
    },
  };
}
