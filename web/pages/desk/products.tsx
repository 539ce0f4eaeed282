import { Link } from "@tanstack/react-router";
import { Package } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { productStates, type Product } from "../../../contract/catalog.ts";
import type { RouteId } from "../../../contract/routes.ts";
import { usePages } from "../../api/hooks.ts";
import { useTitle } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Price } from "../../ui/price.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { Chips } from "../work/chips.tsx";
import { oneOf, useDeskSearch } from "./desk-search.ts";
import { ReasonButton } from "./reason-button.tsx";
import { Rows } from "./rows.tsx";
import { SearchField } from "./search-field.tsx";
import { ShopTag } from "./shop-tag.tsx";

const filters = ["all", ...productStates, "taken_down"] as const;
const tones: Readonly<Record<Product["state"], Tone>> = { draft: "quiet", on_sale: "good", off: "quiet" };
const refreshes: readonly RouteId[] = ["listAllProducts", "getProduct", "listRooms", "listAudit"];

/** Every product of every shop, and the way to take one off sale. */
export function DeskProductsPage() {
  const t = useTranslations("operator.product");
  const desk = useTranslations("operator");
  const [search, setSearch] = useDeskSearch();
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  useTitle(desk("nav.products"));
  const filter = oneOf(filters, search.state) ?? "all";
  const q = search.q ?? "";
  const pages = usePages("listAllProducts", {
    query: {
      limit: 50,
      ...(q === "" ? {} : { q }),
      ...(search.shop === undefined ? {} : { shop_id: search.shop }),
      ...(filter === "taken_down" ? { taken_down: "true" } : filter === "all" ? {} : { state: filter }),
    },
  });
  return (
    <div ref={list}>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <Chips
          label={t("state")}
          current={filter}
          onChange={(next) => setSearch({ state: next === "all" ? undefined : next })}
          options={filters.map((id) => ({
            id,
            label: id === "all" ? desk("any") : id === "taken_down" ? t("takenDown") : t(id),
          }))}
        />
        <SearchField label={t("find")} value={q} onChange={(next) => setSearch({ q: next })} />
        {search.shop !== undefined && <ShopTag id={search.shop} onClear={() => setSearch({ shop: undefined })} />}
      </div>
      <Rows
        pages={pages}
        keyOf={(one) => one.id}
        empty={<EmptyState icon={<Package size={22} aria-hidden />} title={t("none")} />}
      >
        {(one) => <Row product={one} />}
      </Rows>
    </div>
  );
}

function Row({ product }: { readonly product: Product }) {
  const t = useTranslations("operator.product");
  const time = useTimeText();
  const { taken_down, title } = product;
  const params = { product_id: product.id };
  const cheapest = product.variants.toSorted((a, b) => a.price.amount - b.price.amount)[0];
  return (
    <div className="grid grid-cols-[44px_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-4 py-2 md:grid-cols-[44px_minmax(0,1.4fr)_minmax(0,1fr)_150px_90px_96px]">
      <Picture picture={product.pictures[0]} alt="" size="small" className="size-11 rounded-s object-cover" />
      <span className="min-w-0">
        <Link
          to={`/products/${product.id}`}
          data-row
          aria-label={t("open", { title })}
          className="block truncate font-semibold hover:underline"
        >
          {title}
        </Link>
        <Link
          to={`/desk/shops/${product.shop.id}`}
          className="block truncate text-sm text-muted hover:text-ink hover:underline"
        >
          {product.shop.name}
        </Link>
      </span>
      <span className="order-last col-span-3 min-w-0 text-sm break-words text-ember-text md:order-none md:col-span-1">
        {taken_down !== undefined && (
          <>
            {taken_down.reason}
            <span className="block text-muted">{t("since", { time: time(taken_down.at) })}</span>
          </>
        )}
      </span>
      <span className="num hidden text-right text-sm text-muted md:block">
        {cheapest !== undefined && <Price money={cheapest.price} className="block !font-normal text-ink" />}
        {t("available", { count: product.variants.reduce((sum, one) => sum + one.available, 0) })}
      </span>
      <span className="hidden justify-self-end md:block">
        <StateBadge tone={taken_down === undefined ? tones[product.state] : "bad"}>
          {t(taken_down === undefined ? product.state : "takenDown")}
        </StateBadge>
      </span>
      <span className="justify-self-end">
        <ReasonButton
          key={taken_down === undefined ? "down" : "up"}
          route={taken_down === undefined ? "takeDownProduct" : "liftTakedown"}
          options={(reason) => ({ params, body: { reason } })}
          refreshes={refreshes}
          label={t(taken_down === undefined ? "takeDown" : "lift")}
          about={title}
          title={t(taken_down === undefined ? "takeDownTitle" : "liftTitle", { title })}
          text={t(taken_down === undefined ? "takeDownText" : "liftText")}
          action={t(taken_down === undefined ? "takeDown" : "lift")}
          kind={taken_down === undefined ? "danger" : "quiet"}
        />
      </span>
    </div>
  );
}
