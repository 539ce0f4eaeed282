import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { classNames } from "../../ui/class-names.ts";
import { Picture } from "../../ui/picture.tsx";
import { useDesktop } from "../../ui/use-media.ts";

/** The pictures: a strip that a thumb pushes along, with small ones below; arrows where there is a mouse. */
export function Gallery({ product }: { readonly product: Product }) {
  const t = useTranslations("product");
  const words = useTranslations("viewer.gallery");
  const strip = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(0);
  const desktop = useDesktop();
  const { pictures } = product;
  const count = pictures.length;
  const show = (index: number) => {
    const wanted = (index + count) % count;
    strip.current?.children[wanted]?.scrollIntoView({ block: "nearest", inline: "start" });
    setShown(wanted);
  };
  const settle = () => {
    const at = strip.current;
    if (at !== null && at.clientWidth > 0) setShown(Math.round(at.scrollLeft / at.clientWidth));
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 md:sticky md:top-20">
      <div className="group relative">
        <div
          ref={strip}
          onScroll={settle}
          role="group"
          aria-label={product.title}
          // What scrolls must be reachable by keys.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={count > 1 ? 0 : undefined}
          className="flex snap-x snap-mandatory overflow-x-auto scroll-smooth rounded-m [scrollbar-width:none] motion-reduce:scroll-auto"
        >
          {(count === 0 ? [undefined] : pictures).map((picture, index) => (
            <Picture
              key={picture?.id ?? "none"}
              picture={picture}
              alt={count > 1 ? `${product.title}, ${t("picture", { index: index + 1, count })}` : product.title}
              // A phone's screen is 640 px wide, nearly: the large one would take four times as long.
              size={desktop ? "large" : "medium"}
              eager={index === 0}
              className="aspect-square w-full shrink-0 snap-start"
            />
          ))}
        </div>
        {count > 1 && (
          <>
            <span
              aria-hidden
              className="num absolute right-3 bottom-3 rounded-full bg-black/70 px-2.5 py-0.5 text-xs text-white"
            >
              {shown + 1}/{count}
            </span>
            <Arrow side="left" label={words("previous")} onClick={() => show(shown - 1)} />
            <Arrow side="right" label={words("next")} onClick={() => show(shown + 1)} />
          </>
        )}
      </div>
      {count > 1 && (
        <div className="flex gap-2 overflow-x-auto p-0.5 [scrollbar-width:none]">
          {pictures.map((picture, index) => (
            <button
              key={picture.id}
              type="button"
              aria-label={t("picture", { index: index + 1, count })}
              aria-current={index === shown}
              onClick={() => show(index)}
              className={classNames("shrink-0 rounded-s", index === shown && "outline-2 outline-ink")}
            >
              <Picture picture={picture} alt="" size="small" className="size-16 rounded-s" />
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function Arrow({
  side,
  label,
  onClick,
}: {
  readonly side: "left" | "right";
  readonly label: string;
  readonly onClick: () => void;
}) {
  const Icon = side === "left" ? ChevronLeft : ChevronRight;
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className={classNames(
        "chip absolute top-1/2 hidden size-10 -translate-y-1/2 place-items-center rounded-full text-white md:grid",
        side === "left" ? "left-3" : "right-3",
      )}
    >
      <Icon size={20} aria-hidden />
    </button>
  );
}
