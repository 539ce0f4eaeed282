import { useTranslations } from "use-intl";
import { type Answer, useAct, useCall } from "../../api/hooks.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { toast } from "../../ui/toast.tsx";
import { goToPayDeposit } from "../pay/go-to-pay.ts";
import { AmountForm } from "./amount-form.tsx";
import { useMyShop } from "./my-shop.ts";

/** Fills the deposit: out of the balance at once, or by a payment. */
export function DepositSheet({
  way,
  money,
  onClose,
}: {
  readonly way: "move" | "pay" | null;
  readonly money: Answer<"getShopMoney">;
  readonly onClose: () => void;
}) {
  const t = useTranslations("payouts");
  const shop = useMyShop();
  const params = { shop_id: shop.id };
  const move = useAct("moveToDeposit", {
    refreshes: ["getShopMoney", "listShopEntries"],
    onDone: () => {
      toast(t("depositDone"));
      onClose();
    },
  });
  const options = useCall("listPaymentOptions", {}, { staleTime: 600_000, enabled: way === "pay" });
  const pay = useAct("payDeposit", { onDone: (begun) => goToPayDeposit(begun, options.data?.data.length ?? 0) });
  const { currency } = money.payable;
  const least = { amount: 1, currency };
  const most = (amount: number) => ({ amount: Math.max(amount, 1), currency });
  return (
    <Sheet open={way !== null} onClose={onClose} title={way === "pay" ? t("depositPayTitle") : t("depositMoveTitle")}>
      <p className="mb-4 text-sm text-muted">{t("depositText")}</p>
      {way === "pay" ? (
        <AmountForm
          min={least}
          max={most(money.deposit_missing.amount)}
          action={t("depositPay")}
          busy={pay.busy}
          error={pay.error}
          onAmount={(amount) => pay.run({ params, body: { amount } })}
        />
      ) : (
        <AmountForm
          min={least}
          max={most(Math.min(money.deposit_missing.amount, money.balance.available.amount))}
          action={t("depositMove")}
          busy={move.busy}
          error={move.error}
          onAmount={(amount) => move.run({ params, body: { amount } })}
        />
      )}
    </Sheet>
  );
}
