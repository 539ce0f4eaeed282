import { UserSearch } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { roles } from "../../../contract/accounts.ts";
import type { AccountCard } from "../../../contract/operator.ts";
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

const filters = ["all", ...roles, "suspended"] as const;

/** Everybody, found by name, id, or the whole of what they sign in with. */
export function AccountsPage() {
  const t = useTranslations("operator.account");
  const desk = useTranslations("operator");
  const [search, setSearch] = useDeskSearch();
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  useTitle(desk("nav.accounts"));
  const filter = oneOf(filters, search.role) ?? "all";
  const q = search.q ?? "";
  const pages = usePages("searchAccounts", {
    query: {
      limit: 50,
      ...(q === "" ? {} : { q }),
      ...(filter === "suspended" ? { suspended: "true" } : filter === "all" ? {} : { role: filter }),
    },
  });
  return (
    <div ref={list}>
      <div className="mb-3 grid gap-2">
        <SearchField label={t("find")} value={q} onChange={(next) => setSearch({ q: next })} />
        <p className="text-xs text-muted">{t("findHint")}</p>
        <Chips
          label={t("role")}
          current={filter}
          onChange={(next) => setSearch({ role: next === "all" ? undefined : next })}
          options={filters.map((id) => ({
            id,
            label: id === "all" ? desk("any") : id === "suspended" ? t("suspendedOnly") : t(`roles.${id}`),
          }))}
        />
      </div>
      <Rows
        pages={pages}
        keyOf={(one) => one.id}
        empty={<EmptyState icon={<UserSearch size={22} aria-hidden />} title={t("none")} text={t("noneText")} />}
      >
        {(one) => <Row account={one} />}
      </Rows>
    </div>
  );
}

function Row({ account }: { readonly account: AccountCard }) {
  const t = useTranslations("operator.account");
  const named = account.roles.filter((role) => role !== "viewer" || account.roles.length === 1);
  return (
    <RowLink
      to={`/desk/accounts/${account.id}`}
      columns="md:grid-cols-[minmax(0,1.2fr)_minmax(0,1.4fr)_minmax(0,1fr)_160px_90px]"
    >
      <span className="min-w-0 truncate font-semibold">{account.name}</span>
      <span className="order-3 min-w-0 truncate text-sm text-muted md:order-none">
        {[account.email_masked, account.phone_masked].filter((one) => one !== null).join(" · ")}
      </span>
      <span className="order-4 justify-self-end text-right text-sm text-muted md:order-none md:justify-self-start">
        {named.map((role) => t(`roles.${role}`)).join(" · ")}
      </span>
      <span className="hidden text-sm text-muted md:block">
        <Time at={account.created_at} />
      </span>
      <span className="justify-self-end">
        {account.suspended && <StateBadge tone="bad">{t("suspended")}</StateBadge>}
      </span>
    </RowLink>
  );
}
