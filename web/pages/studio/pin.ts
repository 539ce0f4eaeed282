import { useAct } from "../../api/hooks.ts";

/** Pins a product of the bag, or nothing. The room hears of it through its channel. */
export function usePin(session_id: string) {
  const act = useAct("pinProduct", { refreshes: ["getStudio", "getRoom"] });
  return {
    busy: act.busy,
    error: act.error,
    pin: (product_id: string | null) => act.run({ params: { session_id }, body: { product_id } }),
  };
}
