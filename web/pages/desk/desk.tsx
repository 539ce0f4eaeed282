import { Outlet } from "@tanstack/react-router";
import {
  BadgeCheck,
  CreditCard,
  FileCheck2,
  HeartPulse,
  LayoutDashboard,
  LockKeyhole,
  MessageSquareQuote,
  Package,
  Radio,
  ReceiptText,
  ScrollText,
  SlidersHorizontal,
  Store,
  TicketPercent,
  Undo2,
  Users,
  Landmark,
  Wallet,
} from "lucide-react";
import { useTranslations } from "use-intl";
import { hasRole, useAccount } from "../../api/account.ts";
import { PageBody } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { SignedIn } from "../work/guard.tsx";
import { SectionNav } from "../work/section-nav.tsx";
import { Palette } from "./palette.tsx";

/** The operator's desk: what wants attention, people, goods, rooms, money, rules, and what was done. */
export function DeskPage() {
  const t = useTranslations("desk");
  return (
    <SignedIn title={t("title")} text={t("deniedTitle")}>
      <OperatorOnly />
    </SignedIn>
  );
}

function OperatorOnly() {
  const t = useTranslations("desk");
  const payouts = useTranslations("payouts");
  const payments = useTranslations("paymentDesk");
  const statements = useTranslations("statements");
  const nav = useTranslations("operator.nav");
  const coupons = useTranslations("couponDesk");
  const account = useAccount();
  if (!hasRole(account, "operator"))
    return <EmptyState icon={<LockKeyhole size={22} aria-hidden />} title={t("deniedTitle")} text={t("deniedText")} />;
  const places = [
    { to: "/desk", label: nav("overview"), exact: true, Icon: LayoutDashboard },
    { to: "/desk/verifications", label: nav("verifications"), Icon: BadgeCheck },
    { to: "/desk/rooms", label: nav("rooms"), Icon: Radio },
    { to: "/desk/accounts", label: nav("accounts"), Icon: Users },
    { to: "/desk/shops", label: nav("shops"), Icon: Store },
    { to: "/desk/products", label: nav("products"), Icon: Package },
    { to: "/desk/orders", label: nav("orders"), Icon: ReceiptText },
    { to: "/desk/reviews", label: nav("reviews"), Icon: MessageSquareQuote },
    { to: "/desk/coupons", label: coupons("title"), Icon: TicketPercent },
    { to: "/desk/aftersales", label: nav("aftersales"), Icon: Undo2 },
    { to: "/desk/money", label: nav("money"), Icon: Wallet },
    { to: "/desk/payments", label: payments("title"), Icon: CreditCard },
    { to: "/desk/payouts", label: payouts("desk.queue"), Icon: Landmark },
    { to: "/desk/statements", label: statements("title"), Icon: FileCheck2 },
    { to: "/desk/settings", label: nav("settings"), Icon: SlidersHorizontal },
    { to: "/desk/audit", label: nav("audit"), Icon: ScrollText },
    { to: "/desk/health", label: nav("health"), Icon: HeartPulse },
  ];
  return (
    <PageBody width="wide">
      <header className="flex flex-wrap items-center justify-between gap-x-4 pt-4 pb-1">
        <h1 className="text-lg font-bold">{t("title")}</h1>
        <div className="flex items-center gap-3">
          <p className="hidden text-xs text-muted md:block">{t("keys")}</p>
          <Palette pages={places} />
        </div>
      </header>
      <div className="lg:mt-2 lg:grid lg:grid-cols-[144px_minmax(0,1fr)] lg:gap-6">
        <SectionNav label={t("places")} more={t("morePlaces")} places={places} rail />
        <div className="min-w-0 pt-4 lg:pt-0">
          <Outlet />
        </div>
      </div>
    </PageBody>
  );
}
