import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslations } from "use-intl";
import type { LiveSession, Studio } from "../../../contract/live.ts";
import { useCall, useRefresh } from "../../api/hooks.ts";
import { useSocketState } from "../../api/live.ts";
import { useRoom } from "../../live/use-room.ts";
import { classNames } from "../../ui/class-names.ts";
import { Chips } from "../work/chips.tsx";
import { CockpitBar } from "./cockpit-bar.tsx";
import { Faults } from "./faults.tsx";
import { FlashPanel } from "./flash-panel.tsx";
import { HostChat } from "./host-chat.tsx";
import { Interrupted } from "./interrupted.tsx";
import { LiveNumbers } from "./live-numbers.tsx";
import { OrderTicker } from "./order-ticker.tsx";
import { PaceChart } from "./pace-chart.tsx";
import { usePin } from "./pin.ts";
import { PinnedCard } from "./pinned-card.tsx";
import { Chip, Preview } from "./preview.tsx";
import { questionsOf, type Question } from "./questions.ts";
import { nextAfter } from "./run-down-notes.ts";
import { RunDown } from "./run-down.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { stockOf } from "./stock.ts";
import type { OrderTick } from "./studio-live.ts";

interface Props {
  readonly data: Studio;
  readonly session: LiveSession;
  readonly ticks: readonly OrderTick[];
}
const panes = ["runDown", "chat", "ticker"] as const;
const sums_ms = 10_000;

const withCount = (label: string, count: number): string => (count === 0 ? label : `${label} ${count}`);

/** On air: picture left, numbers and run-down in the middle, people right. On a phone the last two take turns. */
export function Cockpit({ data, session, ticks }: Props) {
  const t = useTranslations("studio.live");
  const cockpit = useTranslations("cockpit");
  const live = useRoom(data.room_id);
  const offline = useSocketState() === "waiting";
  const sums = useCall("getRecap", { params: { session_id: session.id } }, { refetchInterval: sums_ms }).data;
  const [pane, setPane] = useState<(typeof panes)[number]>("runDown");
  const room = live.room?.session?.id === session.id ? live.room : undefined;
  // The room hears of a change first; whether the broadcast stands or waits is then read from the studio, which knows the clock of it.
  const now = { ...(room?.session ?? session), state: session.state };
  const refresh = useRefresh();
  const heardState = room?.session?.state;
  useEffect(() => {
    if (heardState !== undefined) refresh("getStudio");
  }, [heardState, refresh]);
  const bag = room?.bag ?? data.bag;
  const details = useCall(
    "getStudioSession",
    { params: { session_id: session.id } },
    { refetchInterval: sums_ms },
  ).data;
  const replyBox = useRef<HTMLInputElement>(null);
  const [answering, setAnswering] = useState<Question | null>(null);
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const [ending, setEnding] = useState(false);
  const { pin } = usePin(session.id);
  const questions = questionsOf(live.entries, done);
  const pinned = bag.find(({ id }) => id === now.pinned_product_id);
  const next = nextAfter(bag, now.pinned_product_id);
  const reply = (question: Question | null) => {
    // The box takes the focus before the next key arrives: a letter meant for the answer must not act as a shortcut.
    flushSync(() => {
      setPane("chat");
      setAnswering(question);
    });
    replyBox.current?.focus();
  };
  const acts = {
    next: () => next !== null && pin(next.id),
    unpin: () => now.pinned_product_id !== null && pin(null),
    reply: () => reply(answering),
    question: () => questions[0] !== undefined && reply(questions[0]),
    end: () => setEnding(true),
  };
  const on = (name: (typeof panes)[number]) => classNames("lg:flex", pane === name ? "flex" : "max-lg:hidden");
  return (
    <div className="mx-auto flex w-full max-w-[1600px] flex-col gap-3 px-4 py-3 lg:h-[calc(100dvh-60px)]">
      <CockpitBar
        session={now}
        encoder={data.encoder}
        room_id={data.room_id}
        ending={ending}
        onEnding={setEnding}
        shortcuts={<Shortcuts acts={acts} />}
      />
      {now.state === "interrupted" && <Interrupted resume_by={live.resume_by ?? data.encoder.resume_by} />}
      {now.state === "on_air" && <Faults encoder={data.encoder} pinned={pinned} />}
      {offline && (
        <p role="status" className="rounded-s bg-wash px-3 py-2 text-sm text-amber-text">
          {t("offline")}
        </p>
      )}
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-[clamp(250px,22vw,320px)_minmax(0,1fr)_340px]">
        <div className="flex min-h-0 gap-3 lg:flex-col">
          <Preview
            url={data.preview_flv_url}
            connected={data.encoder.connected}
            className="aspect-[9/16] w-[34vw] max-w-44 shrink-0 lg:aspect-auto lg:w-auto lg:max-w-none lg:min-h-0 lg:flex-1"
          >
            <Chip>
              <span aria-hidden className="size-1.5 animate-pulse rounded-full bg-ember" />
              {t("onAir")}
            </Chip>
          </Preview>
          <div className="flex min-w-0 flex-1 flex-col gap-3 lg:flex-none">
            <div className="lg:hidden">
              <LiveNumbers session={now} sums={sums} stacked />
            </div>
            <div className="hidden lg:block">
              <PinnedCard session={now} product={pinned} stock={pinned === undefined ? 0 : stockOf(pinned)} />
            </div>
          </div>
        </div>
        <div className="lg:hidden">
          <PinnedCard session={now} product={pinned} stock={pinned === undefined ? 0 : stockOf(pinned)} next={next} />
        </div>
        <div className="lg:hidden">
          <Chips
            label={t("pane")}
            current={pane}
            onChange={setPane}
            options={panes.map((id) => ({
              id,
              label: withCount(
                t(id),
                id === "ticker" ? (sums?.orders_paid ?? 0) : id === "chat" ? questions.length : 0,
              ),
            }))}
          />
        </div>
        <div className={classNames("min-h-0 flex-col gap-3", on("runDown"))}>
          <div className="hidden lg:block">
            <LiveNumbers session={now} sums={sums} />
          </div>
          <div className="hidden lg:block">
            <PaceChart minutes={sums?.minutes} title={t("pace")} hint={cockpit("recap.pace")} />
          </div>
          <FlashPanel session_id={session.id} room_id={data.room_id} bag={bag} pinned_id={now.pinned_product_id} />
          <RunDown session={now} bag={bag} sums={sums} details={details} />
        </div>
        <div className={classNames("min-h-0 flex-col gap-3", pane === "runDown" ? "max-lg:hidden" : "flex", "lg:flex")}>
          <HostChat
            entries={live.entries}
            say={live.say}
            replyBox={replyBox}
            answering={answering}
            onAnswering={setAnswering}
            done={done}
            onDone={(id) => setDone(new Set([...done, id]))}
            className={classNames(
              "min-h-0 flex-1 flex-col max-lg:h-[60dvh] lg:flex",
              pane === "chat" ? "flex" : "max-lg:hidden",
            )}
          />
          <OrderTicker
            ticks={ticks}
            className={classNames("lg:max-h-[34%]", pane === "ticker" ? "" : "max-lg:hidden")}
          />
        </div>
      </div>
    </div>
  );
}
