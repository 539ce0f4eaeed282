import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Checkout } from "../../../contract/checkout.ts";
import { errorMessage } from "../../../contract/errors.ts";
import { useAct } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { clockText, useNow } from "../../ui/time.tsx";
import { goToPay } from "../pay/go-to-pay.ts";
import { PartLine } from "./part-card.tsx";

/** A shop could not deliver: exactly what is gone, and the rest one tap away. */
export function RestSheet({ checkout }: { readonly checkout: Checkout }) {
  const t = useTranslations("checkout");
  const price = usePriceText();
  const locale = useLocale() === "en" ? "en" : "zh-CN";
  const [open, setOpen] = useState(true);
  const left_ms = Date.parse(checkout.choose_by ?? checkout.created_at) - useNow();
  const params = { checkout_id: checkout.id };
  const refreshes = ["getCheckout", "listCheckouts", "listMyOrders", "getCart", "countCart"] as const;
  const pay = useAct("payCheckout", {
    refreshes,
    onDone: (begun) => goToPay(begun.checkout_id, begun),
  });
  const take = useAct("takeRest", {
    refreshes,
    onDone: () => pay.run({ params, body: { return_path: `/checkouts/${checkout.id}` } }),
  });
  const letGo = useAct("cancelCheckout", { refreshes });
  const busy = take.busy || pay.busy || letGo.busy;
  const refused = checkout.parts.filter((part) => part.state === "refused");
  const choices = (
    <div className="grid gap-2.5">
      <ErrorLine error={take.error ?? pay.error ?? letGo.error} />
      <Button
        kind="buy"
        size="l"
        wide
        className="num"
        busy={take.busy || pay.busy}
        disabled={busy}
        onClick={() => take.run({ params })}
      >
        {t("takeRest", { amount: price(checkout.total) })}
      </Button>
      <Button wide busy={letGo.busy} disabled={busy} onClick={() => letGo.run({ params })}>
        {t("letGo")}
      </Button>
      <p className="num text-center text-xs text-muted">{t("chooseBy", { time: clockText(Math.max(0, left_ms)) })}</p>
    </div>
  );
  return (
    <>
      <section className="card p-4">{choices}</section>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("restTitle")} footer={choices}>
        <div className="grid gap-5">
          <p className="text-muted">{t("restText")}</p>
          {refused.map((part) => (
            <section key={part.shop.id} aria-label={part.shop.name} className="grid gap-3">
              <h3 className="font-semibold">{part.shop.name}</h3>
              {part.refusal !== null && part.lines.every((line) => line.problem === null) && (
                <p className="text-sm text-ember-text">
                  {errorMessage(part.refusal.code, locale, part.refusal.details)}
                </p>
              )}
              <ul className="grid gap-3">
                {part.lines.map((line) => (
                  <PartLine key={line.variant_id} line={line} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      </Sheet>
    </>
  );
}
