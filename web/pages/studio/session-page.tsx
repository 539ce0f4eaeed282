import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { StudioSession } from "../../../contract/planning.ts";
import { useCall } from "../../api/hooks.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { useDark } from "../../ui/dark.ts";
import { PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { PageSkeleton, SignedIn } from "../work/guard.tsx";
import { useParam } from "../work/use-param.ts";
import { EncoderFacts } from "./encoder-facts.tsx";
import { CallOff, PlanTimeSheet } from "./plan-time.tsx";
import { Until } from "./planned-list.tsx";
import { Preparation } from "./preparation.tsx";
import { Chip, Preview } from "./preview.tsx";
import { ProductLine } from "./bag-editor.tsx";
import { TeamChat } from "./team-chat.tsx";
import { useStudio } from "./use-studio.ts";

const look_ms = 5_000;

/** A planned session: its host prepares, rehearses and begins it here; the people of the shop look on. */
export function SessionPage() {
  const t = useTranslations("studio");
  useDark();
  return (
    <SignedIn title={t("guestTitle")} text={t("guestText")}>
      <Body />
    </SignedIn>
  );
}

function Body() {
  const session_id = useParam("sessionId");
  const read = useCall("getStudioSession", { params: { session_id } }, { refetchInterval: look_ms });
  if (read.data === undefined)
    return read.error === null ? (
      <PageSkeleton />
    ) : (
      <ErrorState error={read.error} onRetry={() => void read.refetch()} />
    );
  const { state } = read.data.session;
  if (state === "cancelled" || state === "lapsed" || state === "ended") return <Over data={read.data} />;
  return read.data.role === "host" ? <HostSession data={read.data} /> : <TeamSession data={read.data} />;
}

function Over({ data }: { readonly data: StudioSession }) {
  const t = useTranslations("cockpit.plan");
  const { state, id, title } = data.session;
  const text = state === "lapsed" ? t("lapsed") : state === "ended" ? t("isOver") : t("off");
  return (
    <PageBody>
      <EmptyState title={title} text={text}>
        {state === "ended" && data.role === "host" ? (
          <Link to="/studio/sessions/$sessionId/recap" params={{ sessionId: id }} className={buttonClass("solid")}>
            {t("toRecap")}
          </Link>
        ) : (
          <Link to="/studio" className={buttonClass("solid")}>
            {t("back")}
          </Link>
        )}
      </EmptyState>
    </PageBody>
  );
}

function HostSession({ data }: { readonly data: StudioSession }) {
  const t = useTranslations("cockpit.plan");
  const navigate = useNavigate();
  const studio = useStudio();
  const [moving, setMoving] = useState(false);
  const { session } = data;
  const isAtStudio = session.state === "on_air" || session.state === "interrupted" || session.state === "draft";
  useEffect(() => {
    if (isAtStudio) void navigate({ to: "/studio", replace: true });
  }, [isAtStudio, navigate]);
  if (studio.data === undefined || isAtStudio)
    return studio.error === null ? <PageSkeleton /> : <ErrorState error={studio.error} onRetry={studio.retry} />;
  return (
    <Preparation
      data={studio.data}
      chosen={data}
      header={
        <PageHeader
          back="/studio"
          title={session.title}
          lead={
            session.planned_at !== null && (
              <>
                <Time at={session.planned_at} /> · <Until at={session.planned_at} />
              </>
            )
          }
          actions={
            session.state === "scheduled" && (
              <>
                <CallOff session={session} onDone={() => void navigate({ to: "/studio" })} />
                <Button onClick={() => setMoving(true)}>{t("move")}</Button>
                {moving && <PlanTimeSheet session={session} open onClose={() => setMoving(false)} />}
              </>
            )
          }
        />
      }
    />
  );
}

/** What the people of the shop see: the run-down, and in a rehearsal the picture and the team's chat. */
function TeamSession({ data }: { readonly data: StudioSession }) {
  const t = useTranslations("cockpit.plan");
  const runDown = useTranslations("cockpit.runDown");
  const rehearsal = useTranslations("cockpit.rehearsal");
  const { session } = data;
  return (
    <PageBody width="wide">
      <PageHeader title={session.title} lead={t("teamTitle", { name: session.host.name })} />
      <p className="mb-4 text-muted">{t("teamText")}</p>
      <div className="grid gap-4 lg:grid-cols-[300px_minmax(0,1fr)] lg:items-start">
        <div className="grid gap-3">
          {data.preview_flv_url === null ? (
            <p className="card p-6 text-center text-muted">{t("teamWait")}</p>
          ) : (
            <>
              <Preview
                url={data.preview_flv_url}
                connected={data.encoder.connected}
                className="mx-auto aspect-[9/16] w-60 lg:w-full"
              >
                {session.state === "rehearsing" && <Chip>{rehearsal("title")}</Chip>}
              </Preview>
              <EncoderFacts encoder={data.encoder} />
            </>
          )}
        </div>
        <div className="grid gap-4">
          {session.state === "rehearsing" && <TeamChat room_id={session.room_id} session_id={session.id} />}
          <Section title={runDown("title")}>
            <ol className="divide-y divide-line">
              {data.run_down.map((item, at) => (
                <li key={item.product.id} className="py-2">
                  <div className="flex items-center gap-3">
                    <span className="num w-5 text-center text-sm text-muted">{at + 1}</span>
                    <ProductLine product={item.product} />
                    {item.planned_minutes !== null && (
                      <span className="num text-sm text-muted">
                        {runDown("minutesShort", { count: item.planned_minutes })}
                      </span>
                    )}
                  </div>
                  {item.talking_points !== "" && (
                    <p className="mt-1 pl-8 text-sm whitespace-pre-line text-muted">{item.talking_points}</p>
                  )}
                </li>
              ))}
            </ol>
          </Section>
        </div>
      </div>
    </PageBody>
  );
}
