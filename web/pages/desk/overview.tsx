import { Link } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import { useDeployment } from "../../api/account.ts";
import { type Answer, useCall } from "../../api/hooks.ts";
import { classNames } from "../../ui/class-names.ts";
import { Section, useTitle } from "../../ui/page.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { missingOf, variables } from "../law/operator-facts.ts";
import { RowsSkeleton } from "../work/guard.tsx";
import { AuditRow } from "./audit-row.tsx";
import { useActionText } from "./audit-text.ts";
import { Visits } from "./visits.tsx";

const look_ms = 10_000;

/** What wants an operator, before anything else. */
export function OverviewPage() {
  const t = useTranslations("operator");
  useTitle(t("nav.overview"));
  const read = useCall("getAttention", {}, { refetchInterval: look_ms });
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  return (
    <div className="grid gap-5">
      {read.data === undefined ? <RowsSkeleton rows={3} /> : <Numbers now={read.data} />}
      <Unnamed />
      <Latest />
      <Visits />
    </div>
  );
}

/** Who answers for the terms is set where the server is started; shoppers only read that it is missing. */
function Unnamed() {
  const t = useTranslations("operator.overview");
  const law = useTranslations("law");
  const common = useTranslations("common");
  const deployment = useDeployment();
  if (deployment === undefined || deployment.demo) return null;
  const missing = missingOf(deployment.operator);
  if (missing.length === 0) return null;
  return (
    <section className="rounded-m border border-amber bg-surface p-4">
      <h2 className="font-semibold">
        {t("unnamed", { missing: missing.map((one) => law(`missing.${one}`)).join(common("and")) })}
      </h2>
      <p className="mt-1 text-sm text-muted">
        {t("unnamedText", { variables: missing.map((one) => variables[one]).join(common("and")) })}
      </p>
    </section>
  );
}

function Numbers({ now }: { readonly now: Answer<"getAttention"> }) {
  const t = useTranslations("operator.overview");
  const payouts = useTranslations("payouts.desk");
  const statements = useTranslations("statements");
  const time = useTimeText();
  const days = {
    differs: useCall("listReconciliations", { query: { state: "differs", limit: 100 } }, { refetchInterval: 60_000 })
      .data,
    unfetched: useCall(
      "listReconciliations",
      { query: { state: "unfetched", limit: 100 } },
      { refetchInterval: 60_000 },
    ).data,
  };
  const statementsOf = (state: keyof typeof days) => days[state]?.data ?? [];
  const aftersales = useCall("countAllAftersales", {}, { refetchInterval: look_ms }).data;
  const wants = [
    { to: "/desk/aftersales", label: t("disputes"), count: aftersales?.disputes ?? 0 },
    { to: "/desk/aftersales", label: t("failedRefunds"), count: aftersales?.failed ?? 0 },
    {
      to: "/desk/verifications",
      label: t("pending"),
      count: now.verifications_pending,
      note:
        now.oldest_verification_at === null ? undefined : t("pendingSince", { time: time(now.oldest_verification_at) }),
    },
    { to: "/desk/payouts", search: { state: "requested" }, label: payouts("waiting"), count: now.payouts_waiting },
    {
      to: "/desk/statements",
      search: { state: "differs" },
      label: statements("wants"),
      count: statementsOf("differs").filter((day) => day.unexplained > 0).length,
    },
    {
      to: "/desk/statements",
      search: { state: "unfetched" },
      label: statements("wantsUnfetched"),
      count: statementsOf("unfetched").length,
    },
    { to: "/desk/money", label: payouts("problems"), count: now.ledger_problems },
    { to: "/desk/health", label: t("failedJobs"), count: now.failed_jobs },
    { to: "/desk/health", label: t("stuckEvents"), count: now.stuck_events },
    { to: "/desk/health", label: t("lateTimers"), count: now.late_timers },
  ];
  const also = [
    { to: "/desk/rooms", label: t("onAir"), count: now.rooms_on_air },
    {
      to: "/desk/verifications",
      search: { state: "expiring" },
      label: t("expiring"),
      count: now.verifications_expiring,
    },
    { to: "/desk/accounts", search: { role: "suspended" }, label: t("suspended"), count: now.accounts_suspended },
    { to: "/desk/aftersales", label: t("gathering"), count: aftersales?.disputes_gathering ?? 0 },
  ];
  const waiting = wants.filter((one) => one.count > 0);
  return (
    <>
      <section aria-label={t("wants")}>
        {waiting.length === 0 ? (
          <div className="card flex items-center gap-3 p-4">
            <CircleCheck size={22} aria-hidden className="shrink-0 text-jade" />
            <p>
              <b className="font-semibold">{t("calm")}</b>
              <span className="block text-sm text-muted">{t("calmText")}</span>
            </p>
          </div>
        ) : (
          <ul className="grid grid-cols-2 gap-3 md:grid-cols-4">
            {waiting.map((one) => (
              <li key={one.label}>
                <Tile {...one} urgent />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-label={t("also")}>
        <h2 className="mb-2 font-semibold">{t("also")}</h2>
        <ul className="grid grid-cols-2 gap-3 md:grid-cols-4">
          {also.map((one) => (
            <li key={one.label}>
              <Tile {...one} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

interface TileProps {
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly label: string;
  readonly count: number;
  readonly note?: string | undefined;
  readonly urgent?: boolean;
}

function Tile({ to, search, label, count, note, urgent = false }: TileProps) {
  return (
    <Link
      to={to}
      search={search ?? {}}
      className={classNames("card block h-full p-4 hover:bg-wash", urgent && "border-amber")}
    >
      <span className="num block text-2xl font-bold">{count}</span>
      <span className="block text-sm">{label}</span>
      {note !== undefined && (
        <span data-varies className="num block text-xs text-muted">
          {note}
        </span>
      )}
    </Link>
  );
}

function Latest() {
  const t = useTranslations("operator.overview");
  const audit = useTranslations("operator.audit");
  const words = useActionText();
  const read = useCall("listAudit", { query: { limit: 8 } });
  return (
    <Section
      title={t("latest")}
      actions={
        <Link to="/desk/audit" className="text-sm underline underline-offset-4">
          {t("allActs")}
        </Link>
      }
    >
      {read.error !== null && read.data === undefined ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : read.data === undefined ? (
        <RowsSkeleton rows={3} />
      ) : read.data.data.length === 0 ? (
        <p className="text-muted">{audit("none")}</p>
      ) : (
        <ul className="-mx-4 divide-y divide-line">
          {read.data.data.map((entry) => (
            <li key={entry.id}>
              <AuditRow entry={entry} action={words(entry.action)} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
