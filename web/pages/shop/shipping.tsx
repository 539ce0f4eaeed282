import { Plus, Truck } from "lucide-react";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { regions, type RegionCode } from "../../../contract/regions.ts";
import type { ShippingTemplate } from "../../../contract/shops.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Section } from "../../ui/page.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { EmptyState, ErrorLine, ErrorState } from "../../ui/states.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { PageTitle } from "../work/page-title.tsx";
import { useMyShop } from "./my-shop.ts";
import { TemplateForm } from "./template-form.tsx";

/** "浙江、江苏" or "Zhejiang, Jiangsu". */
export function useRegionNames(): (codes: readonly RegionCode[]) => string {
  const english = useLocale() === "en";
  return (codes) =>
    regions
      .filter(({ code }) => codes.includes(code))
      .map((region) => (english ? region.en : region.short))
      .join(english ? ", " : "、");
}

/** What delivery costs, by province. */
export function ShippingPage() {
  const t = useTranslations("merchant.shipping");
  const shop = useMyShop();
  const read = useCall("listShippingTemplates", { params: { shop_id: shop.id } });
  const [open, setOpen] = useState<ShippingTemplate | "new" | null>(null);
  const [deleting, setDeleting] = useState<ShippingTemplate | null>(null);
  const remove = useAct("deleteShippingTemplate", {
    refreshes: ["listShippingTemplates"],
    onDone: () => setDeleting(null),
  });
  const templates = read.data?.data;
  return (
    <div className="grid gap-4">
      <PageTitle title={t("title")} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-xl text-sm text-muted">{t("lead")}</p>
        <Button kind="solid" icon={<Plus size={18} aria-hidden />} onClick={() => setOpen("new")}>
          {t("add")}
        </Button>
      </div>
      {read.error !== null && templates === undefined ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : templates === undefined ? (
        <RowsSkeleton rows={2} />
      ) : templates.length === 0 ? (
        <EmptyState icon={<Truck size={22} aria-hidden />} title={t("none")} text={t("noneText")} />
      ) : (
        <ul className="grid items-start gap-3 lg:grid-cols-2">
          {templates.map((template) => (
            <li key={template.id}>
              <TemplateCard
                template={template}
                onEdit={() => setOpen(template)}
                onDelete={() => (remove.reset(), setDeleting(template))}
              />
            </li>
          ))}
        </ul>
      )}
      <Sheet
        open={open !== null}
        onClose={() => setOpen(null)}
        title={open === null || open === "new" ? t("add") : open.name}
        wide
      >
        {open !== null && (
          <TemplateForm {...(open === "new" ? {} : { template: open })} onSaved={() => setOpen(null)} />
        )}
      </Sheet>
      <Confirm
        open={deleting !== null}
        onClose={() => setDeleting(null)}
        title={t("deleteTitle", { name: deleting?.name ?? "" })}
        text={t("deleteText")}
        action={t("delete")}
        kind="danger"
        busy={remove.busy}
        onConfirm={() => deleting !== null && remove.run({ params: { shop_id: shop.id, template_id: deleting.id } })}
      >
        {remove.error === null ? undefined : <ErrorLine error={remove.error} />}
      </Confirm>
    </div>
  );
}

function TemplateCard({
  template,
  onEdit,
  onDelete,
}: {
  readonly template: ShippingTemplate;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}) {
  const t = useTranslations("merchant.shipping");
  const common = useTranslations("common");
  const price = usePriceText();
  const names = useRegionNames();
  const fee = (base: ShippingTemplate["base_fee"], item: ShippingTemplate["item_fee"]) =>
    t("perItem", { base: price(base), item: price(item) });
  return (
    <Section
      title={template.name}
      actions={
        <span className="flex gap-1">
          <Button size="s" onClick={onEdit}>
            {common("edit")}
          </Button>
          <Button size="s" kind="plain" onClick={onDelete}>
            {t("delete")}
          </Button>
        </span>
      }
    >
      <dl className="grid gap-2 text-sm">
        {template.rules.map((rule) => (
          <div key={rule.regions.join()} className="grid gap-0.5">
            <dt className="text-muted">{names(rule.regions)}</dt>
            <dd className="num">{rule.delivers ? fee(rule.base_fee, rule.item_fee) : t("notServed")}</dd>
          </div>
        ))}
        <div className="grid gap-0.5">
          <dt className="text-muted">{t("elsewhere")}</dt>
          <dd className="num">
            {fee(template.base_fee, template.item_fee)}
            {template.free_from !== null && ` · ${t("freeFrom", { amount: price(template.free_from) })}`}
          </dd>
        </div>
      </dl>
    </Section>
  );
}
