import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ItemPage, Order } from "../../../contract/orders.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Price, WasPrice } from "../../ui/price.tsx";
import { Seal } from "../../ui/seal.tsx";
import { Sheet } from "../../ui/sheet.tsx";

interface Props {
  readonly moment: Order["moment"];
  readonly pages: readonly ItemPage[];
}

/** What can be proven later: the second in the broadcast, and the item page as it was. */
export function KeptMoment({ moment, pages }: Props) {
  const t = useTranslations("order");
  const offset = (ms: number) => {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    const parts = { minutes: Math.floor(seconds / 60) % 60, seconds: seconds % 60 };
    return seconds < 3600 ? t("offset", parts) : t("offsetHours", { hours: Math.floor(seconds / 3600), ...parts });
  };
  const [shown, setShown] = useState<ItemPage | null>(null);
  return (
    <Section>
      <div className="flex items-start gap-3">
        <Seal
          char="信"
          size_px={34}
          label={moment === null ? t("itemPage") : t("moment")}
          proof={moment === null ? t("itemPageProof") : t("momentProof")}
        />
        <div className="min-w-0">
          <h2 className="text-md font-semibold">{moment === null ? t("itemPage") : t("moment")}</h2>
          {moment === null && <p className="text-muted">{t("itemPageKept")}</p>}
          {moment !== null && (
            <p className="num text-muted">
              {t("momentText", {
                offset: offset(moment.stream_offset_ms),
                title: moment.session_title,
                host: moment.host.name,
              })}
            </p>
          )}
        </div>
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        {pages.map((page) => (
          <Button key={`${page.product_id}-${page.variant_title}`} size="s" onClick={() => setShown(page)}>
            {moment === null ? t("look") : t("itemPage")}
          </Button>
        ))}
        {moment !== null && (
          <Link to="/rooms/$room_id" params={{ room_id: moment.room_id }} className={buttonClass("quiet", "s")}>
            {t("toRoom")}
          </Link>
        )}
      </div>
      <Sheet open={shown !== null} onClose={() => setShown(null)} title={t("itemPage")} wide>
        {shown !== null && <PageAsItWas page={shown} />}
      </Sheet>
    </Section>
  );
}

function PageAsItWas({ page }: { readonly page: ItemPage }) {
  const t = useTranslations("order");
  const states = useTranslations("states");
  const policy = `returnPolicy.${page.return_policy}`;
  return (
    <div className="grid gap-4">
      <p className="text-sm text-muted">{t("itemPageLead", { version: page.version })}</p>
      <div className="flex gap-2 overflow-x-auto">
        {page.pictures.map((picture) => (
          <Picture key={picture.id} picture={picture} alt="" className="size-36 shrink-0 rounded-m" />
        ))}
      </div>
      <div>
        <h3 className="text-md font-semibold">{page.title}</h3>
        <p className="text-muted">
          {page.variant_title} · {page.unit}
        </p>
        <p className="mt-1 flex items-baseline gap-2">
          <Price money={page.price} className="text-lg" />
          {page.compare_at_price !== null && <WasPrice money={page.compare_at_price} />}
        </p>
        {page.compare_at_basis !== null && (
          <p className="text-xs text-muted">{t("basis", { basis: page.compare_at_basis })}</p>
        )}
      </div>
      <p className="text-sm">
        {states.has(policy as never) ? states(policy as "returnPolicy.seven_days") : page.return_policy} ·{" "}
        {t("dispatch", { hours: page.dispatch_hours })}
      </p>
      <p className="leading-relaxed whitespace-pre-line">{page.description}</p>
    </div>
  );
}
