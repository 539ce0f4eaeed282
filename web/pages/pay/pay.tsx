import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useRef } from "react";
import { useTranslations } from "use-intl";
import type { PaymentOption } from "../../../contract/payments.ts";
import { useAccount } from "../../api/account.ts";
import { useCall } from "../../api/hooks.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { Button } from "../../ui/button.tsx";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { Price } from "../../ui/price.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { EmptyState, ErrorLine, ErrorState, Skeleton } from "../../ui/states.tsx";
import { useCountdown } from "../../ui/time.tsx";
import { type Asked, askedOf, type Begun, pathBack, usePayable, usePaying } from "./use-payable.ts";

const route = getRouteApi("/pay/$id");

/**
 * Where an order, a checkout or a shop's deposit is paid when that is not the provider's own page: the code to scan, and the other ways there are. It
 * looks whether the money has come, and leaves once it has.
 */
export function PayPage() {
  const t = useTranslations("pay");
  const frame = useTranslations("frame");
  const { id } = route.useParams() as { readonly id: string };
  const { shop } = route.useSearch() as { readonly shop?: string };
  const account = useAccount();
  const asked = askedOf(id, shop);
  return (
    <PageBody className="max-md:pb-36">
      <PageHeader title={t("title")} back={pathBack(asked)} />
      {account === null && (
        <EmptyState title={t("guestTitle")} text={t(asked.kind === "deposit" ? "guestDeposit" : "guestText")}>
          <Button kind="solid" onClick={() => void requireSignIn()}>
            {frame("signIn")}
          </Button>
        </EmptyState>
      )}
      {account !== null && account !== undefined && <Paying asked={asked} />}
    </PageBody>
  );
}

function Paying({ asked }: { readonly asked: Asked }) {
  const t = useTranslations("pay");
  const known = usePayable(asked);
  const back = pathBack(asked);
  const wasOpen = useRef(false);
  const open = known.payable?.open;
  const leave = useEffectEvent(() => {
    // Who came while it could be paid is taken along; who comes later reads why there is nothing to do.
    if (open === false && wasOpen.current) location.replace(back);
    wasOpen.current ||= open === true;
  });
  useEffect(() => leave(), [open]);
  if (known.payable === undefined)
    return known.error === null ? (
      <Skeleton className="h-80 rounded-m" />
    ) : (
      <ErrorState error={known.error} onRetry={known.retry} />
    );
  if (!known.payable.open)
    return (
      <EmptyState title={t("overTitle")} text={t("overText")}>
        <Button kind="solid" onClick={() => location.replace(back)}>
          {t(asked.kind === "deposit" ? "toMoney" : "toOrder")}
        </Button>
      </EmptyState>
    );
  return <Ways asked={asked} amount={known.payable.total} shops={known.payable.shops} />;
}

interface WaysProps {
  readonly asked: Asked;
  readonly amount: Parameters<typeof Price>[0]["money"];
  readonly shops: readonly string[];
}

function Ways({ asked, amount, shops }: WaysProps) {
  const t = useTranslations("pay");
  const paying = usePaying(asked);
  const options = useCall("listPaymentOptions");
  const begin = useEffectEvent(() => paying.run());
  useEffect(() => begin(), []);
  const { begun } = paying;
  const others = (options.data?.data ?? []).filter(
    (one) => begun === undefined || one.provider !== begun.provider || isPage(one) !== (begun.pay_code === null),
  );
  return (
    <div className="grid gap-4">
      <section className="card grid justify-items-center gap-4 p-5 text-center">
        {asked.kind === "deposit" && <p className="text-sm text-muted">{t("deposit")}</p>}
        {shops.length > 0 && <p className="max-w-full font-semibold break-words">{shops.join(t("and"))}</p>}
        <Price money={amount} className="text-2xl" />
        <ErrorLine error={paying.error} />
        {begun === undefined ? (
          paying.error === null ? (
            <Skeleton className="size-60 rounded-m" />
          ) : (
            <Button onClick={() => paying.run()}>{t("title")}</Button>
          )
        ) : (
          <Shown begun={begun} left={asked.kind === "deposit" ? "leftDeposit" : "left"} />
        )}
      </section>
      {others.length > 0 && (
        <section className="card grid gap-2.5 p-4">
          <h2 className="font-semibold">{t("others")}</h2>
          {others.map((one) => (
            <Button
              key={`${one.provider} ${one.method}`}
              wide
              className={fitOf(one, options.data?.data ?? [])}
              busy={paying.busy}
              onClick={() => paying.run(one)}
            >
              {t(`ways.${one.method === "jsapi" ? "page" : one.method}`, { provider: t(`providers.${one.provider}`) })}
            </Button>
          ))}
        </section>
      )}
    </div>
  );
}

/** A phone opens the provider's app where it can, a desktop has none to open. */
function fitOf(option: PaymentOption, all: readonly PaymentOption[]): string | undefined {
  if (option.method === "wap") return "md:hidden";
  const opensApp = all.some((one) => one.provider === option.provider && one.method === "wap");
  return option.method === "page" && opensApp ? "max-md:hidden" : undefined;
}

const isPage = (option: PaymentOption): boolean => option.method !== "qr";

/** What was begun: a code to scan, or the way to the provider's page. */
function Shown({ begun, left }: { readonly begun: Begun; readonly left: "left" | "leftDeposit" }) {
  const t = useTranslations("pay");
  const time = useCountdown(begun.expires_at);
  const name = begun.provider as PaymentOption["provider"];
  const [provider, app] = [t(`providers.${name}`), t(`apps.${name}`)];
  const { pay_url, pay_code } = begun;
  return (
    <>
      {pay_code !== null && (
        <>
          <QrCode text={pay_code} label={t("scan", { app })} className="size-60" />
          <p className="font-semibold">{t("scan", { app })}</p>
          <p className="max-w-prose text-sm text-muted md:hidden">{t("scanPhone", { app })}</p>
        </>
      )}
      {pay_url !== null && (
        <Button kind="buy" size="l" wide onClick={() => location.assign(pay_url)}>
          {t("toPage", { provider })}
        </Button>
      )}
      <p className="num text-sm text-amber-text">{t(left, { time })}</p>
      <p className="text-sm text-muted">{t("waits")}</p>
    </>
  );
}
