import { Store } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { usePages } from "../../api/hooks.ts";
import { useTitle } from "../../ui/page.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { StateBadge } from "../../ui/state-badge.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { Chips } from "../work/chips.tsx";
import { oneOf, useDeskSearch } from "./desk-search.ts";
import { RowLink, Rows } from "./rows.tsx";
import { SearchField } from "./search-field.tsx";

const states = ["open", "closed"] as const;

/** All shops of the market. */
export function DeskShopsPage() {
  const t = useTranslations("operator.shop");
  const desk = useTranslations("operator");
  const [search, setSearch] = useDeskSearch();
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  useTitle(desk("nav.shops"));
  const state = oneOf(states, search.state);
  const q = search.q ?? "";
  const pages = usePages("listAllShops", {
    query: { limit: 50, ...(q === "" ? {} : { q }), ...(state === undefined ? {} : { state }) },
  });
  return (
    <div ref={list}>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <Chips
          label={t("state")}
          current={state ?? "all"}
          onChange={(next) => setSearch({ state: next === "all" ? undefined : next })}
          options={(["all", ...states] as const).map((id) => ({ id, label: id === "all" ? desk("any") : t(id) }))}
        />
        <SearchField label={t("find")} value={q} onChange={(next) => setSearch({ q: next })} />
      </div>
      <Rows
        pages={pages}
        keyOf={(one) => one.shop.id}
        empty={<EmptyState icon={<Store size={22} aria-hidden />} title={t("none")} />}
      >
        {({ shop, owner, staff_count, closure }) => (
          <RowLink
            to={`/desk/shops/${shop.id}`}
            columns="md:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_90px_160px_minmax(0,1fr)_90px]"
          >
            <span className="min-w-0 truncate font-semibold">{shop.name}</span>
            <span className="order-3 min-w-0 truncate text-sm text-muted md:order-none">{owner.name}</span>
            <span className="num hidden text-sm text-muted md:block">{t("staffCount", { count: staff_count })}</span>
            <span className="hidden text-sm text-muted md:block">
              <Time at={shop.created_at} />
            </span>
            <span className="order-4 col-span-2 min-w-0 truncate text-sm text-muted md:order-none md:col-span-1">
              {closure?.reason}
            </span>
            <span className="col-start-2 row-start-1 justify-self-end md:col-start-auto md:row-start-auto">
              <StateBadge tone={shop.state === "open" ? "good" : "bad"}>{t(shop.state)}</StateBadge>
            </span>
          </RowLink>
        )}
      </Rows>
    </div>
  );
}
