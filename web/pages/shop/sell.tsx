import { Outlet } from "@tanstack/react-router";
import {
  Boxes,
  CalendarClock,
  FileText,
  IdCard,
  LayoutDashboard,
  MessageSquareQuote,
  MessagesSquare,
  Package,
  ReceiptText,
  Store,
  TicketPercent,
  Truck,
  Undo2,
  Users,
  Wallet,
  Webhook,
} from "lucide-react";
import { useTranslations } from "use-intl";
import type { ShopPermission } from "../../../contract/permissions.ts";
import { Section, PageBody, PageHeader } from "../../ui/page.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { VerificationPanel } from "../verify/verification-panel.tsx";
import { PageSkeleton, SignedIn } from "../work/guard.tsx";
import { SectionNav } from "../work/section-nav.tsx";
import { ClosedShop } from "./market-word.tsx";
import { chooseShop, useMyShops } from "./my-shop.ts";
import { ShopForm } from "./shop-form.tsx";

/** The merchant's desk: around all its pages, the shop they are about. */
export function SellPage() {
  const t = useTranslations("sell");
  return (
    <SignedIn title={t("guestTitle")} text={t("guestText")}>
      <SellBody />
    </SignedIn>
  );
}

function SellBody() {
  const t = useTranslations("sell");
  const nav = useTranslations("merchant.nav");
  const coupons = useTranslations("couponDesk");
  const { read, shops, shop } = useMyShops();
  if (read.error !== null && shops === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  if (shops === undefined) return <PageSkeleton />;
  if (shop === undefined) return <OpenShop />;
  const may = (what: ShopPermission) => shop.my_permissions.includes(what);
  return (
    <PageBody width="wide">
      <header className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 pt-3 pb-1">
        <p className="min-w-0 truncate text-lg font-bold">{shop.name}</p>
        {shops.length > 1 && <ShopChoice label={t("shopChoice")} shops={shops} current={shop.id} />}
      </header>
      <div className="lg:mt-2 lg:grid lg:grid-cols-[144px_minmax(0,1fr)] lg:gap-6">
        <SectionNav
          label={t("places")}
          more={t("morePlaces")}
          rail
          places={[
            { to: "/sell", label: nav("overview"), exact: true, Icon: LayoutDashboard },
            ...(may("orders") ? [{ to: "/sell/orders", label: t("orders"), Icon: ReceiptText }] : []),
            ...(may("orders") ? [{ to: "/sell/aftersales", label: nav("aftersales"), Icon: Undo2 }] : []),
            { to: "/sell/products", label: nav("products"), Icon: Package },
            ...(may("products") ? [{ to: "/sell/coupons", label: coupons("title"), Icon: TicketPercent }] : []),
            ...(may("stock") ? [{ to: "/sell/stock", label: nav("stock"), Icon: Boxes }] : []),
            ...(may("money") ? [{ to: "/sell/money", label: t("money"), Icon: Wallet }] : []),
            ...(may("orders")
              ? [
                  { to: "/sell/messages", label: nav("messages"), Icon: MessagesSquare },
                  { to: "/sell/reviews", label: nav("reviews"), Icon: MessageSquareQuote },
                  { to: "/sell/invoices", label: nav("invoices"), Icon: FileText },
                ]
              : []),
            { to: "/sell/sessions", label: nav("sessions"), Icon: CalendarClock },
            ...(may("settings")
              ? [
                  { to: "/sell/shop", label: nav("page"), Icon: Store },
                  { to: "/sell/shipping", label: nav("shipping"), Icon: Truck },
                ]
              : []),
            { to: "/sell/staff", label: nav("staff"), Icon: Users },
            { to: "/sell/seller", label: nav("settings"), Icon: IdCard },
            ...(may("settings") ? [{ to: "/sell/webhooks", label: t("webhooks"), Icon: Webhook }] : []),
          ]}
        />
        {/* Another shop is another desk: nothing half-typed goes over to it. */}
        <div key={shop.id} className="grid min-w-0 content-start gap-4 pt-5 lg:pt-0">
          <ClosedShop shop={shop} />
          <div className="min-w-0">
            <Outlet />
          </div>
        </div>
      </div>
    </PageBody>
  );
}

function ShopChoice({
  label,
  shops,
  current,
}: {
  readonly label: string;
  readonly shops: readonly { id: string; name: string }[];
  readonly current: string;
}) {
  return (
    <select
      aria-label={label}
      value={current}
      onChange={(event) => chooseShop(event.target.value)}
      className="min-h-11 max-w-60 rounded-m border border-line-strong bg-surface px-3"
    >
      {shops.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function OpenShop() {
  const t = useTranslations("sell");
  return (
    <PageBody>
      <PageHeader title={t("open.title")} lead={t("open.lead")} />
      <div className="grid gap-4">
        <Section>
          <ShopForm />
        </Section>
        <VerificationPanel kind="seller" />
      </div>
    </PageBody>
  );
}
