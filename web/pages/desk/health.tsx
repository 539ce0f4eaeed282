import { CircleAlert, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Health } from "../../../contract/health.ts";
import { useCall } from "../../api/hooks.ts";
import { Facts, Section, useTitle } from "../../ui/page.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { Time, useTimeText } from "../../ui/time.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { FailedJobs, StuckEvents } from "./stuck-work.tsx";

const look_ms = 5_000;

/** What runs behind the market: jobs, events, deadlines, the database and this process. */
export function HealthPage() {
  const t = useTranslations("operator");
  useTitle(t("nav.health"));
  const read = useCall("getHealth", {}, { refetchInterval: look_ms });
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  return read.data === undefined ? <RowsSkeleton rows={6} /> : <Whole health={read.data} />;
}

function Whole({ health }: { readonly health: Health }) {
  const t = useTranslations("operator.health");
  const time = useTimeText();
  const behind = health.listeners.filter((one) => one.behind > 0);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p role="status" className="flex flex-wrap items-center gap-x-3">
        <span
          className={`inline-flex items-center gap-1.5 font-semibold ${health.ok ? "text-jade" : "text-amber-text"}`}
        >
          {health.ok ? <CircleCheck size={18} aria-hidden /> : <CircleAlert size={18} aria-hidden />}
          {t(health.ok ? "good" : "bad")}
        </span>
        <span className="num text-sm text-muted">{t("at", { time: time(health.at) })}</span>
      </p>
      {health.failed_jobs.length > 0 && <FailedJobs jobs={health.failed_jobs} />}
      {health.stuck_events.length > 0 && <StuckEvents events={health.stuck_events} />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Vitals health={health} />
        <Section title={t("events")}>
          {behind.length === 0 ? (
            <p className="text-muted">{t("allHeard")}</p>
          ) : (
            <Table head={[t("listener"), t("behind"), t("oldest")]}>
              {behind.map((one) => (
                <Row key={one.name} name={one.name} cells={[one.behind, <When key="at" at={one.oldest_at} />]} />
              ))}
            </Table>
          )}
        </Section>
        <Section title={t("jobs")}>
          <Table head={[t("job"), t("waiting"), t("running"), t("failed"), t("oldest")]}>
            {health.jobs.map((job) => (
              <Row
                key={job.name}
                name={job.name}
                cells={[job.waiting, job.running, job.failed, <When key="at" at={job.oldest_at} />]}
              />
            ))}
          </Table>
        </Section>
        <Section title={t("timers")}>
          {health.timers.length === 0 ? (
            <p className="text-muted">{t("noTimers")}</p>
          ) : (
            <Table head={[t("timer"), t("set"), t("late"), t("oldest")]}>
              {health.timers.map((timer) => (
                <Row
                  key={timer.name}
                  name={timer.name}
                  cells={[timer.set, timer.late, <When key="at" at={timer.oldest_due_at} />]}
                />
              ))}
            </Table>
          )}
        </Section>
      </div>
    </div>
  );
}

function Vitals({ health }: { readonly health: Health }) {
  const t = useTranslations("operator.health");
  const { process, database } = health;
  const megabytes = (bytes: number) => t("megabytes", { value: Math.round(bytes / 1_000_000) });
  return (
    <Section title={t("process")}>
      <Facts
        rows={[
          [t("version"), process.version],
          [t("node"), process.node],
          [t("started"), <Time key="started" at={process.started_at} />],
          [t("memory"), megabytes(process.memory_bytes)],
          [t("postgres"), database.version],
          [t("size"), megabytes(database.size_bytes)],
          [t("connections"), t("connectionsOf", { count: database.connections, max: database.connections_max })],
          [t("migrations"), String(database.migrations)],
        ]}
      />
    </Section>
  );
}

function When({ at }: { readonly at: string | null }) {
  return at === null ? "–" : <Time at={at} />;
}

function Table({ head, children }: { readonly head: readonly string[]; readonly children: ReactNode }) {
  return (
    // What scrolls sideways can be scrolled by keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="-mx-1 overflow-x-auto px-1" tabIndex={0} role="group" aria-label={head[0]}>
      <table className="w-full text-sm">
        <thead className="text-muted">
          <tr className="border-b border-line">
            {head.map((name, at) => (
              <th
                key={name}
                scope="col"
                className={`py-1.5 font-normal whitespace-nowrap ${at === 0 ? "text-left" : "pl-3 text-right"}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">{children}</tbody>
      </table>
    </div>
  );
}

function Row({ name, cells }: { readonly name: string; readonly cells: readonly ReactNode[] }) {
  return (
    <tr>
      <th scope="row" className="py-1.5 text-left font-mono text-xs font-normal whitespace-nowrap">
        {name}
      </th>
      {cells.map((cell, at) => (
        <td key={at} className="num py-1.5 pl-3 text-right whitespace-nowrap">
          {cell}
        </td>
      ))}
    </tr>
  );
}
