import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { ShopFile } from "../../../contract/operator-goods.ts";
import type { RouteId } from "../../../contract/routes.ts";
import { useCall } from "../../api/hooks.ts";
import { Facts, Section, useTitle } from "../../ui/page.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { Time, useTimeText } from "../../ui/time.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { useParam } from "../work/use-param.ts";
import { ReasonButton } from "./reason-button.tsx";
import { ShortId } from "./rows.tsx";

const refreshes: readonly RouteId[] = [
  "getShopFile",
  "listAllShops",
  "getShop",
  "listAllProducts",
  "listRooms",
  "listAudit",
];

/** One shop: who answers for it, and whether it may sell. */
export function DeskShopPage() {
  const shop_id = useParam("shopId");
  const read = useCall("getShopFile", { params: { shop_id } });
  const t = useTranslations("operator");
  useTitle(read.data?.shop.name ?? t("nav.shops"));
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  return read.data === undefined ? <RowsSkeleton rows={4} /> : <Whole file={read.data} />;
}

function Whole({ file }: { readonly file: ShopFile }) {
  const t = useTranslations("operator.shop");
  const payouts = useTranslations("payouts.desk");
  const time = useTimeText();
  const { shop, owner, closure } = file;
  const params = { shop_id: shop.id };
  const open = shop.state === "open";
  return (
    <div className="grid gap-4">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="min-w-0 text-xl font-bold break-words">{shop.name}</h2>
        <StateBadge tone={open ? "good" : "bad"}>{t(shop.state)}</StateBadge>
        <ShortId id={shop.id} />
      </header>
      {closure !== null && (
        <p className="rounded-s bg-wash px-3 py-2 break-words">
          {closure.reason}
          <span className="block text-sm text-muted">
            {t("closedWhy", { name: closure.by.name, time: time(closure.at) })}
          </span>
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <ReasonButton
          key={shop.state}
          route={open ? "closeShop" : "reopenShop"}
          options={(reason) => ({ params, body: { reason } })}
          refreshes={refreshes}
          label={t(open ? "close" : "reopen")}
          title={t(open ? "closeTitle" : "reopenTitle", { name: shop.name })}
          text={t(open ? "closeText" : "reopenText")}
          action={t(open ? "close" : "reopen")}
          kind={open ? "danger" : "quiet"}
        />
        <ReasonButton
          route="holdPayouts"
          options={(reason) => ({ params, body: { reason } })}
          refreshes={["listHeldShops", "listAudit"]}
          label={payouts("hold")}
          title={payouts("holdTitle")}
          text={payouts("holdText")}
          action={payouts("hold")}
        />
        {!open && (
          <ReasonButton
            route="returnDeposit"
            options={(reason) => ({ params, body: { reason } })}
            refreshes={["listBalances", "listAudit"]}
            label={payouts("returnDeposit")}
            title={payouts("returnTitle")}
            text={payouts("returnText")}
            action={payouts("returnDeposit")}
          />
        )}
      </div>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <Section>
          <Facts
            rows={[
              [
                t("owner"),
                <Link key="owner" to={`/desk/accounts/${owner.id}`} className="underline underline-offset-4">
                  {owner.name}
                </Link>,
              ],
              [t("staff"), t("staffCount", { count: file.staff_count })],
              [t("dispatch"), t("hours", { count: shop.dispatch_hours })],
              [t("since"), <Time key="since" at={shop.created_at} />],
            ]}
          />
        </Section>
        <SellerSection shop_id={shop.id} />
      </div>
      <p className="flex flex-wrap gap-x-5 gap-y-2 text-sm underline-offset-4">
        <Link to="/desk/payouts" search={{ shop: shop.id }} className="underline">
          {payouts("queue")}
        </Link>
        <Link to="/desk/products" search={{ shop: shop.id }} className="underline">
          {t("products")}
        </Link>
        <Link to="/desk/orders" search={{ shop: shop.id }} className="underline">
          {t("orders")}
        </Link>
        <Link to="/desk/audit" search={{ about: shop.id }} className="underline">
          {t("acts")}
        </Link>
      </p>
    </div>
  );
}

/** What every visitor may see of the seller, too. */
function SellerSection({ shop_id }: { readonly shop_id: string }) {
  const t = useTranslations("operator.shop");
  const words = useTranslations("desk.verification");
  const { data: seller } = useCall("getSeller", { params: { shop_id } });
  return (
    <Section title={t("seller")}>
      {seller === undefined ? (
        <RowsSkeleton rows={2} />
      ) : !seller.verified ? (
        <p className="text-amber-text">{t("sellerNone")}</p>
      ) : (
        <Facts
          rows={[
            [words("legalName"), seller.legal_name],
            [words(seller.document_kind ?? "business_license"), seller.document_number],
            [words("address"), seller.address],
            [words("phone"), seller.contact_phone],
            ...(seller.valid_until === null
              ? []
              : [[words("validUntil"), <Time key="until" at={seller.valid_until} format="day" />] as const]),
          ]}
        />
      )}
    </Section>
  );
}
