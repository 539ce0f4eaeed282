import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

interface Props {
  /** What is tapped. */
  readonly trigger: ReactNode;
  readonly triggerClass: string;
  /** Names the trigger where its content does not. */
  readonly label?: string;
  readonly children: ReactNode;
}

/**
 * A tap on something shows what it rests on: a small card in the top layer, closed by a tap elsewhere or Escape. The
 * browser's own popover, so it works inside a sheet and costs nothing to download.
 */
export function Proof({ trigger, triggerClass, label, children }: Props) {
  const id = useId();
  return (
    <>
      <button type="button" popoverTarget={id} aria-label={label} className={triggerClass}>
        {trigger}
      </button>
      <div
        id={id}
        popover="auto"
        className={classNames(
          "m-auto w-[min(340px,calc(100vw-40px))] rounded-m border border-line bg-surface p-4 text-left text-sm leading-normal font-normal whitespace-normal text-ink shadow-lg",
          "open:animate-pop backdrop:bg-black/30",
        )}
      >
        {children}
      </div>
    </>
  );
}
