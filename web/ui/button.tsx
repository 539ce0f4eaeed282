import type { ButtonHTMLAttributes, ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** buy: the one ember action of a view. solid: the main action elsewhere. quiet: the others. plain: text only. danger: ends something. */
export type ButtonKind = "buy" | "solid" | "quiet" | "plain" | "danger";

const kinds: Record<ButtonKind, string> = {
  buy: "bg-ember-fill text-white hover:brightness-110",
  solid: "bg-ink text-paper hover:opacity-90",
  quiet: "bg-wash text-ink hover:brightness-97 dark:hover:brightness-125",
  plain: "text-ink hover:bg-wash",
  danger: "border border-ember-text text-ember-text hover:bg-wash",
};
const sizes = {
  s: "min-h-9 rounded-s px-3 text-sm",
  m: "min-h-11 rounded-m px-4 text-base",
  l: "min-h-13 rounded-m px-5 text-md",
};

export function buttonClass(kind: ButtonKind, size: keyof typeof sizes = "m", wide = false): string {
  return classNames(
    "inline-flex items-center justify-center gap-2 font-semibold select-none transition duration-150 ease-house active:scale-[0.98]",
    "disabled:opacity-55 disabled:active:scale-100 aria-disabled:opacity-55",
    kinds[kind],
    sizes[size],
    wide && "w-full",
  );
}

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: ButtonKind;
  readonly size?: keyof typeof sizes;
  readonly wide?: boolean;
  readonly type?: "button" | "submit";
  /** Disabled while something runs; says so to screen readers. */
  readonly busy?: boolean;
  readonly icon?: ReactNode;
}

export function Button({
  kind = "quiet",
  size = "m",
  wide = false,
  busy = false,
  icon,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: Props) {
  return (
    <button
      {...rest}
      type={type === "submit" ? "submit" : "button"}
      disabled={disabled === true || busy}
      aria-busy={busy}
      className={classNames(buttonClass(kind, size, wide), className)}
    >
      {busy ? <Dots /> : icon}
      {children}
    </button>
  );
}

/** Three calm dots while waiting; no spinner. */
function Dots() {
  return (
    <span aria-hidden className="inline-flex gap-0.5">
      {[0, 150, 300].map((delay_ms) => (
        <span
          key={delay_ms}
          className="size-1 animate-pulse rounded-full bg-current"
          style={{ animationDelay: `${delay_ms}ms` }}
        />
      ))}
    </span>
  );
}
