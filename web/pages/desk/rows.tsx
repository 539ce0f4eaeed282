import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Pages } from "../../api/hooks.ts";
import { More } from "../../ui/more.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { RowsSkeleton } from "../work/guard.tsx";

/** A list of the desk in each of its states: coming, failed, empty, rows. */
export function Rows<T>({
  pages,
  keyOf,
  empty,
  children,
}: {
  readonly pages: Pages<T>;
  readonly keyOf: (item: T) => string;
  readonly empty: ReactNode;
  readonly children: (item: T) => ReactNode;
}) {
  if (pages.error !== null && pages.items === undefined)
    return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.items === undefined) return <RowsSkeleton rows={8} />;
  return (
    <>
      {pages.items.length === 0 ? (
        empty
      ) : (
        <ul className="card divide-y divide-line overflow-hidden">
          {pages.items.map((item) => (
            <li key={keyOf(item)}>{children(item)}</li>
          ))}
        </ul>
      )}
      <More pages={pages} />
    </>
  );
}

const row =
  "grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 px-4 py-2.5 text-left hover:bg-wash focus-visible:-outline-offset-2";

/** A row that leads to a page of its own; what stands in it is its name. */
export function RowLink({
  to,
  columns,
  children,
}: {
  readonly to: string;
  readonly columns: string;
  readonly children: ReactNode;
}) {
  return (
    <Link to={to} data-row className={`${row} ${columns}`}>
      {children}
    </Link>
  );
}

/** An id, short; the whole is in its title and can be copied. */
export function ShortId({ id }: { readonly id: string }) {
  return (
    <span title={id} className="font-mono text-xs text-muted select-all">
      {id}
    </span>
  );
}
