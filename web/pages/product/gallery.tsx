import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { classNames } from "../../ui/class-names.ts";
import { Picture } from "../../ui/picture.tsx";
import { useDesktop } from "../../ui/use-media.ts";

/** The pictures: one large, the others small below. */
export function Gallery({ product }: { readonly product: Product }) {
  const t = useTranslations("product");
  const [shown, setShown] = useState(0);
  const desktop = useDesktop();
  const count = product.pictures.length;
  return (
    <div className="grid gap-2 md:sticky md:top-20">
      <Picture
        picture={product.pictures[shown]}
        alt={product.title}
        // A phone's screen is 640 px wide, nearly: the large one would take four times as long.
        size={desktop ? "large" : "medium"}
        eager
        className="aspect-square w-full rounded-m"
      />
      {count > 1 && (
        <div className="flex gap-2 overflow-x-auto p-0.5 [scrollbar-width:none]">
          {product.pictures.map((picture, index) => (
            <button
              key={picture.id}
              type="button"
              aria-label={t("picture", { index: index + 1, count })}
              aria-current={index === shown}
              onClick={() => setShown(index)}
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
