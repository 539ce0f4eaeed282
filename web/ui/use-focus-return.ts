import { useLayoutEffect, useRef } from "react";

/** For dialogs that open without a trigger of their own: gives the focus back to where it was before. */
export function useFocusReturn(open: boolean) {
  const from = useRef<Element | null>(null);
  // Before the dialog is drawn: a field of it that takes the focus by itself would be taken for where the focus was.
  useLayoutEffect(() => {
    if (open) from.current = document.activeElement;
  }, [open]);
  return {
    /** A dialog below holds on to the focus until this one is there, so `autoFocus` comes too early; what is marked comes now. */
    onOpenAutoFocus: (event: Event) => {
      const box = event.currentTarget;
      const first = box instanceof HTMLElement ? box.querySelector<HTMLElement>("[data-first-focus]") : null;
      if (first === null) return;
      event.preventDefault();
      first.focus();
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (from.current instanceof HTMLElement) from.current.focus();
      // Gone or at rest meanwhile: then the dialog it stood in, or the keyboard would begin at the top of the page behind.
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>("[role=dialog][data-state=open]")?.focus();
    },
  };
}
