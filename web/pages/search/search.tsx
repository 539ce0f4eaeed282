import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useTranslations } from "use-intl";
import type { SearchKind } from "../../../contract/search.ts";
import { call } from "../../api/client.ts";
import { usePersonalization } from "../../api/personalization.ts";
import { Button } from "../../ui/button.tsx";
import { PageBody, useTitle } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { useCategories, useCategoryName } from "../home/category-chips.tsx";
import { HostRow } from "../host/host-row.tsx";
import { RoomCard } from "../home/room-card.tsx";
import { ProductCard } from "../product/product-card.tsx";
import { ShopRow } from "../shop/shop-row.tsx";
import { Around } from "./around.tsx";
import { Chips } from "./chips.tsx";
import { recentSearches } from "./recent-searches.ts";
import { SearchField } from "./search-field.tsx";

const route = getRouteApi("/search");
const groups = { room: "rooms", host: "hosts", shop: "shops", product: "products" } as const;
const kinds = Object.keys(groups) as readonly SearchKind[];

/** Everything that can be found, by kind; the question is in the address, so that it can be kept and shared. */
export function SearchPage() {
  const t = useTranslations("viewer.search");
  const { q = "", kind, category } = route.useSearch() as Partial<Wanted>;
  const personal = usePersonalization();
  const navigate = useNavigate();
  const categories = useCategories();
  const nameOf = useCategoryName();
  useTitle(q === "" ? t("title") : q);
  // Chosen on another device: what this one still holds goes too.
  useEffect(() => {
    if (!personal) recentSearches.forget();
  }, [personal]);
  const show = (wanted: Wanted, replace: boolean) =>
    void navigate({
      to: "/search",
      search: {
        q: wanted.q,
        ...(wanted.kind === undefined ? {} : { kind: wanted.kind }),
        ...(wanted.category === undefined ? {} : { category: wanted.category }),
      },
      replace,
    });
  const go = (next: string) => {
    if (personal) recentSearches.add(next);
    show({ q: next, kind, category }, false);
  };
  const choose = (next: SearchKind | undefined) => show({ q, kind: next, category }, true);
  return (
    <PageBody width="wide" className="pt-4 md:pt-8">
      <h1 className="sr-only">{t("title")}</h1>
      <div className="mx-auto max-w-2xl">
        <SearchField q={q} onSearch={go} />
      </div>
      {q === "" ? (
        <>
          <Recent onSearch={go} shown={personal} />
          <Around />
        </>
      ) : (
        <>
          <Chips
            label={t("kinds")}
            className="mt-4"
            chips={[undefined, ...kinds].map((one) => ({
              id: one,
              label: one === undefined ? t("all") : t(groups[one]),
            }))}
            chosen={kind}
            onChoose={choose}
          />
          <Chips
            label={t("categories")}
            className="mt-2 mb-5"
            chips={[
              { id: undefined, label: t("allCategories") },
              ...categories.map((one) => ({ id: one.slug, label: nameOf(one) })),
            ]}
            chosen={category}
            onChoose={(next) => show({ q, kind, category: next }, true)}
          />
          <Results q={q} kind={kind} category={category} onMore={choose} />
        </>
      )}
    </PageBody>
  );
}

function Recent({ onSearch, shown }: { readonly onSearch: (q: string) => void; readonly shown: boolean }) {
  const t = useTranslations("viewer.search");
  const kept = recentSearches.use();
  const recent = shown ? kept : [];
  return (
    <div className="mx-auto max-w-2xl pt-5">
      <p className="text-sm text-muted">{t("hint")}</p>
      {recent.length > 0 && (
        <section aria-labelledby="recent-searches" className="mt-5">
          <div className="mb-2 flex items-center justify-between">
            <h2 id="recent-searches" className="text-sm font-semibold">
              {t("recent")}
            </h2>
            <Button kind="plain" size="s" onClick={() => recentSearches.forget()}>
              {t("forget")}
            </Button>
          </div>
          <ul className="flex flex-wrap gap-2">
            {recent.map((one) => (
              <li key={one} className="max-w-full">
                <button
                  type="button"
                  className="min-h-10 max-w-full truncate rounded-full bg-wash px-3.5 text-sm"
                  onClick={() => onSearch(one)}
                >
                  {one}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface Wanted {
  readonly q: string;
  readonly kind: SearchKind | undefined;
  readonly category: string | undefined;
}

function useSearch({ q, kind, category }: Wanted) {
  return useInfiniteQuery({
    queryKey: ["search", q, kind ?? null, category ?? null],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call("search", {
        query: {
          q,
          ...(kind === undefined ? {} : { kind }),
          ...(category === undefined ? {} : { category }),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

function Results({ q, kind, category, onMore }: Wanted & { readonly onMore: (kind: SearchKind) => void }) {
  const t = useTranslations("viewer.search");
  const common = useTranslations("common");
  const found = useSearch({ q, kind, category });
  if (found.data === undefined) {
    if (found.error !== null) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
    return (
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {Array.from({ length: 4 }, (_, index) => (
          <Skeleton key={index} className="aspect-[3/4] rounded-m" />
        ))}
      </div>
    );
  }
  const pages = found.data.pages;
  const shown = {
    rooms: pages.flatMap((page) => page.rooms),
    hosts: pages.flatMap((page) => page.hosts),
    shops: pages.flatMap((page) => page.shops),
    products: pages.flatMap((page) => page.products),
  };
  if (Object.values(shown).every((list) => list.length === 0))
    return (
      <>
        <EmptyState icon={<SearchX size={24} aria-hidden />} title={t("noneTitle", { q })} text={t("noneText")} />
        <Around />
      </>
    );
  const more = new Set(pages.at(-1)?.more);
  const group = (one: SearchKind, list: ReactNode) =>
    shown[groups[one]].length > 0 && (
      <section aria-labelledby={`found-${one}`} className="mb-8">
        <div className="mb-3 flex items-center justify-between">
          <h2 id={`found-${one}`} className="text-md font-bold">
            {t(groups[one])}
          </h2>
          {kind === undefined && more.has(one) && (
            <Button kind="plain" size="s" onClick={() => onMore(one)}>
              {t("showAll")}
            </Button>
          )}
        </div>
        {list}
      </section>
    );
  return (
    <div aria-live="polite">
      {group(
        "room",
        <ul className="grid grid-cols-2 gap-x-3 gap-y-5 md:grid-cols-4 md:gap-x-5">
          {shown.rooms.map((session) => (
            <li key={session.id}>
              <RoomCard session={session} />
            </li>
          ))}
        </ul>,
      )}
      {group(
        "host",
        <ul className="grid gap-2 md:grid-cols-2">
          {shown.hosts.map((card) => (
            <li key={card.host.id}>
              <HostRow card={card} />
            </li>
          ))}
        </ul>,
      )}
      {group(
        "shop",
        <ul className="grid gap-2 md:grid-cols-2">
          {shown.shops.map((one) => (
            <li key={one.shop.id}>
              <ShopRow shop={one.shop} text={one.intro} />
            </li>
          ))}
        </ul>,
      )}
      {group(
        "product",
        <ul className="grid grid-cols-2 gap-3 md:grid-cols-4 md:gap-4">
          {shown.products.map((product) => (
            <li key={product.id}>
              <ProductCard product={product} withShop />
            </li>
          ))}
        </ul>,
      )}
      {found.hasNextPage && (
        <div className="grid justify-items-center">
          <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {common("more")}
          </Button>
        </div>
      )}
    </div>
  );
}
