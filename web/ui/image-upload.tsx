import { ChevronLeft, ChevronRight, ImagePlus, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../contract/limits.ts";
import type { Picture as PictureObject } from "../../contract/media.ts";
import { useAct } from "../api/hooks.ts";
import { classNames } from "./class-names.ts";
import { moved } from "./move.ts";
import { Picture } from "./picture.tsx";
import { ErrorLine } from "./states.tsx";

interface Props {
  readonly label: string;
  readonly pictures: readonly PictureObject[];
  readonly onChange: (next: readonly PictureObject[]) => void;
  readonly max?: number;
  readonly shape?: "square" | "tall";
}
const bytesPerMegabyte = 1024 * 1024;

/** Uploads pictures, several chosen at once where several may stand, and shows them; the first is the main one, and several can be put in order. */
export function ImageUpload({ label, pictures, onChange, max = 1, shape = "square" }: Props) {
  const t = useTranslations("common");
  const id = useId();
  const [tooLarge, setTooLarge] = useState(false);
  const megabytes = limits.picture_upload_bytes_max / bytesPerMegabyte;
  // Chosen and not sent yet: one after the other, in the order they were chosen.
  const [waiting, setWaiting] = useState<readonly File[]>([]);
  const sent = useRef<File | null>(null);
  const upload = useAct("createPicture", {
    onDone: (picture) => {
      onChange(max === 1 ? [picture] : [...pictures, picture]);
      setWaiting((files) => files.slice(1));
    },
    // Those behind it would only hide what went wrong.
    onFail: () => setWaiting([]),
  });
  const next = waiting[0];
  const { busy, run } = upload;
  useEffect(() => {
    if (next === undefined || busy || sent.current === next) return;
    sent.current = next;
    run({ body: next });
  }, [next, busy, run]);
  const take = (chosen: readonly File[]) => {
    const small = chosen.filter(({ size }) => size <= limits.picture_upload_bytes_max);
    setTooLarge(small.length < chosen.length);
    setWaiting(small.slice(0, max === 1 ? 1 : max - pictures.length));
  };
  const box = classNames("relative overflow-hidden rounded-m", shape === "tall" ? "h-40 w-30" : "size-24");
  return (
    <div className="grid gap-1.5">
      <span className="text-sm font-semibold">{label}</span>
      <div className="flex flex-wrap gap-2">
        {pictures.map((picture, at) => (
          <div key={picture.id} className={box}>
            <Picture picture={picture} alt="" size="medium" className="size-full" />
            <button
              type="button"
              aria-label={t("removePicture")}
              onClick={() => onChange(pictures.filter((other) => other.id !== picture.id))}
              className="chip absolute top-1 right-1 grid size-8 place-items-center rounded-full"
            >
              <X size={14} aria-hidden />
            </button>
            {pictures.length > 1 && (
              <div className="absolute inset-x-1 bottom-1 flex justify-between">
                <button
                  type="button"
                  aria-label={t("earlier")}
                  disabled={at === 0}
                  onClick={() => onChange(moved(pictures, at, -1))}
                  className="chip grid size-8 place-items-center rounded-full disabled:invisible"
                >
                  <ChevronLeft size={14} aria-hidden />
                </button>
                <button
                  type="button"
                  aria-label={t("later")}
                  disabled={at === pictures.length - 1}
                  onClick={() => onChange(moved(pictures, at, 1))}
                  className="chip grid size-8 place-items-center rounded-full disabled:invisible"
                >
                  <ChevronRight size={14} aria-hidden />
                </button>
              </div>
            )}
          </div>
        ))}
        {(pictures.length < max || max === 1) && (
          <label
            htmlFor={id}
            className={classNames(
              box,
              "grid place-items-center gap-1 border border-dashed border-line-strong p-2 text-center text-xs text-muted focus-within:outline-2 hover:bg-wash",
            )}
          >
            <input
              id={id}
              type="file"
              accept="image/jpeg,image/png,image/webp"
              className="sr-only"
              multiple={max > 1}
              disabled={upload.busy || waiting.length > 0}
              onChange={(event) => (take([...(event.target.files ?? [])]), (event.target.value = ""))}
            />
            <span className="grid justify-items-center gap-1">
              <ImagePlus size={20} aria-hidden />
              {upload.busy || waiting.length > 0
                ? t("uploading")
                : pictures.length > 0 && max === 1
                  ? t("replacePicture")
                  : t("uploadPicture")}
            </span>
          </label>
        )}
      </div>
      <p className="text-xs text-muted">{t("pictureHint", { megabytes })}</p>
      {tooLarge && (
        <p role="alert" className="text-sm text-ember-text">
          {t("pictureTooLarge", { megabytes })}
        </p>
      )}
      <ErrorLine error={upload.error} />
    </div>
  );
}
