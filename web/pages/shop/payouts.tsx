import { Landmark } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { payoutRhythms, type PayoutRhythm } from "../../../contract/payouts.ts";
import { type Answer, useAct, usePages } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Select } from "../../ui/field.tsx";
import { More } from "../../ui/more.tsx";
import { Section } from "../../ui/page.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorLine, ErrorState } from "../../ui/states.tsx";
import { Time, useTimeText } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { AmountForm } from "./amount-form.tsx";
import { BankAccountSheet } from "./bank-account-sheet.tsx";
import { useMyShop } from "./my-shop.ts";
import { payoutTone } from "./payout-tone.ts";

type Money = Answer<"getShopMoney">;
interface Props {
  readonly money: Money;
  readonly owner: boolean;
}

/** Where the money goes, asking for it, and what became of it. */
export function Payouts({ money, owner }: Props) {
  const t = useTranslations("payouts");
  return (
    <Section title={t("history")} actions={owner ? <Ask money={money} /> : undefined}>
      <div className="grid gap-4">
        <Account money={money} owner={owner} />
        {owner && money.bank_account !== null && <Rhythm money={money} />}
        <History owner={owner} />
      </div>
    </Section>
  );
}

function Ask({ money }: { readonly money: Money }) {
  const t = useTranslations("payouts");
  const shop = useMyShop();
  const [open, setOpen] = useState(false);
  const ask = useAct("createPayout", {
    refreshes: ["getShopMoney", "listPayouts", "listShopEntries"],
    onDone: ({ state }) => {
      toast(t(state === "requested" ? "askedWaits" : "asked"));
      setOpen(false);
    },
  });
  const account = money.bank_account;
  const possible = account !== null && money.held === null && money.payable.amount >= money.payout_min.amount;
  return (
    <>
      <Button size="s" kind="solid" disabled={!possible} onClick={() => setOpen(true)}>
        {t("ask")}
      </Button>
      <Sheet open={open} onClose={() => (ask.reset(), setOpen(false))} title={t("askTitle")}>
        {account !== null && (
          <p className="mb-4 rounded-s bg-wash px-3 py-2.5 text-sm">
            {t("to", { bank: account.bank, holder: account.holder, last4: account.last4 })}
          </p>
        )}
        <AmountForm
          min={money.payout_min}
          max={money.payable}
          action={t("ask")}
          busy={ask.busy}
          error={ask.error}
          onAmount={(amount) => ask.run({ params: { shop_id: shop.id }, body: { amount } })}
        />
      </Sheet>
    </>
  );
}

function Account({ money, owner }: Props) {
  const t = useTranslations("payouts");
  const [open, setOpen] = useState(false);
  const account = money.bank_account;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-s bg-wash px-3 py-2.5">
      <p className="min-w-0 text-sm">
        <b className="block font-semibold">{t("account")}</b>
        <span className="num text-muted">
          {account === null
            ? owner
              ? t("accountNone")
              : t("ownerOnly")
            : t("to", { bank: account.bank, holder: account.holder, last4: account.last4 })}
        </span>
      </p>
      {owner && (
        <Button size="s" onClick={() => setOpen(true)}>
          {t(account === null ? "accountAdd" : "accountChange")}
        </Button>
      )}
      <BankAccountSheet open={open} onClose={() => setOpen(false)} />
    </div>
  );
}

function Rhythm({ money }: { readonly money: Money }) {
  const t = useTranslations("payouts");
  const time = useTimeText();
  const shop = useMyShop();
  const set = useAct("setPayoutRhythm", { refreshes: ["getShopMoney"], onDone: () => toast(t("saved")) });
  return (
    <div>
      <Select
        label={t("rhythm")}
        value={money.rhythm}
        disabled={set.busy}
        hint={money.next_payout_at === null ? undefined : t("next", { time: time(money.next_payout_at) })}
        onChange={(event) =>
          set.run({ params: { shop_id: shop.id }, body: { rhythm: event.target.value as PayoutRhythm } })
        }
      >
        {payoutRhythms.map((rhythm) => (
          <option key={rhythm} value={rhythm}>
            {t(`rhythms.${rhythm}`)}
          </option>
        ))}
      </Select>
      <ErrorLine error={set.error} />
    </div>
  );
}

function History({ owner }: { readonly owner: boolean }) {
  const t = useTranslations("payouts");
  const shop = useMyShop();
  const pages = usePages("listPayouts", { params: { shop_id: shop.id } }, { refetchInterval: 15_000 });
  if (pages.error !== null && pages.items === undefined)
    return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.items === undefined) return <RowsSkeleton rows={3} />;
  if (pages.items.length === 0)
    return <EmptyState icon={<Landmark size={22} aria-hidden />} title={t("none")} text={t("noneText")} />;
  return (
    <>
      <ul className="divide-y divide-line">
        {pages.items.map((payout) => (
          <li key={payout.id} className="grid gap-1 py-3">
            <div className="flex items-center justify-between gap-3">
              <span className="flex flex-wrap items-center gap-2">
                <Price money={payout.amount} />
                <StateBadge tone={payoutTone[payout.state]}>{t(`states.${payout.state}`)}</StateBadge>
              </span>
              {owner && (payout.state === "requested" || payout.state === "approved") && <Cancel payout={payout} />}
            </div>
            <p className="num flex flex-wrap gap-x-2 text-xs text-muted">
              <Time at={payout.ended_at ?? payout.created_at} />
              <span>…{payout.last4}</span>
              {payout.by === "schedule" && <span>{t("bySchedule")}</span>}
              {payout.reason !== null && <span className="text-ember-text">{payout.reason}</span>}
            </p>
          </li>
        ))}
      </ul>
      <More pages={pages} />
    </>
  );
}

function Cancel({ payout }: { readonly payout: Answer<"createPayout"> }) {
  const t = useTranslations("payouts");
  const price = usePriceText();
  const [asking, setAsking] = useState(false);
  const cancel = useAct("cancelPayout", {
    refreshes: ["getShopMoney", "listPayouts", "listShopEntries"],
    onDone: () => {
      toast(t("cancelled"));
      setAsking(false);
    },
  });
  return (
    <>
      <Button size="s" onClick={() => setAsking(true)}>
        {t("cancel")}
      </Button>
      <Confirm
        open={asking}
        onClose={() => (cancel.reset(), setAsking(false))}
        title={t("cancelTitle")}
        text={t("cancelText", { amount: price(payout.amount) })}
        action={t("cancel")}
        keep={t("keep")}
        busy={cancel.busy}
        onConfirm={() => cancel.run({ params: { shop_id: payout.shop_id, payout_id: payout.id } })}
      >
        <ErrorLine error={cancel.error} />
      </Confirm>
    </>
  );
}
