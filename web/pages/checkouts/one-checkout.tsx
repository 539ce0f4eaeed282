import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Checkout } from "../../../contract/checkout.ts";
import { useAccount } from "../../api/account.ts";
import { useAct, useCall, useRefresh } from "../../api/hooks.ts";
import { itemsOf, useChannel } from "../../api/live.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { EmptyState, ErrorLine, ErrorState, Skeleton } from "../../ui/states.tsx";
import { clockText, useNow } from "../../ui/time.tsx";
import { goToPay } from "../pay/go-to-pay.ts";
import { OtherWays } from "../pay/other-ways.tsx";
import { PartCard } from "./part-card.tsx";
import { RestSheet } from "./rest-sheet.tsx";

const route = getRouteApi("/checkouts/$checkout_id");
/** The provider's word comes within seconds; while it is awaited, look often, later leave it to the channel. */
const look_waiting_ms = 3_000;
const look_ms = 60_000;
const waiting: ReadonlySet<Checkout["state"]> = new Set(["placing", "open", "closing", "awaiting_choice"]);

/** One payment over several shops: what waits to be paid or chosen, and the orders it became. */
export function CheckoutStatePage() {
  const t = useTranslations("checkout");
  const frame = useTranslations("frame");
  const { checkout_id } = route.useParams() as { readonly checkout_id: string };
  const account = useAccount();
  const refresh = useRefresh();
  const signedIn = account !== null && account !== undefined;
  const known = useCall(
    "getCheckout",
    { params: { checkout_id } },
    {
      enabled: signedIn,
      refetchInterval: (one) => (one !== undefined && waiting.has(one.state) ? look_waiting_ms : look_ms),
    },
  );
  useChannel(signedIn ? "account" : null, (delivery) => {
    if (delivery.fresh || itemsOf(delivery, "checkout").some((item) => item.checkout_id === checkout_id))
      refresh("getCheckout", "listCheckouts", "listMyOrders");
  });
  return (
    <PageBody className="max-md:pb-36">
      <PageHeader title={t("stateTitle")} back="/orders" />
      {account === null && (
        <EmptyState title={t("guestTitle")} text={t("guestText")}>
          <Button kind="solid" onClick={() => void requireSignIn()}>
            {frame("signIn")}
          </Button>
        </EmptyState>
      )}
      {account !== null &&
        known.data === undefined &&
        (known.error === null ? (
          <div className="grid gap-4">
            <Skeleton className="h-32 rounded-m" />
            <Skeleton className="h-44 rounded-m" />
          </div>
        ) : (
          <ErrorState error={known.error} onRetry={() => void known.refetch()} />
        ))}
      {signedIn && known.data !== undefined && <StateBody checkout={known.data} />}
    </PageBody>
  );
}

function StateBody({ checkout }: { readonly checkout: Checkout }) {
  return (
    <div className="grid gap-4">
      <Head checkout={checkout} />
      <ul className="grid gap-3">
        {checkout.parts.map((part) => (
          <li key={part.shop.id}>
            <PartCard part={part} />
          </li>
        ))}
      </ul>
      {checkout.state === "awaiting_choice" && <RestSheet checkout={checkout} />}
    </div>
  );
}

/** What it is now, in one sentence, and the one thing to do about it. */
function Head({ checkout }: { readonly checkout: Checkout }) {
  const t = useTranslations("checkout");
  const { state, close_reason } = checkout;
  const title = state === "closed" ? t(`closed.${close_reason ?? "cancelled"}`) : t(`state.${state}`);
  const text = state === "closed" ? t("closedText") : t(`stateText.${state}`);
  return (
    <section className="card grid gap-3 p-4 md:p-5">
      <div className="flex items-start justify-between gap-4">
        <div>
          <h2 className="text-lg font-bold">{title}</h2>
          <p className="mt-1 text-muted">{text}</p>
        </div>
        {state !== "closed" && <Price money={checkout.total} className="text-lg" />}
      </div>
      {state === "open" && checkout.pay_by !== null && <ToPay checkout={checkout} pay_by={checkout.pay_by} />}
      {state === "closed" && (
        <Link to="/cart" className={buttonClass("solid")}>
          {t("toCart")}
        </Link>
      )}
    </section>
  );
}

function ToPay({ checkout, pay_by }: { readonly checkout: Checkout; readonly pay_by: string }) {
  const t = useTranslations("checkout");
  const price = usePriceText();
  const left_ms = Date.parse(pay_by) - useNow();
  const [asking, setAsking] = useState(false);
  const params = { checkout_id: checkout.id };
  const pay = useAct("payCheckout", {
    refreshes: ["getCheckout"],
    onDone: (begun) => goToPay(begun.checkout_id, begun),
  });
  const cancel = useAct("cancelCheckout", {
    refreshes: ["getCheckout", "listCheckouts", "listMyOrders", "getCart", "countCart"],
    onDone: () => setAsking(false),
  });
  return (
    <div className="grid gap-3">
      <p className="num text-sm text-amber-text">{t("payBy", { time: clockText(Math.max(0, left_ms)) })}</p>
      <ErrorLine error={pay.error} />
      <div className="flex flex-wrap gap-2">
        <Button
          kind="buy"
          size="l"
          className="num min-w-0 flex-1 basis-48"
          busy={pay.busy}
          onClick={() => pay.run({ params, body: { return_path: `/checkouts/${checkout.id}` } })}
        >
          {t("pay", { amount: price(checkout.total) })}
        </Button>
        <Button size="l" onClick={() => setAsking(true)}>
          {t("cancelAll")}
        </Button>
      </div>
      <OtherWays id={checkout.id} text={t("otherWays")} />
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("cancelTitle")}
        text={t("cancelText")}
        action={t("cancelAll")}
        keep={t("keep")}
        kind="danger"
        busy={cancel.busy}
        onConfirm={() => cancel.run({ params })}
      >
        {cancel.error === null ? undefined : <ErrorLine error={cancel.error} />}
      </Confirm>
    </div>
  );
}
