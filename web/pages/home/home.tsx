import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronRight, Radio } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Room } from "../../../contract/live.ts";
import { useAccount } from "../../api/account.ts";
import { usePages, type Pages } from "../../api/hooks.ts";
import { classNames } from "../../ui/class-names.ts";
import { More } from "../../ui/more.tsx";
import { PageBody, useTitle } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { UnpaidBar } from "../order/unpaid-bar.tsx";
import { ProductCard } from "../product/product-card.tsx";
import { CategoryChips, useCategories, useCategoryName } from "./category-chips.tsx";
import { EndedRow } from "./ended-row.tsx";
import { FollowingRow } from "./following-row.tsx";
import { UpcomingRow } from "./upcoming-row.tsx";
import { RoomCard } from "./room-card.tsx";

const route = getRouteApi("/");
const look_again_ms = 10_000;

/** Who is on air now, those one follows first; then what was, and what is new. The order is written down in live's README. */
export function HomePage() {
  const t = useTranslations("viewer");
  const { category } = route.useSearch() as { readonly category?: string };
  const account = useAccount();
  const known = useCategories().find((one) => one.slug === category);
  const name = useCategoryName();
  const query = category === undefined ? {} : { query: { category } };
  const rooms = usePages("listRooms", query, { refetchInterval: look_again_ms });
  const products = usePages("listProducts", { query: { limit: 12, ...query.query } });
  useTitle(undefined);
  return (
    <PageBody width="wide" className="pt-4 md:pt-8">
      <h1 className="sr-only">{t("homeTitle")}</h1>
      {account === null && <Intro className="mb-4" />}
      {/* Who has just ordered for the first time still reads what this place is. */}
      <UnpaidBar className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5">
        <Intro />
      </UnpaidBar>
      <CategoryChips chosen={category} />
      {category === undefined && <FollowingRow />}
      <h2 className="mb-3 text-lg font-bold">
        {known === undefined ? t("liveNow") : t("liveIn", { category: name(known) })}
      </h2>
      <Rooms rooms={rooms} narrowed={category !== undefined} />
      {category === undefined && <Upcoming />}
      {category === undefined && <Ended />}
      <Goods
        products={products}
        title={known === undefined ? t("newGoods") : t("goodsIn", { category: name(known) })}
      />
    </PageBody>
  );
}

/** What this place is, in a sentence. */
function Intro({ className }: { readonly className?: string }) {
  const t = useTranslations("viewer");
  return (
    <p className={classNames("text-sm text-muted md:text-base", className)}>
      {t("intro")}{" "}
      <Link to="/help" className="inline-flex items-center font-semibold text-ink">
        {t("introMore")}
        <ChevronRight size={15} aria-hidden />
      </Link>
    </p>
  );
}

function Rooms({ rooms, narrowed }: { readonly rooms: Pages<Room>; readonly narrowed: boolean }) {
  const t = useTranslations("viewer");
  const shown = rooms.items?.flatMap((room) => (room.session === null ? [] : [{ ...room, session: room.session }]));
  const alone = shown?.length === 1 ? shown[0] : undefined;
  if (shown === undefined && rooms.error !== null) return <ErrorState error={rooms.error} onRetry={rooms.retry} />;
  if (shown?.length === 0)
    return narrowed ? (
      <p className="mb-4 rounded-m bg-wash px-4 py-3 text-muted">{t("noLiveIn")}</p>
    ) : (
      <EmptyState icon={<Radio size={24} aria-hidden />} title={t("noLive")} text={t("noLiveText")} />
    );
  if (alone !== undefined)
    return (
      <div className="max-md:max-w-80">
        <RoomCard session={alone.session} bag={alone.bag} lead eager />
      </div>
    );
  return (
    <>
      <ul className="grid grid-cols-2 gap-x-3 gap-y-5 md:grid-cols-3 md:gap-x-5 lg:grid-cols-4">
        {shown === undefined
          ? Array.from({ length: 4 }, (_, index) => (
              <li key={index} className="grid gap-2">
                <Skeleton className="aspect-[3/4] rounded-m" />
                <Skeleton className="h-10" />
              </li>
            ))
          : shown.map((room, index) => (
              <li key={room.id}>
                <RoomCard session={room.session} bag={room.bag} eager={index < 4} />
              </li>
            ))}
      </ul>
      <More pages={rooms} />
    </>
  );
}

function Upcoming() {
  const t = useTranslations("viewer");
  const upcoming = usePages("listUpcomingSessions", { query: { limit: 6 } });
  if (upcoming.items === undefined || upcoming.items.length === 0) return null;
  return (
    <Shelf title={t("upcoming")}>
      <UpcomingRow upcoming={upcoming.items} />
    </Shelf>
  );
}

function Ended() {
  const t = useTranslations("viewer");
  const ended = usePages("listEndedSessions", { query: { limit: 10 } });
  if (ended.items === undefined || ended.items.length === 0) return null;
  return (
    <Shelf title={t("ended")}>
      <EndedRow ended={ended.items} />
    </Shelf>
  );
}

function Goods({
  products,
  title,
}: {
  readonly products: ReturnType<typeof usePages<"listProducts">>;
  readonly title: string;
}) {
  const t = useTranslations("viewer");
  if (products.items === undefined && products.error === null)
    return (
      <Shelf title={title}>
        <div className="grid grid-cols-2 gap-3 md:grid-cols-4 md:gap-4">
          {Array.from({ length: 4 }, (_, index) => (
            <Skeleton key={index} className="aspect-[4/5] rounded-m" />
          ))}
        </div>
      </Shelf>
    );
  return (
    <Shelf title={title}>
      {products.items?.length === 0 && <p className="text-muted">{t("nothingNew")}</p>}
      <ul className="grid grid-cols-2 gap-3 md:grid-cols-4 md:gap-4">
        {products.items?.map((product) => (
          <li key={product.id}>
            <ProductCard product={product} withShop />
          </li>
        ))}
      </ul>
      <More pages={products} />
    </Shelf>
  );
}

/** A titled part of a page. */
function Shelf({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="mt-9">
      <h2 className="mb-3 text-lg font-bold">{title}</h2>
      {children}
    </section>
  );
}
