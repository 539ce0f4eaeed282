import { Link } from "@tanstack/react-router";
import { Store } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../ui/button.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { useMyShops } from "../shop/my-shop.ts";

/** A broadcast shows a shop's products; without a shop, this says where to get one. */
export function ShopGate({
  children,
}: {
  readonly children: (shops: NonNullable<ReturnType<typeof useMyShops>["shops"]>) => ReactNode;
}) {
  const t = useTranslations("studio");
  const { read, shops } = useMyShops();
  if (read.error !== null && shops === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  if (shops === undefined) return <Skeleton className="h-96" />;
  if (shops.length > 0) return children(shops);
  return (
    <div className="card">
      <EmptyState icon={<Store size={22} aria-hidden />} title={t("needShopTitle")} text={t("needShopText")}>
        <Link to="/sell" className={buttonClass("solid")}>
          {t("toShop")}
        </Link>
      </EmptyState>
    </div>
  );
}
