import { Link2 } from "lucide-react";
import { useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import type { Studio } from "../../../contract/live.ts";
import type { StudioSession } from "../../../contract/planning.ts";
import { useAccount } from "../../api/account.ts";
import { useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { copyText } from "../../ui/copy-field.tsx";
import { PageHeader } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { VerificationPanel } from "../verify/verification-panel.tsx";
import { EncoderFacts } from "./encoder-facts.tsx";
import { EncoderHowTo } from "./encoder-how-to.tsx";
import { PastSessions } from "./past-sessions.tsx";
import { NextPlanned, PlannedList } from "./planned-list.tsx";
import { PlanTimeSheet } from "./plan-time.tsx";
import { Chip, Preview } from "./preview.tsx";
import { CheckPoints, ReadyCard } from "./ready-card.tsx";
import { RunDownEditor } from "./run-down-editor.tsx";
import { SessionForm } from "./session-form.tsx";
import { ShopGate } from "./shop-gate.tsx";
import { StreamKeyCard } from "./stream-key-card.tsx";
import { TeamChat } from "./team-chat.tsx";

interface Props {
  readonly data: Studio;
  /** A planned session that is being prepared; without one, what is prepared now. */
  readonly chosen?: StudioSession;
  /** What stands above it all: the name of the page and what may be done with it. */
  readonly header?: React.ReactNode;
}

/** Everything before going on air, on one page: picture, title and run-down, key, and what is still missing. */
export function Preparation({ data, chosen, header }: Props) {
  const t = useTranslations("studio");
  const plan = useTranslations("cockpit.plan");
  const account = useAccount();
  const [unsavedForm, setUnsavedForm] = useState(false);
  const [unsavedRunDown, setUnsavedRunDown] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const verified = account?.verified.host === true;
  const session = chosen?.session ?? data.session;
  const read = useCall(
    "getStudioSession",
    { params: { session_id: session?.id ?? "" } },
    { enabled: session !== null && chosen === undefined },
  ).data;
  const details = chosen ?? (read?.session.id === session?.id ? read : undefined);
  const onForm = useCallback((unsaved: boolean) => setUnsavedForm(unsaved), []);
  const onRunDown = useCallback((unsaved: boolean) => setUnsavedRunDown(unsaved), []);
  const announced = useCall("listPlannedSessions", {}, { enabled: chosen === undefined && session === null }).data
    ?.data;
  const next = session === null ? announced?.[0] : undefined;
  // On a phone an empty second form would stand where the session that is already prepared belongs.
  const [another, setAnother] = useState(false);
  const leads = next !== undefined && !another;
  const isRehearsing = session?.state === "rehearsing";
  return (
    <div className="mx-auto w-full max-w-[1440px] px-4 pb-12 md:px-6">
      {header ?? <PageHeader title={t("title")} />}
      {!verified && (
        <div id="verification" className="mb-4 scroll-mt-20">
          <VerificationPanel kind="host" />
        </div>
      )}
      {next !== undefined && (
        <div className="mb-4 lg:hidden">
          <NextPlanned planned={next} />
        </div>
      )}
      <div className="flex flex-col gap-4 lg:grid lg:grid-cols-[300px_minmax(0,1fr)] lg:items-start xl:grid-cols-[300px_minmax(0,1fr)_380px]">
        <div className="contents lg:sticky lg:top-20 lg:grid lg:gap-3">
          <Preview
            url={data.preview_flv_url}
            connected={data.encoder.connected}
            className="mx-auto aspect-[9/16] w-40 shrink-0 lg:max-h-[34dvh] lg:w-full"
          >
            <Chip>{isRehearsing ? <Rehearsal /> : t("preview.onlyYou")}</Chip>
          </Preview>
          <EncoderFacts encoder={data.encoder} />
          {session !== null && <CheckPoints session_id={session.id} />}
          <div
            className={classNames(
              "sticky bottom-[calc(60px+env(safe-area-inset-bottom))] z-10 order-last lg:static lg:order-none",
              leads && "max-lg:hidden",
            )}
          >
            <ReadyCard
              session={session}
              connected={data.encoder.connected}
              verified={verified}
              unsaved={unsavedForm || unsavedRunDown}
            />
          </div>
        </div>
        <div className="grid min-w-0 gap-4">
          {chosen === undefined && <PlannedList />}
          {isRehearsing && session !== null && (
            <>
              <TeamChat room_id={data.room_id} session_id={session.id} />
              <Invite session_id={session.id} />
            </>
          )}
          {leads && (
            <Button className="lg:hidden" onClick={() => setAnother(true)}>
              {plan("another")}
            </Button>
          )}
          <ShopGate>
            {(shops) => (
              <div className={classNames("grid min-w-0 gap-4", leads && "max-lg:hidden")}>
                {session !== null &&
                  (details === undefined ? (
                    <Skeleton className="h-40" />
                  ) : (
                    <RunDownEditor
                      key={session.id}
                      session_id={session.id}
                      shop_id={session.shop.id}
                      run_down={details.run_down}
                      onUnsaved={onRunDown}
                    />
                  ))}
                <SessionForm
                  key={session?.id ?? "new"}
                  shops={shops}
                  session={session}
                  bag={details?.run_down.map(({ product }) => product) ?? data.bag}
                  onUnsaved={onForm}
                />
              </div>
            )}
          </ShopGate>
          {session?.state === "draft" && <AnnounceDraft session={session} />}
          <div className="hidden lg:block">
            <PastSessions past={data.past} />
          </div>
        </div>
        <div className="grid min-w-0 gap-4 lg:col-start-2 xl:col-start-3">
          <StreamKeyCard onSecret={setSecret} />
          <EncoderHowTo secret={secret} />
        </div>
        <div className="lg:hidden">
          <PastSessions past={data.past} />
        </div>
      </div>
    </div>
  );
}

function Rehearsal() {
  return useTranslations("cockpit.rehearsal")("title");
}

/** What is prepared now can still be announced for later. */
function AnnounceDraft({ session }: { readonly session: StudioSession["session"] }) {
  const t = useTranslations("cockpit.plan");
  const [open, setOpen] = useState(false);
  return (
    <div className="justify-self-start">
      <Button kind="plain" onClick={() => setOpen(true)}>
        {t("announceDraft")}
      </Button>
      <PlanTimeSheet session={session} open={open} onClose={() => setOpen(false)} />
    </div>
  );
}

/** The page at which the people of the shop look on. */
function Invite({ session_id }: { readonly session_id: string }) {
  const t = useTranslations("cockpit.rehearsal");
  const link = `${location.origin}/studio/sessions/${session_id}`;
  return (
    <Button
      kind="plain"
      icon={<Link2 size={17} aria-hidden />}
      className="justify-self-start"
      onClick={() => void copyText(link).then((done) => toast(done ? t("invited") : link))}
    >
      {t("invite")}
    </Button>
  );
}
