import { ImagePlus, SendHorizontal, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import type { Picture as PictureObject } from "../../../contract/media.ts";
import { useAct } from "../../api/hooks.ts";
import { Picture } from "../../ui/picture.tsx";
import { ErrorLine } from "../../ui/states.tsx";

interface Props {
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onSend: (said: { readonly text: string; readonly picture_ids: readonly string[] }) => void;
  /** Grows with each message that was taken: what stood in the field is empty then, and not before. */
  readonly sent: number;
}

/** The field at the lower end of a conversation. Enter sends, Shift and Enter begins a line. */
export function Composer({ busy, error, onSend, sent }: Props) {
  const t = useTranslations("talk");
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const [text, setText] = useState("");
  const [pictures, setPictures] = useState<readonly PictureObject[]>([]);
  const upload = useAct("createPicture", { onDone: (picture) => setPictures((all) => [...all, picture]) });
  useEffect(() => {
    if (sent === 0) return;
    setText("");
    setPictures([]);
    field.current?.focus();
  }, [sent]);
  const ready = (text.trim() !== "" || pictures.length > 0) && !busy && !upload.busy;
  const send = () => {
    if (ready) onSend({ text, picture_ids: pictures.map((picture) => picture.id) });
  };
  return (
    <form
      onSubmit={(event) => (event.preventDefault(), send())}
      className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] -mx-4 grid gap-2 border-t border-line bg-surface px-4 py-3 md:bottom-0 md:mx-0 md:rounded-m md:border"
    >
      <ErrorLine error={error ?? upload.error} />
      {pictures.length > 0 && (
        <ul className="flex gap-2">
          {pictures.map((picture) => (
            <li key={picture.id} className="relative size-16 overflow-hidden rounded-s">
              <Picture picture={picture} alt="" size="small" className="size-full" />
              <button
                type="button"
                aria-label={t("dropAbout")}
                onClick={() => setPictures(pictures.filter((one) => one.id !== picture.id))}
                className="chip absolute top-0.5 right-0.5 grid size-7 place-items-center rounded-full"
              >
                <X size={13} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex items-end gap-2">
        <label
          htmlFor={id}
          aria-label={t("addPicture")}
          className="grid size-11 shrink-0 cursor-pointer place-items-center rounded-full text-muted focus-within:outline-2 hover:bg-wash"
        >
          <ImagePlus size={21} aria-hidden />
          <input
            id={id}
            type="file"
            accept="image/jpeg,image/png,image/webp"
            aria-label={t("addPicture")}
            className="sr-only"
            disabled={upload.busy || pictures.length >= limits.pictures_per_message_max}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file !== undefined) upload.run({ body: file });
              event.target.value = "";
            }}
          />
        </label>
        <textarea
          ref={field}
          rows={1}
          aria-label={t("label")}
          placeholder={t("placeholder")}
          value={text}
          maxLength={limits.message_chars_max}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            // While a word is being composed, Enter chooses it.
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
          }}
          className="field-sizing-content max-h-32 min-h-11 min-w-0 flex-1 resize-none rounded-m border border-line-strong bg-surface px-3.5 py-2.5"
        />
        <button
          type="submit"
          aria-label={t("send")}
          disabled={!ready}
          aria-busy={busy}
          className="grid size-11 shrink-0 place-items-center rounded-full bg-ink text-paper disabled:opacity-55"
        >
          <SendHorizontal size={19} aria-hidden />
        </button>
      </div>
    </form>
  );
}
