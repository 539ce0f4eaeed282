import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import { Proof } from "./proof.tsx";

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
      className={classNames(
        "inline-grid shrink-0 place-items-center bg-ember font-serif leading-none font-black text-white",
        className,
      )}
      style={{ width: size_px, height: size_px, fontSize: size_px * 0.64, borderRadius: size_px * 0.22 }}
    >
      {char}
    </span>
  );
}

/** What each character of a promise or a score means, as a key of `common.seal`. */
const meanings = { 信: "trust", 退: "returns", 速: "dispatch", 证: "identity" } as const;

interface Props extends MarkProps {
  readonly char: keyof typeof meanings;
  readonly label: string;
  /** What can be checked, and how. */
  readonly proof: ReactNode;
}

/** The seal before a promise or a score. It stands only where something can be checked; a tap shows the proof. */
export function Seal({ char, size_px = 28, label, proof }: Props) {
  const t = useTranslations("common");
  const word = t(`seal.${meanings[char]}`);
  return (
    <Proof
      triggerClass="relative shrink-0 after:absolute after:-inset-2 after:content-['']"
      trigger={
        <span className="grid justify-items-center gap-0.5">
          <span className="sr-only">{t("showProof", { name: label })}</span>
          <SealMark char={char} size_px={size_px} />
          {/* In Chinese the word is the character itself. */}
          {word !== char && (
            <span aria-hidden className="text-[10px] leading-none font-semibold text-ember-text">
              {word}
            </span>
          )}
        </span>
      }
    >
      <p className="mb-1 flex items-center gap-2 font-semibold">
        <SealMark char={char} size_px={22} />
        {label}
      </p>
      <div className="text-muted">{proof}</div>
    </Proof>
  );
}
