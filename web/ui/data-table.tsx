/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/control-has-associated-label, jsx-a11y/no-interactive-element-to-noninteractive-role -- laid out as blocks, a table loses its roles unless they are written out */
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Skeleton } from "./states.tsx";

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** number: right, in tabular figures. lead: what the row is called; the head of its card on a phone. */
  readonly kind?: "text" | "number" | "lead";
}

interface Props<Row> {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** undefined while loading. */
  readonly rows: readonly Row[] | undefined;
  readonly keyOf: (row: Row) => string;
  /** Buttons of a row, at its end. */
  readonly actions?: (row: Row) => ReactNode;
  /** Shown where there are no rows. */
  readonly empty?: ReactNode;
}

const skeletons = 5;

/**
 * A table on a desktop; on a phone each row is a card, its columns name and value one below the other. One markup for both:
 * the roles are written out, because a table that is laid out as a grid stops being one for screen readers.
 */
export function DataTable<Row>({ label, columns, rows, keyOf, actions, empty }: Props<Row>) {
  if (rows?.length === 0) return <>{empty}</>;
  return (
    <div className="md:card md:overflow-x-auto">
      <table role="table" aria-label={label} aria-busy={rows === undefined} className="w-full max-md:block">
        <thead role="rowgroup" className="max-md:sr-only">
          <tr role="row" className="border-b border-line text-left text-xs text-muted">
            {columns.map((column) => (
              <th
                key={column.id}
                role="columnheader"
                scope="col"
                className={classNames(
                  "px-4 py-3 font-semibold whitespace-nowrap",
                  column.kind === "number" && "text-right",
                )}
              >
                {column.title}
              </th>
            ))}
            {actions !== undefined && <Nothing />}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-md:grid max-md:gap-3 md:divide-y md:divide-line">
          {rows === undefined
            ? Array.from({ length: skeletons }, (_, index) => (
                <tr key={index} role="row" className="max-md:card max-md:block max-md:p-4">
                  {columns.map((column) => (
                    <td key={column.id} role="cell" className="max-md:block max-md:py-1.5 md:px-4 md:py-3.5">
                      <Skeleton className={column.kind === "lead" ? "h-5 w-40" : "h-5 w-16"} />
                    </td>
                  ))}
                  {actions !== undefined && <Nothing />}
                </tr>
              ))
            : rows.map((row) => (
                <tr key={keyOf(row)} role="row" className="max-md:card max-md:block max-md:p-4 md:hover:bg-wash/60">
                  {columns.map((column) => (
                    <Cell key={column.id} column={column} row={row} />
                  ))}
                  {actions !== undefined && (
                    <td role="cell" className="max-md:block max-md:pt-3 md:px-4 md:py-2">
                      <div className="flex flex-wrap gap-2 md:justify-end">{actions(row)}</div>
                    </td>
                  )}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  );
}

/** The place of the buttons, where there are none. */
const Nothing = () => (
  <td role="cell">
    <span aria-hidden />
  </td>
);

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const lead = column.kind === "lead";
  return (
    <td
      role="cell"
      className={classNames(
        "align-middle md:px-4 md:py-3",
        lead
          ? "font-semibold max-md:block max-md:pb-1.5"
          : "max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-6 max-md:py-1",
        column.kind === "number" && "num md:text-right",
      )}
    >
      {!lead && (
        <span aria-hidden className="shrink-0 text-muted md:hidden">
          {column.title}
        </span>
      )}
      <span className={classNames("min-w-0", !lead && "max-md:text-right")}>{column.cell(row)}</span>
    </td>
  );
}
