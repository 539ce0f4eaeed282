import { UserCheck } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { verificationStates, type Verification } from "../../../contract/accounts.ts";
import { usePages } from "../../api/hooks.ts";
import { classNames } from "../../ui/class-names.ts";
import { More } from "../../ui/more.tsx";
import { useTitle } from "../../ui/page.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { Chips } from "../work/chips.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { FilterField, matches } from "./filter-field.tsx";
import { VerificationSheet } from "./verification-sheet.tsx";

const tones: Readonly<Record<Verification["state"], Tone>> = {
  pending: "soon",
  approved: "good",
  rejected: "bad",
  expired: "quiet",
};
const look_ms = 10_000;

/** Who waits to be verified. Enter opens the whole data and the decision. */
export function VerificationsPage() {
  const t = useTranslations("desk.verification");
  const desk = useTranslations("desk");
  const [state, setState] = useState<Verification["state"]>("pending");
  const [wanted, setWanted] = useState("");
  const [openId, setOpenId] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  useTitle(desk("verifications"));
  const pages = usePages("listVerifications", { query: { state } }, { refetchInterval: look_ms });
  const shown = pages.items?.filter((one) =>
    matches(wanted, [one.legal_name, one.account.name, one.document_number, one.contact_phone, one.address]),
  );
  return (
    <div ref={list}>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <Chips
          label={t("state")}
          current={state}
          onChange={setState}
          options={verificationStates.map((id) => ({ id, label: t(id) }))}
        />
        <FilterField value={wanted} onChange={setWanted} />
      </div>
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
        verification={pages.items?.find(({ id }) => id === openId) ?? null}
        onClose={() => setOpenId(null)}
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
