import { SendHorizontal } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import type { ChatEntry } from "../../live/room-state.ts";
import { classNames } from "../../ui/class-names.ts";
import { ChatLines } from "../room/chat-lines.tsx";

interface Props {
  readonly entries: readonly ChatEntry[];
  readonly say: (text: string, key?: string) => Promise<void>;
  readonly className: string;
}

/** What people say, and the host's answer to everybody. Purchases stand in the ticker, so they are left out here. */
export function HostChat({ entries, say, className }: Props) {
  const t = useTranslations("studio.live");
  const lines = entries.filter(({ kind }) => kind !== "bought");
  return (
    <section className={classNames("card p-4", className)}>
      <h2 className="font-semibold">{t("chat")}</h2>
      {lines.length === 0 ? (
        <p className="grid flex-1 place-items-center py-8 text-sm text-muted">{t("quiet")}</p>
      ) : (
        <ChatLines view={{ entries: lines, say }} overVideo={false} />
      )}
      <Reply say={say} />
    </section>
  );
}

function Reply({ say }: Pick<Props, "say">) {
  const t = useTranslations("studio.live");
  const [draft, setDraft] = useState("");
  const left = limits.chat_line_chars_max - [...draft].length;
  const text = draft.trim();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text === "" || left < 0) return;
    setDraft("");
    void say(text);
  };
  return (
    <form onSubmit={submit} className="flex items-center rounded-full border border-line-strong bg-paper">
      <input
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        aria-label={t("reply")}
        placeholder={t("reply")}
        enterKeyHint="send"
        autoComplete="off"
        className="min-h-11 min-w-0 flex-1 rounded-full bg-transparent px-4 placeholder:text-muted"
      />
      {left < 30 && (
        <span className={classNames("num px-1 text-xs", left < 0 ? "font-bold text-ember-text" : "text-muted")}>
          {left}
        </span>
      )}
      <button
        type="submit"
        aria-label={t("send")}
        disabled={text === "" || left < 0}
        className="mr-1 grid size-9 shrink-0 place-items-center rounded-full bg-ink text-paper disabled:opacity-30"
      >
        <SendHorizontal size={16} aria-hidden />
      </button>
    </form>
  );
}
