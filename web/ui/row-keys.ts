import { type RefObject, useEffect } from "react";

/** Where typing means text, or an open dialog owns the keys. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector("[role=dialog], [role=alertdialog]") !== null) return true;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** The row to go to from the one in focus (-1: none yet), kept inside the list. */
export function nextRow(current: number, step: 1 | -1, count: number): number {
  if (count === 0) return -1;
  if (current === -1) return step === 1 ? 0 : count - 1;
  return Math.min(count - 1, Math.max(0, current + step));
}

/**
 * j and k move the focus over the elements marked `data-row` inside `list`; Enter then is the row's own click. "/" goes
 * to the element marked `data-filter`.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
      if (event.key === "/") {
        const filter = list.current?.querySelector<HTMLElement>("[data-filter]");
        if (filter === null || filter === undefined) return;
        event.preventDefault();
        filter.focus();
        return;
      }
      if (event.key !== "j" && event.key !== "k") return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
      const current = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
      rows[nextRow(current, event.key === "j" ? 1 : -1, rows.length)]?.focus();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [list]);
}
