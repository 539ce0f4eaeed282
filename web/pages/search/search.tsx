import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { SearchKind } from "../../../contract/search.ts";
import { call } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { PageBody, useTitle } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { HostRow } from "../host/host-row.tsx";
import { RoomCard } from "../home/room-card.tsx";
import { ProductCard } from "../product/product-card.tsx";
import { ShopRow } from "../shop/shop-row.tsx";
import { recentSearches } from "./recent-searches.ts";
import { SearchField } from "./search-field.tsx";

const route = getRouteApi("/search");
const groups = { room: "rooms", host: "hosts", shop: "shops", product: "products" } as const;
const kinds = Object.keys(groups) as readonly SearchKind[];

/** Everything that can be found, by kind; the question is in the address, so that it can be kept and shared. */
export function SearchPage() {
  const t = useTranslations("viewer.search");
  const { q = "", kind } = route.useSearch() as { readonly q?: string; readonly kind?: SearchKind };
  const navigate = useNavigate();
  useTitle(q === "" ? t("title") : q);
  const go = (wanted: string) => {
    recentSearches.add(wanted);
    void navigate({ to: "/search", search: { q: wanted, ...(kind === undefined ? {} : { kind }) } });
  };
  const choose = (next: SearchKind | undefined) =>
    void navigate({ to: "/search", search: { q, ...(next === undefined ? {} : { kind: next }) }, replace: true });
  return (
    <PageBody width="wide" className="pt-4 md:pt-8">
      <h1 className="sr-only">{t("title")}</h1>
      <div className="mx-auto max-w-2xl">
        <SearchField q={q} onSearch={go} />
      </div>
      {q === "" ? (
        <Recent onSearch={go} />
      ) : (
        <>
          <div
            role="group"
            aria-label={t("kinds")}
            className="mt-4 mb-5 flex gap-2 overflow-x-auto [scrollbar-width:none]"
          >
            {[undefined, ...kinds].map((one) => (
              <button
                key={one ?? ""}
                type="button"
                aria-pressed={one === kind}
                onClick={() => choose(one)}
                className={classNames(
                  "min-h-9 shrink-0 rounded-full px-3.5 text-sm",
                  one === kind ? "bg-ink font-semibold text-paper" : "bg-wash",
                )}
              >
                {one === undefined ? t("all") : t(groups[one])}
              </button>
            ))}
          </div>
          <Results q={q} kind={kind} onMore={choose} />
        </>
      )}
    </PageBody>
  );
}

function Recent({ onSearch }: { readonly onSearch: (q: string) => void }) {
  const t = useTranslations("viewer.search");
  const recent = recentSearches.use();
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
}

function useSearch({ q, kind }: Wanted) {
  return useInfiniteQuery({
    queryKey: ["search", q, kind ?? null],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call("search", {
        query: {
          q,
          ...(kind === undefined ? {} : { kind }),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

function Results({ q, kind, onMore }: Wanted & { readonly onMore: (kind: SearchKind) => void }) {
  const t = useTranslations("viewer.search");
  const common = useTranslations("common");
  const found = useSearch({ q, kind });
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
    return <EmptyState icon={<SearchX size={24} aria-hidden />} title={t("noneTitle", { q })} text={t("noneText")} />;
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
