import { useTranslations } from "use-intl";
import type { Health } from "../../../contract/health.ts";
import type { RouteId } from "../../../contract/routes.ts";
import { Section } from "../../ui/page.tsx";
import { Time, useTimeText } from "../../ui/time.tsx";
import { ReasonButton } from "./reason-button.tsx";

const refreshes: readonly RouteId[] = ["getHealth", "getAttention", "listAudit"];

/** Jobs that gave up: try again, or let go. */
export function FailedJobs({ jobs }: { readonly jobs: Health["failed_jobs"] }) {
  const t = useTranslations("operator.health");
  return (
    <Section title={t("failedJobs")}>
      <ul className="divide-y divide-line">
        {jobs.map((job) => {
          const params = { name: job.name, job_id: job.id };
          const about = `${job.name} ${job.id.slice(-8)}`;
          return (
            <li key={job.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
              <span className="min-w-0 flex-1 basis-60">
                <span className="block font-mono text-sm">{job.name}</span>
                <span className="block text-sm break-words text-ember-text">{job.message}</span>
                <span className="block text-xs text-muted">
                  {t("tries", { count: job.tries })}
                  {job.failed_at !== null && (
                    <>
                      {" · "}
                      <Time at={job.failed_at} />
                    </>
                  )}
                </span>
              </span>
              <span className="flex gap-2">
                <ReasonButton
                  route="retryJob"
                  options={(reason) => ({ params, body: { reason } })}
                  refreshes={refreshes}
                  label={t("retry")}
                  about={about}
                  title={t("retryJobTitle", { name: job.name })}
                  text={t("retryJobText")}
                  action={t("retry")}
                />
                <ReasonButton
                  route="discardJob"
                  options={(reason) => ({ params, body: { reason } })}
                  refreshes={refreshes}
                  label={t("discard")}
                  about={about}
                  title={t("discardJobTitle", { name: job.name })}
                  text={t("discardJobText")}
                  action={t("discard")}
                  kind="danger"
                />
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** Events a listener cannot take, and what waits behind them. */
export function StuckEvents({ events }: { readonly events: Health["stuck_events"] }) {
  const t = useTranslations("operator.health");
  const time = useTimeText();
  return (
    <Section title={t("stuck")}>
      <p className="mb-1 text-sm text-muted">{t("stuckText")}</p>
      <ul className="divide-y divide-line">
        {events.map((event) => {
          const params = { event_id: event.event_id };
          const about = `${event.type} ${event.event_id.slice(-8)}`;
          return (
            <li key={event.event_id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
              <span className="min-w-0 flex-1 basis-60">
                <span className="block font-mono text-sm break-all">
                  {event.type} <span className="text-muted">{event.key}</span>
                </span>
                <span className="block text-sm break-words text-ember-text">
                  {t("missing", { names: event.missing.join(", ") || "–" })}
                </span>
                <span className="block text-xs text-muted">
                  {t("tries", { count: event.tries })} · <Time at={event.at} />
                </span>
              </span>
              <span className="flex gap-2">
                <ReasonButton
                  route="retryEvent"
                  options={(reason) => ({ params, body: { reason } })}
                  refreshes={refreshes}
                  label={t("retry")}
                  about={about}
                  title={t("retryEventTitle")}
                  text={t("retryEventText", { time: time(event.next_at) })}
                  action={t("retry")}
                />
                <ReasonButton
                  route="skipEvent"
                  options={(reason) => ({ params, body: { reason } })}
                  refreshes={refreshes}
                  label={t("skip")}
                  about={about}
                  title={t("skipEventTitle")}
                  text={t("skipEventText")}
                  action={t("skip")}
                  kind="danger"
                />
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
