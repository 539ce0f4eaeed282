import { Link } from "@tanstack/react-router";
import { Check, CircleAlert, CircleDashed, CircleX } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import type { LiveSession } from "../../../contract/live.ts";
import type { CheckItem } from "../../../contract/planning.ts";
import { type Answer, useAct, useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { ErrorLine, Skeleton } from "../../ui/states.tsx";
import { checkText } from "./check-text.ts";

const look_ms = 3_000;
const icons = { ok: Check, advice: CircleAlert, blocked: CircleX, waiting: CircleDashed };
type Label = "trainingLink" | "verificationLink" | "shopLink" | "sellerLink";
/** Points that are mended on another page, or in another part of this one. */
const mends: Partial<
  Record<CheckItem["id"], { readonly at: { readonly to: string; readonly hash?: string }; readonly label: Label }>
> = {
  verification: { at: { to: "/studio", hash: "verification" }, label: "verificationLink" },
  training: { at: { to: "/studio/training" }, label: "trainingLink" },
  shop_open: { at: { to: "/sell" }, label: "shopLink" },
  seller: { at: { to: "/sell/seller" }, label: "sellerLink" },
};
const tones = { ok: "text-jade", advice: "text-amber-text", blocked: "text-ember-text", waiting: "text-muted" };

interface Props {
  readonly session: LiveSession | null;
  readonly connected: boolean;
  readonly verified: boolean;
  /** The forms hold changes that the server does not have. */
  readonly unsaved: boolean;
}

/** What is still missing, the rehearsal, and the button. Each point says what to do; it names the reason while it cannot be pressed. */
export function ReadyCard({ session, connected, verified, unsaved }: Props) {
  const t = useTranslations("cockpit.check");
  const air = useTranslations("studio.air");
  const rehearsal = useTranslations("cockpit.rehearsal");
  const reason = useId();
  const list = useCall(
    "getChecklist",
    { params: { session_id: session?.id ?? "" } },
    { enabled: session !== null, refetchInterval: look_ms, staleTime: 0 },
  ).data;
  const refreshes = ["getStudio", "getStudioSession", "getChecklist", "listRooms", "listPlannedSessions"] as const;
  const start = useAct("startSession", { refreshes });
  const rehearse = useAct("startRehearsal", { refreshes });
  const endRehearsal = useAct("endRehearsal", { refreshes });
  const blocked = list?.items.filter(({ state }) => state === "blocked") ?? [];
  const obstacle = !verified
    ? "needVerified"
    : session === null
      ? "needSession"
      : unsaved
        ? "unsaved"
        : blocked.some(({ id }) => id === "products")
          ? "needBag"
          : !connected
            ? "needPicture"
            : null;
  const first = blocked.find(({ id }) => id !== "encoder" && id !== "products");
  const why = obstacle !== null ? air(obstacle) : first === undefined ? air("ready") : t(...checkText(first));
  const may = obstacle === null && list?.ready === true;
  const isRehearsing = session?.state === "rehearsing";
  const session_id = session?.id ?? "";
  return (
    <section aria-label={air("checklist")} className="card grid gap-2 p-3 shadow-lg lg:gap-3 lg:p-4 lg:shadow-none">
      {session !== null && list === undefined && <Skeleton className="hidden h-40 lg:block" />}
      {list !== undefined && (
        <div className="hidden lg:block">
          <Points list={list} />
        </div>
      )}
      {isRehearsing && (
        <div role="status" className="rounded-s bg-amber/15 px-3 py-2 text-sm text-amber-text max-lg:sr-only">
          <b>{rehearsal("title")}</b> · {rehearsal("text")}
        </div>
      )}
      <div className="flex flex-row-reverse gap-2 lg:flex-col">
        <Button
          kind="buy"
          wide
          className="lg:min-h-13 lg:text-md"
          busy={start.busy}
          disabled={!may}
          aria-describedby={reason}
          onClick={() => start.run({ params: { session_id } })}
        >
          {air(start.busy ? "going" : "go")}
        </Button>
        {isRehearsing ? (
          <Button wide busy={endRehearsal.busy} onClick={() => endRehearsal.run({ params: { session_id } })}>
            {rehearsal("end")}
          </Button>
        ) : (
          session !== null && (
            <Button
              wide
              busy={rehearse.busy}
              disabled={!connected || !verified}
              onClick={() => rehearse.run({ params: { session_id } })}
            >
              {rehearsal("start")}
            </Button>
          )
        )}
      </div>
      <p id={reason} className="text-center text-sm text-muted">
        {why}
      </p>
      <ErrorLine error={start.error ?? rehearse.error ?? endRehearsal.error} />
    </section>
  );
}

/** The same points where the card has no room for them: on a phone they stand in the page. */
export function CheckPoints({ session_id }: { readonly session_id: string }) {
  const list = useCall("getChecklist", { params: { session_id } }, { refetchInterval: look_ms }).data;
  if (list === undefined) return <Skeleton className="h-24 lg:hidden" />;
  return (
    <section className="card p-4 lg:hidden">
      <Points list={list} />
    </section>
  );
}

/** What stands in the way first; advice apart from it, since nobody has to take it. */
function Points({ list: { items, ready } }: { readonly list: Answer<"getChecklist"> }) {
  const t = useTranslations("cockpit.check");
  const missing = items.filter(({ state }) => state === "blocked").length;
  const wanting = items.filter(({ state }) => state === "blocked" || state === "waiting");
  const advice = items.filter(({ state }) => state === "advice");
  return (
    <div className="grid gap-2">
      <h2 className="font-semibold">{t("title")}</h2>
      <p className={classNames("text-sm", missing === 0 ? "text-jade" : "text-muted")}>
        {ready && advice.length > 0 ? t("readyAdvised", { count: advice.length }) : t("rest", { count: missing })}
      </p>
      <PointList items={wanting} />
      {advice.length > 0 && (
        <>
          <h3 className="text-sm text-muted">{t("advice")}</h3>
          <PointList items={advice} />
        </>
      )}
      <details className="text-sm">
        <summary className="min-h-8 cursor-pointer text-muted hover:text-ink">
          {t("more", { count: items.length })}
        </summary>
        <PointList items={items} />
      </details>
    </div>
  );
}

function PointList({ items }: { readonly items: readonly CheckItem[] }) {
  const t = useTranslations("cockpit.check");
  return (
    <ul className="grid gap-1.5 text-sm">
      {items.map((item) => {
        const Icon = icons[item.state];
        const mend = item.state === "blocked" ? mends[item.id] : undefined;
        return (
          <li key={item.id} className={classNames("flex items-start gap-2", tones[item.state])}>
            <Icon size={16} aria-label={t(`state_${item.state}`)} className="mt-0.5 shrink-0" />
            <span>
              {t(...checkText(item))}{" "}
              {mend !== undefined && (
                <Link {...mend.at} className="underline">
                  {t(mend.label)}
                </Link>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
