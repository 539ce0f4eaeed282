import { Link } from "@tanstack/react-router";
import { useCall } from "../../api/hooks.ts";

/** The way to choose how to pay, where there is more than one. `id`: an order or a checkout. */
export function OtherWays({ id, text }: { readonly id: string; readonly text: string }) {
  const options = useCall("listPaymentOptions", {}, { staleTime: 600_000 });
  if ((options.data?.data.length ?? 0) < 2) return null;
  return (
    <Link
      to="/pay/$id"
      params={{ id }}
      className="grid min-h-10 place-items-center text-sm text-muted underline underline-offset-4 hover:text-ink"
    >
      {text}
    </Link>
  );
}
