import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";

interface MarkProps {
  /** One Chinese character: 铁 the brand, 信 trust, 退 returns, 速 dispatch, 证 identity. */
  readonly char: string;
  readonly size_px?: number;
  readonly className?: string;
}

/** The red seal as a mark, without an action: for the brand. */
export function SealMark({ char, size_px = 22, className }: MarkProps) {
  return (
    <span
      aria-hidden
      className={classNames("inline-grid shrink-0 place-items-center bg-ember font-serif leading-none font-black text-white", className)}
      style={{ width: size_px, height: size_px, fontSize: size_px * 0.64, borderRadius: size_px * 0.22 }}
    >
      {char}
    </span>
  );
}

interface Props extends MarkProps {
  readonly label: string;
  /** What can be checked, and how. */
  readonly proof: ReactNode;
}

/** The seal before a promise or a score. It stands only where something can be checked; a tap shows the proof. */
export function Seal({ char, size_px = 28, label, proof }: Props) {
  const t = useTranslations("common");
  return (
    <Popover.Root>
      <Popover.Trigger aria-label={t("showProof", { name: label })} className="relative shrink-0 after:absolute after:-inset-2 after:content-['']">
        <SealMark char={char} size_px={size_px} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content sideOffset={8} collisionPadding={16} className="z-60 max-w-72 animate-pop rounded-m border border-line bg-surface p-4 text-sm text-ink shadow-lg outline-none">
          <p className="mb-1 font-semibold">{label}</p>
          <div className="text-muted">{proof}</div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
