import { UserCheck } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { verificationStates, type Verification } from "../../../contract/accounts.ts";
import { browserTimers } from "../../api/browser.ts";
import { useCall, usePages, useRefresh } from "../../api/hooks.ts";
import { classNames } from "../../ui/class-names.ts";
import { More } from "../../ui/more.tsx";
import { useTitle } from "../../ui/page.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { Chips } from "../work/chips.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { oneOf, useDeskSearch } from "./desk-search.ts";
import { FilterField, matches } from "./filter-field.tsx";
import { VerificationSheet } from "./verification-sheet.tsx";

const tones: Readonly<Record<Verification["state"], Tone>> = {
  pending: "soon",
  approved: "good",
  rejected: "bad",
  expired: "quiet",
};
const look_ms = 10_000;
const filters = [...verificationStates, "expiring"] as const;
const expiring_ms = 30 * 24 * 3600_000;

/** Who waits to be verified. Enter opens the whole data and the decision. */
export function VerificationsPage() {
  const t = useTranslations("desk.verification");
  const desk = useTranslations("desk");
  const more = useTranslations("operator.verification");
  const [search, setSearch] = useDeskSearch();
  const state = oneOf(filters, search.state) ?? "pending";
  const [wanted, setWanted] = useState("");
  const [openId, setOpenId] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  useTitle(desk("verifications"));
  // Reading the list shows papers and is audited, so the page reads it again only when the number of those who wait changes.
  const waiting = useCall("getAttention", {}, { refetchInterval: look_ms }).data?.verifications_pending;
  const refresh = useRefresh();
  const known = useRef(waiting);
  useEffect(() => {
    if (known.current !== undefined && known.current !== waiting) refresh("listVerifications");
    known.current = waiting;
  }, [waiting, refresh]);
  const expiring = state === "expiring";
  const pages = usePages("listVerifications", { query: { state: expiring ? "approved" : state, limit: 50 } });
  const soon = browserTimers.now() + expiring_ms;
  const shown = pages.items?.filter(
    (one) =>
      (!expiring || (one.valid_until !== null && Date.parse(one.valid_until) <= soon)) &&
      matches(wanted, [one.legal_name, one.account.name, one.document_number, one.contact_phone, one.address]),
  );
  const openAt = shown?.findIndex(({ id }) => id === openId) ?? -1;
  return (
    <div ref={list}>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <Chips
          label={t("state")}
          current={state}
          onChange={(next) => setSearch({ state: next === "pending" ? undefined : next })}
          options={filters.map((id) => ({ id, label: id === "expiring" ? more("expiring") : t(id) }))}
        />
        <FilterField value={wanted} onChange={setWanted} />
      </div>
      {expiring && <p className="mb-3 text-sm text-muted">{more("expiringText")}</p>}
      {pages.error !== null && shown === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : shown === undefined ? (
        <RowsSkeleton />
      ) : shown.length === 0 ? (
        <EmptyState
          icon={<UserCheck size={22} aria-hidden />}
          title={t(state === "pending" && wanted === "" ? "none" : "noneState")}
          text={state === "pending" && wanted === "" ? t("noneText") : undefined}
        />
      ) : (
        <ul className="card divide-y divide-line overflow-hidden">
          {shown.map((one) => (
            <li key={one.id}>
              <Row verification={one} onOpen={() => setOpenId(one.id)} />
            </li>
          ))}
        </ul>
      )}
      <More pages={pages} />
      <VerificationSheet
        verification={shown?.[openAt] ?? null}
        onClose={() => setOpenId(null)}
        place={{ at: openAt, count: shown?.length ?? 0 }}
        onMove={(step) => setOpenId(shown?.[openAt + step]?.id ?? openId)}
      />
    </div>
  );
}

function Row({ verification: one, onOpen }: { readonly verification: Verification; readonly onOpen: () => void }) {
  const t = useTranslations("desk.verification");
  return (
    <button
      type="button"
      data-row
      aria-label={t("open", { name: one.legal_name })}
      onClick={onOpen}
      className={classNames(
        "grid w-full items-center gap-x-4 gap-y-0.5 px-4 py-2.5 text-left hover:bg-wash focus-visible:-outline-offset-2",
        "grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[80px_minmax(0,1.1fr)_minmax(0,1fr)_minmax(0,1.4fr)_170px_90px]",
      )}
    >
      <span className="hidden text-sm text-muted md:block">{t(one.kind)}</span>
      <span className="min-w-0">
        <span className="block truncate font-semibold">{one.legal_name}</span>
        <span className="block truncate text-xs text-muted">
          <span className="md:hidden">{t(one.kind)} · </span>
          {one.account.name}
        </span>
      </span>
      <span className="hidden min-w-0 md:block">
        <span className="block text-xs text-muted">{t(one.document_kind)}</span>
        <span className="block truncate font-mono text-sm">{one.document_number}</span>
      </span>
      <span className="hidden truncate text-sm text-muted md:block">{one.reason ?? one.address}</span>
      <span className="hidden text-sm text-muted md:block">
        <Time at={one.created_at} />
      </span>
      <span className="justify-self-end">
        <StateBadge tone={tones[one.state]}>{t(one.state)}</StateBadge>
      </span>
    </button>
  );
}
