import { Check, CornerUpLeft, SendHorizontal, X } from "lucide-react";
import { type RefObject, type SubmitEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { mentionOf } from "../../../contract/questions.ts";
import { limits } from "../../../contract/limits.ts";
import type { ChatEntry } from "../../live/room-state.ts";
import { classNames } from "../../ui/class-names.ts";
import { useNow } from "../../ui/time.tsx";
import { ChatLines } from "../room/chat-lines.tsx";
import { lineRate, questionsOf, type Question } from "./questions.ts";

interface Props {
  readonly entries: readonly ChatEntry[];
  readonly say: (text: string, key?: string) => Promise<void>;
  readonly className: string;
  readonly replyBox: RefObject<HTMLInputElement | null>;
  /** Whom the next line answers. */
  readonly answering: Question | null;
  readonly onAnswering: (question: Question | null) => void;
  readonly done: ReadonlySet<string>;
  readonly onDone: (id: string) => void;
}

const raised_max = 4;

/** What people say, questions that wait first, and the host's answer. Purchases stand in the ticker, so they are left out here. */
export function HostChat(props: Props) {
  const { entries, say, className, answering, onAnswering, done, onDone, replyBox } = props;
  const t = useTranslations("studio.live");
  const q = useTranslations("cockpit.question");
  const now = useNow(5_000);
  const lines = entries.filter(({ kind }) => kind !== "bought");
  const open = questionsOf(entries, done);
  return (
    <section className={classNames("card p-4", className)}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 className="font-semibold">{t("chat")}</h2>
        <span className="num text-sm text-muted">
          <span data-varies>{q("rate", { count: lineRate(entries, now) })}</span> · {q("title", { count: open.length })}
        </span>
      </div>
      {open.length > 0 && (
        <ul className="mt-2 grid gap-1.5" aria-label={q("title", { count: open.length })}>
          {open.slice(0, raised_max).map((question) => (
            <li key={question.id} className="flex items-center gap-1 rounded-s bg-wash py-1 pr-1 pl-3">
              <span className="min-w-0 flex-1">
                <b className="font-semibold">{question.name}</b> {question.text}
              </span>
              <button
                type="button"
                aria-label={q("answer", { name: question.name })}
                title={q("answer", { name: question.name })}
                onClick={() => {
                  onAnswering(question);
                  replyBox.current?.focus();
                }}
                className="grid size-10 shrink-0 place-items-center rounded-full hover:bg-surface"
              >
                <CornerUpLeft size={17} aria-hidden />
              </button>
              <button
                type="button"
                aria-label={q("done")}
                title={q("done")}
                onClick={() => onDone(question.id)}
                className="grid size-10 shrink-0 place-items-center rounded-full text-muted hover:bg-surface"
              >
                <Check size={17} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {lines.length === 0 ? (
        <p className="grid flex-1 place-items-center py-8 text-sm text-muted">{t("quiet")}</p>
      ) : (
        <ChatLines view={{ entries: lines, say }} overVideo={false} />
      )}
      <Reply say={say} box={replyBox} answering={answering} onAnswering={onAnswering} />
    </section>
  );
}

interface ReplyProps extends Pick<Props, "say" | "answering" | "onAnswering"> {
  readonly box: Props["replyBox"];
}

function Reply({ say, box, answering, onAnswering }: ReplyProps) {
  const t = useTranslations("studio.live");
  const q = useTranslations("cockpit.question");
  const [draft, setDraft] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const to = answering?.id;
  // The focus brings the box in sight, not the line above it, and on a phone the tab bar lies over both.
  useEffect(() => {
    if (to !== undefined) form.current?.scrollIntoView({ block: "nearest" });
  }, [to]);
  const whole = answering === null ? draft.trim() : `${mentionOf(answering.name)}${draft.trim()}`;
  const left = limits.chat_line_chars_max - [...whole].length;
  const empty = draft.trim() === "";
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (empty || left < 0) return;
    setDraft("");
    onAnswering(null);
    void say(whole);
  };
  return (
    <form ref={form} onSubmit={submit} className="max-md:scroll-mb-20">
      {answering !== null && (
        <p className="mb-1.5 flex items-center justify-between gap-2 text-sm text-muted">
          <span className="truncate">{q("to", { name: answering.name })}</span>
          <button
            type="button"
            aria-label={q("stop", { name: answering.name })}
            onClick={() => onAnswering(null)}
            className="grid size-8 shrink-0 place-items-center rounded-full hover:bg-wash"
          >
            <X size={15} aria-hidden />
          </button>
        </p>
      )}
      <div className="flex items-center rounded-full border border-line-strong bg-paper focus-within:border-ink">
        <input
          ref={box}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && (onAnswering(null), event.currentTarget.blur())}
          aria-label={t("reply")}
          placeholder={t("reply")}
          enterKeyHint="send"
          autoComplete="off"
          className="min-h-11 min-w-0 flex-1 rounded-full bg-transparent max-md:scroll-mb-20 px-4 outline-none placeholder:text-muted"
        />
        {left < 30 && (
          <span className={classNames("num px-1 text-xs", left < 0 ? "font-bold text-ember-text" : "text-muted")}>
            {left}
          </span>
        )}
        <button
          type="submit"
          aria-label={t("send")}
          disabled={empty || left < 0}
          className="mr-1 grid size-9 shrink-0 place-items-center rounded-full bg-ink text-paper disabled:opacity-30"
        >
          <SendHorizontal size={16} aria-hidden />
        </button>
      </div>
    </form>
  );
}
