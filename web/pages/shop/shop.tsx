import { getRouteApi, Link } from "@tanstack/react-router";
import { PackageOpen } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { CouponShelf } from "../coupons/coupon-shelf.tsx";
import type { Shop } from "../../../contract/shops.ts";
import { useCall, usePages } from "../../api/hooks.ts";
import { classNames } from "../../ui/class-names.ts";
import { More } from "../../ui/more.tsx";
import { PageBody, Section, useTitle } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { useCategories, useCategoryName } from "../home/category-chips.tsx";
import { EndedRow } from "../home/ended-row.tsx";
import { UpcomingRow } from "../home/upcoming-row.tsx";
import { RoomCard } from "../home/room-card.tsx";
import { ProductCard } from "../product/product-card.tsx";
import { LateShopRating } from "../reviews/late-shop-rating.tsx";
import { ShareButton } from "../share/share-button.tsx";
import { SellerFacts } from "./seller-facts.tsx";

const route = getRouteApi("/shops/$shop_id");
const look_again_ms = 15_000;

/** A shop: who is on air for it now, what it sells, and who is behind it. */
export function ShopPage() {
  const t = useTranslations("shop");
  const { shop_id } = route.useParams() as { readonly shop_id: string };
  const shop = useCall("getShop", { params: { shop_id } });
  const seller = useCall("getSeller", { params: { shop_id } });
  useTitle(shop.data?.name);
  if (shop.error !== null && shop.data === undefined)
    return <ErrorState error={shop.error} onRetry={() => void shop.refetch()} />;
  return (
    <PageBody width="wide">
      <ShopHead shop={shop.data} />
      <div className="grid items-start gap-8 md:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <OnAir shop_id={shop_id} />
          <CouponShelf of={{ shop_id }} />
          <Goods shop_id={shop_id} />
          <LateShopRating shop_id={shop_id} />
          <Upcoming shop_id={shop_id} />
          <Ended shop_id={shop_id} />
        </div>
        <div id="seller" className="scroll-mt-20 md:sticky md:top-20">
          <Section title={t("sellerTitle")}>
            <p className="mb-4 text-sm text-muted">{t("sellerLead")}</p>
            {seller.error !== null && seller.data === undefined ? (
              <ErrorState error={seller.error} onRetry={() => void seller.refetch()} />
            ) : seller.data === undefined ? (
              <Skeleton className="h-32" />
            ) : (
              <SellerFacts seller={seller.data} />
            )}
          </Section>
        </div>
      </div>
    </PageBody>
  );
}

function ShopHead({ shop }: { readonly shop: Shop | undefined }) {
  const t = useTranslations("shop");
  const format = useFormatter();
  return (
    <header className="py-6 md:py-9">
      <div className="flex items-center gap-4">
        {shop?.logo === null ? (
          // No logo is no missing picture: the name stands for itself.
          <span
            aria-hidden
            className="grid size-18 shrink-0 place-items-center rounded-m bg-wash text-2xl font-bold text-muted"
          >
            {[...shop.name][0]}
          </span>
        ) : (
          <Picture picture={shop?.logo} alt="" eager className="size-18 shrink-0 rounded-m" />
        )}
        {shop === undefined ? (
          <Skeleton className="h-12 w-52" />
        ) : (
          <div className="min-w-0 flex-1">
            <h1 className="text-xl font-bold break-words">{shop.name}</h1>
            <p className="num mt-1 text-sm text-muted">
              {shop.state === "closed" ? (
                t("closed")
              ) : (
                <>
                  {t("dispatch", { hours: shop.dispatch_hours })} ·{" "}
                  <span className="whitespace-nowrap">
                    {t("since", { date: format.dateTime(new Date(shop.created_at), { dateStyle: "medium" }) })}
                  </span>
                </>
              )}
            </p>
            <p className="flex flex-wrap gap-x-4 text-sm">
              <a href="#seller" className="inline-flex min-h-8 items-center underline underline-offset-4">
                {t("sellerLink")}
              </a>
              <Link
                to="/messages/$shop_id"
                params={{ shop_id: shop.id }}
                className="inline-flex min-h-8 items-center underline underline-offset-4"
              >
                {t("message")}
              </Link>
            </p>
          </div>
        )}
        {shop !== undefined && <ShareButton title={shop.name} />}
      </div>
      {shop !== undefined && shop.intro !== "" && <p className="mt-4 max-w-2xl whitespace-pre-line">{shop.intro}</p>}
    </header>
  );
}

function OnAir({ shop_id }: { readonly shop_id: string }) {
  const t = useTranslations("viewer");
  const rooms = usePages("listRooms", { query: { shop_id } }, { refetchInterval: look_again_ms });
  const shown =
    rooms.items?.flatMap((room) => (room.session === null ? [] : [{ ...room, session: room.session }])) ?? [];
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="shop-live">
      <h2 id="shop-live" className="mb-3 text-md font-bold">
        {t("liveNow")}
      </h2>
      <ul className="grid grid-cols-2 gap-3 lg:grid-cols-3">
        {shown.map((room) => (
          <li key={room.id}>
            <RoomCard session={room.session} bag={room.bag} eager />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Goods({ shop_id }: { readonly shop_id: string }) {
  const t = useTranslations("shop");
  const words = useTranslations("viewer");
  const [category, setCategory] = useState<string | undefined>();
  const all = usePages("listShopProducts", { params: { shop_id }, query: { state: "on_sale" } });
  const products = usePages("listShopProducts", {
    params: { shop_id },
    query: { state: "on_sale", ...(category === undefined ? {} : { category }) },
  });
  const name = useCategoryName();
  const mine = new Set(all.items?.map((product) => product.category));
  const categories = useCategories().filter((one) => mine.has(one.slug));
  return (
    <section aria-label={t("products")}>
      <h2 className="mb-3 text-md font-bold">{t("products")}</h2>
      {categories.length > 1 && (
        <div
          role="group"
          aria-label={words("kinds")}
          className="mb-3 flex gap-2 overflow-x-auto [scrollbar-width:none]"
        >
          {[undefined, ...categories].map((one) => (
            <button
              key={one?.slug ?? ""}
              type="button"
              aria-pressed={one?.slug === category}
              onClick={() => setCategory(one?.slug)}
              className={classNames(
                "min-h-9 shrink-0 rounded-full px-3.5 text-sm",
                one?.slug === category ? "bg-ink font-semibold text-paper" : "bg-wash",
              )}
            >
              {one === undefined ? words("allKinds") : name(one)}
            </button>
          ))}
        </div>
      )}
      {products.items === undefined && products.error !== null && (
        <ErrorState error={products.error} onRetry={products.retry} />
      )}
      {products.items?.length === 0 && (
        <EmptyState icon={<PackageOpen size={24} aria-hidden />} title={t("noProducts")} text={t("noProductsText")} />
      )}
      <ul className="grid grid-cols-2 gap-3 md:gap-4 lg:grid-cols-3">
        {products.items === undefined &&
          products.error === null &&
          Array.from({ length: 4 }, (_, index) => (
            <li key={index}>
              <Skeleton className="aspect-[4/5] rounded-m" />
            </li>
          ))}
        {products.items?.map((product) => (
          <li key={product.id}>
            <ProductCard product={product} />
          </li>
        ))}
      </ul>
      <More pages={products} />
    </section>
  );
}

function Upcoming({ shop_id }: { readonly shop_id: string }) {
  const t = useTranslations("viewer");
  const upcoming = usePages("listUpcomingSessions", { query: { shop_id, limit: 4 } });
  if (upcoming.items === undefined || upcoming.items.length === 0) return null;
  return (
    <section aria-labelledby="shop-upcoming">
      <h2 id="shop-upcoming" className="mb-3 text-md font-bold">
        {t("upcoming")}
      </h2>
      <UpcomingRow upcoming={upcoming.items} />
    </section>
  );
}

function Ended({ shop_id }: { readonly shop_id: string }) {
  const t = useTranslations("viewer");
  const ended = usePages("listEndedSessions", { query: { shop_id, limit: 10 } });
  if (ended.items === undefined || ended.items.length === 0) return null;
  return (
    <section aria-labelledby="shop-ended">
      <h2 id="shop-ended" className="mb-3 text-md font-bold">
        {t("ended")}
      </h2>
      <EndedRow ended={ended.items} />
    </section>
  );
}
