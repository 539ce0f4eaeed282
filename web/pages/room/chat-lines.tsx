import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { ChatEntry } from "../../live/room-state.ts";
import { classNames } from "../../ui/class-names.ts";
import type { RoomView } from "./room-view.ts";
import { useAway } from "../../api/connection.ts";
import { useSocketState } from "../../api/live.ts";
import { browserTimers } from "../../api/browser.ts";

type Talk = Pick<RoomView, "entries" | "say">;

/** How near the end one must be to be carried along by new lines. */
const follow_px = 60;

/** Lines rise from below and fade upward; scrolling up to read stops them from running away. */
export function ChatLines({ view, overVideo }: { readonly view: Talk; readonly overVideo: boolean }) {
  const t = useTranslations("room");
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const { entries } = view;
  useEffect(() => {
    if (following.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [entries]);
  return (
    <div
      ref={box}
      role="log"
      aria-label={t("chat")}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        following.current = scrollHeight - scrollTop - clientHeight < follow_px;
      }}
      className={classNames(
        "flex flex-col overflow-y-auto overscroll-contain [scrollbar-width:none]",
        overVideo
          ? "mr-16 h-[26dvh] gap-1.5 pt-8 [mask-image:linear-gradient(transparent,#000_22%)]"
          : "min-h-0 flex-1 gap-2.5 py-4",
      )}
    >
      <div className="mt-auto" />
      {!overVideo && entries.length === 0 && <p className="py-8 text-center text-sm text-muted">{t("chatEmpty")}</p>}
      {entries.map((entry) => (
        <Entry key={entry.key} entry={entry} view={view} overVideo={overVideo} />
      ))}
    </div>
  );
}

function Entry({
  entry,
  view,
  overVideo,
}: {
  readonly entry: ChatEntry;
  readonly view: Talk;
  readonly overVideo: boolean;
}) {
  const t = useTranslations("room");
  const bubble = classNames(
    "w-fit max-w-full animate-fade text-sm leading-snug",
    overVideo && "chip rounded-m px-3 py-1.5",
  );
  const nameTone = overVideo ? "text-name" : "text-muted";
  if (entry.kind === "bought") {
    return (
      <p className={classNames(bubble, "num", overVideo ? "!bg-ember-fill/85" : "font-semibold text-ember-text")}>
        {t("bought", { name: entry.name, title: entry.title, quantity: entry.quantity })}
      </p>
    );
  }
  if (entry.kind === "line") {
    const { line } = entry;
    return (
      <p className={bubble}>
        {line.role !== "viewer" && (
          <span
            className={classNames(
              "mr-1.5 rounded-[4px] px-1.5 py-px text-[11px] font-bold",
              line.role === "host" ? "bg-ember-fill text-white" : overVideo ? "bg-white/25" : "bg-wash",
            )}
          >
            {t(line.role)}
          </span>
        )}
        <b className={classNames("mr-1.5 font-semibold", nameTone)}>{line.name}</b>
        {line.text}
      </p>
    );
  }
  if (entry.failure === null) {
    return (
      <p className={bubble} aria-busy>
        <span className="opacity-75">
          <b className={classNames("mr-1.5 font-semibold", nameTone)}>{entry.name}</b>
          {entry.text}
        </span>
        <Underway overVideo={overVideo} />
      </p>
    );
  }
  return (
    <div className={bubble}>
      <p>
        <b className={classNames("mr-1.5 font-semibold", nameTone)}>{entry.name}</b>
        {entry.text}
      </p>
      <p className={overVideo ? "text-xs text-name" : "text-xs text-ember-text"}>
        {t("notSent", { reason: entry.failure })}{" "}
        <button
          type="button"
          className="min-h-6 font-semibold underline underline-offset-2"
          onClick={() => void view.say(entry.text, entry.key)}
        >
          {t("resend")}
        </button>
      </p>
    </div>
  );
}

/** An answer usually comes sooner than this: until then the line is merely dim. */
const say_so_after_ms = 700;

/** Where a line of mine is on its way, once that takes long. */
function Underway({ overVideo }: { readonly overVideo: boolean }) {
  const t = useTranslations("room");
  const away = useAway();
  const cutOff = useSocketState() !== "open" || away;
  const [long, setLong] = useState(false);
  useEffect(() => browserTimers.after(say_so_after_ms, () => setLong(true)), []);
  if (!long && !cutOff) return null;
  return (
    <span className={classNames("block text-xs", overVideo ? "text-name" : "text-muted")}>
      {t(cutOff ? "waitingToSend" : "sending")}
    </span>
  );
}
