import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** live: on air. good: done, kept. soon: waits for somebody. bad: refused, gone wrong. quiet: over, or not begun. */
export type Tone = "live" | "good" | "soon" | "bad" | "quiet";

const tones: Record<Tone, string> = {
  live: "bg-ember-fill text-white",
  good: "bg-jade/10 text-jade",
  soon: "bg-amber/12 text-amber-text",
  bad: "bg-ember/10 text-ember-text",
  quiet: "bg-wash text-muted",
};

export function StateBadge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1 rounded-s px-2 py-0.5 text-xs font-semibold whitespace-nowrap",
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
