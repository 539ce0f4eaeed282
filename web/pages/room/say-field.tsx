import { SendHorizontal } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { classNames } from "../../ui/class-names.ts";
import type { RoomView } from "./room-view.ts";

/** How many characters may be left before they are counted aloud. */
const warn_chars = 30;

/** Where one talks. A guest signs in when sending; the draft stays and is then sent. */
export function SayField({ view, overVideo }: { readonly view: RoomView; readonly overVideo: boolean }) {
  const t = useTranslations("room");
  const [draft, setDraft] = useState("");
  const left = limits.chat_line_chars_max - [...draft].length;
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const text = draft.trim();
    if (text === "" || left < 0) return;
    if ((await requireSignIn("chat")) === null) return;
    setDraft("");
    await view.say(text);
  };
  return (
    <div className="min-w-0 flex-1">
      {left < 0 && (
        // Above the field: in it the words would take the room from the text.
        <p role="status" className="num mb-1.5 w-fit rounded-s bg-ember-fill px-2 py-0.5 text-xs font-bold text-white">
          {t("charsOver", { count: -left })}
        </p>
      )}
      <form
        onSubmit={(event) => void submit(event)}
        className={classNames(
          "flex items-center rounded-full has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2",
          overVideo ? "chip" : "border border-line-strong bg-surface",
        )}
      >
        <input
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          disabled={!view.onAir}
          aria-label={t("say")}
          placeholder={t("say")}
          enterKeyHint="send"
          autoComplete="off"
          className={classNames(
            "min-h-11 w-0 min-w-0 flex-1 text-ellipsis rounded-full bg-transparent pr-2 pl-4 !outline-none",
            overVideo ? "placeholder:text-white/80" : "placeholder:text-muted",
          )}
        />
        {left >= 0 && left <= warn_chars && (
          <span aria-label={t("charsLeft", { count: left })} className="num shrink-0 px-1 text-xs">
            {left}
          </span>
        )}
        {draft.trim() !== "" && (
          <button
            type="submit"
            disabled={left < 0}
            aria-label={t("send")}
            className="mr-1 grid size-9 shrink-0 place-items-center rounded-full bg-white text-scrim disabled:opacity-50 md:bg-ink md:text-paper"
          >
            <SendHorizontal size={17} aria-hidden />
          </button>
        )}
      </form>
    </div>
  );
}
