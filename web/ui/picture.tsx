import { ImageOff } from "lucide-react";
import { useState } from "react";
import type { Picture as PictureObject } from "../../contract/media.ts";
import { classNames } from "./class-names.ts";

interface Props {
  readonly picture: PictureObject | null | undefined;
  readonly alt: string;
  /** The smallest width that is sharp where it stands: 160, 640 or 1600 px. */
  readonly size?: "small" | "medium" | "large";
  readonly className?: string;
  readonly eager?: boolean;
}

/** A picture that fills its box, or a quiet placeholder when there is none or it does not load. */
export function Picture({ picture, alt, size = "medium", className, eager = false }: Props) {
  const [broken, setBroken] = useState<string | null>(null);
  const url = picture?.urls[size];
  if (url === undefined || broken === url) {
    return (
      <div
        {...(alt === "" ? { "aria-hidden": true } : { role: "img", "aria-label": alt })}
        className={classNames("grid place-items-center bg-wash text-muted", className)}
      >
        <ImageOff size={22} aria-hidden strokeWidth={1.5} />
      </div>
    );
  }
  return (
    <img
      src={url}
      alt={alt}
      loading={eager ? "eager" : "lazy"}
      {...(eager ? { fetchPriority: "high" as const } : {})}
      decoding="async"
      draggable={false}
      onError={() => setBroken(url)}
      className={classNames("bg-wash object-cover", className)}
    />
  );
}

/** A face, or the first character of the name on a quiet ground. */
export function Avatar({
  name,
  url,
  size_px = 36,
  className,
}: {
  readonly name: string;
  readonly url?: string | null;
  readonly size_px?: number;
  readonly className?: string;
}) {
  const [broken, setBroken] = useState(false);
  const box = classNames("shrink-0 rounded-full", className);
  if (url !== null && url !== undefined && !broken) {
    return (
      <img
        src={url}
        alt=""
        width={size_px}
        height={size_px}
        onError={() => setBroken(true)}
        className={classNames(box, "object-cover")}
        style={{ width: size_px, height: size_px }}
      />
    );
  }
  return (
    <span
      aria-hidden
      className={classNames(box, "inline-grid place-items-center bg-[#8a5a3c] font-semibold text-white")}
      style={{ width: size_px, height: size_px, fontSize: size_px * 0.42 }}
    >
      {[...name][0] ?? "·"}
    </span>
  );
}
