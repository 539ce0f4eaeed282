import "./slips.css";
import { Printer } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import { call } from "../../api/client.ts";
import { type Answer, useCall } from "../../api/hooks.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { PageHeader } from "../../ui/page.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { useSearchText } from "../work/use-search.ts";
import { useMyShop } from "./my-shop.ts";

type Address = Answer<"revealAddress">;
type Shown = { readonly address: Address } | { readonly why: string };

/** Packing slips of the chosen orders, one to a page. The whole address is asked for order by order, and each look is recorded. */
export function PackingSlipsPage() {
  const t = useTranslations("merchant.slip");
  const errorText = useErrorText();
  const shop = useMyShop();
  const ids = [...new Set(useSearchText("ids").split(","))]
    .filter((id) => /^ord_[0-9a-z]{26}$/.test(id))
    .slice(0, limits.packing_slips_max);
  const [shown, setShown] = useState<ReadonlyMap<string, Shown>>(new Map());
  const [busy, setBusy] = useState(false);
  const reveal = async () => {
    setBusy(true);
    const known = new Map(shown);
    for (const order_id of ids) {
      const before = known.get(order_id);
      if (before !== undefined && "address" in before) continue;
      try {
        known.set(order_id, { address: await call("revealAddress", { params: { shop_id: shop.id, order_id } }) });
      } catch (error) {
        known.set(order_id, { why: errorText(error) });
      }
      setShown(new Map(known));
    }
    setBusy(false);
  };
  if (ids.length === 0) return <EmptyState icon={<Printer size={22} aria-hidden />} title={t("none")} />;
  const ready = ids.some((id) => "address" in (shown.get(id) ?? {}));
  return (
    <>
      <div className="print:hidden">
        <PageHeader
          back="/sell/orders"
          title={t("title")}
          lead={t("lead")}
          actions={
            ready ? (
              <Button kind="solid" icon={<Printer size={18} aria-hidden />} onClick={() => print()}>
                {t("print")}
              </Button>
            ) : (
              <Button kind="solid" busy={busy} onClick={() => void reveal()}>
                {t("reveal", { count: ids.length })}
              </Button>
            )
          }
        />
      </div>
      <div className="grid gap-4 print:block">
        {ids.map((id) => (
          <Slip key={id} order_id={id} shown={shown.get(id)} />
        ))}
      </div>
    </>
  );
}

function Slip({ order_id, shown }: { readonly order_id: string; readonly shown: Shown | undefined }) {
  const t = useTranslations("merchant.slip");
  const shop = useMyShop();
  const read = useCall("getOrder", { params: { order_id } });
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <RowsSkeleton rows={2} />;
  const order = read.data;
  const whole = shown !== undefined && "address" in shown ? shown.address : null;
  return (
    <article className="slip card p-5">
      <header className="mb-4 flex flex-wrap items-baseline justify-between gap-2 border-b border-line pb-3">
        <h2 className="text-lg font-bold">{t("packing")}</h2>
        <span className="font-mono text-xs break-all">{order.id}</span>
      </header>
      <div className="mb-4 grid gap-3 sm:grid-cols-2 print:grid-cols-2">
        <div>
          <p className="text-sm text-muted">{t("from")}</p>
          <p className="font-semibold">{shop.name}</p>
          <Time at={order.created_at} />
        </div>
        <div>
          <p className="text-sm text-muted">{t("to")}</p>
          <p className="num font-semibold">
            {whole === null ? `${order.address.name} ${order.address.phone}` : `${whole.name} ${whole.phone}`}
          </p>
          <p>
            {whole === null
              ? order.address.text
              : [whole.region, whole.city, whole.district, whole.street, whole.postal_code]
                  .filter((part) => part !== "")
                  .join(" ")}
          </p>
          {shown !== undefined && "why" in shown && (
            <p role="alert" className="text-sm text-ember-text print:hidden">
              {t("failed", { why: shown.why })}
            </p>
          )}
        </div>
      </div>
      <table className="w-full text-left">
        <thead className="text-sm text-muted">
          <tr className="border-b border-line">
            <th scope="col" className="py-1.5 font-normal">
              {t("item")}
            </th>
            <th scope="col" className="py-1.5 text-right font-normal">
              {t("quantity")}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {order.lines.map((line) => (
            <tr key={line.id}>
              <td className="py-2">
                {line.title} <span className="text-muted">· {line.variant_title}</span>
              </td>
              <td className="num py-2 text-right text-md font-semibold">{line.quantity}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {order.remark !== "" && (
        <p className="mt-3 rounded-s bg-wash px-3 py-2">
          {t("remark")}: {order.remark}
        </p>
      )}
    </article>
  );
}
