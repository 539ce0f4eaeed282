import { useEffect } from "react";

/** The whole page, dialogs and frame included, is dark while this component is on screen: the cockpit. */
export function useDark(): void {
  useEffect(() => {
    document.documentElement.classList.add("dark");
    return () => document.documentElement.classList.remove("dark");
  }, []);
}
