import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Skeleton } from "./states.tsx";

interface Props {
  readonly label: ReactNode;
  /** Formatted already; undefined while it is on its way. */
  readonly value: ReactNode | undefined;
  /** What it is compared with, or made of. */
  readonly note?: ReactNode;
  readonly tone?: "plain" | "good" | "bad";
}

/** One number that a person looks for, readable at two metres. Keeps its size while it loads. */
export function StatTile({ label, value, note, tone = "plain" }: Props) {
  return (
    <div className="card grid content-start gap-1 p-4">
      <p className="text-sm text-muted">{label}</p>
      {value === undefined ? (
        <Skeleton className="my-0.5 h-7 w-24" />
      ) : (
        <p className="num text-xl font-bold tracking-[-0.01em]">{value}</p>
      )}
      {note !== undefined && (
        <p
          className={classNames(
            "num text-xs",
            tone === "good" ? "text-jade" : tone === "bad" ? "text-ember-text" : "text-muted",
          )}
        >
          {note}
        </p>
      )}
    </div>
  );
}
