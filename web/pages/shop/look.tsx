import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import type { Product } from "../../../contract/catalog.ts";
import type { Picture as PictureOf } from "../../../contract/media.ts";
import { type Answer, useAct, useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Select, TextArea } from "../../ui/field.tsx";
import { ImageUpload } from "../../ui/image-upload.tsx";
import { moved } from "../../ui/move.ts";
import { Section } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { ErrorLine, ErrorState } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { FromPrice } from "../buy/from-price.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { PageTitle } from "../work/page-title.tsx";
import { useMyShop } from "./my-shop.ts";

/** What the shop's page shows above and before its goods, with a picture of it that follows along. */
export function LookPage() {
  const t = useTranslations("merchant.look");
  const shop = useMyShop();
  const featured = useCall("listFeatured", { params: { shop_id: shop.id } });
  const products = useCall("listShopProducts", {
    params: { shop_id: shop.id },
    query: { state: "on_sale", limit: limits.list_limit_max },
  });
  const error = featured.error ?? products.error;
  return (
    <>
      <PageTitle title={t("title")} />
      {featured.data !== undefined && products.data !== undefined ? (
        <LookForm featured={featured.data.data} products={products.data.data} />
      ) : error !== null ? (
        <ErrorState error={error} onRetry={() => (void featured.refetch(), void products.refetch())} />
      ) : (
        <RowsSkeleton />
      )}
    </>
  );
}

type Pictured = Answer<"getShop">["banner"];

function LookForm({
  featured,
  products,
}: {
  readonly featured: readonly Product[];
  readonly products: readonly Product[];
}) {
  const t = useTranslations("merchant.look");
  const shop = useMyShop();
  const [banner, setBanner] = useState<readonly PictureOf[]>(shop.banner === null ? [] : [shop.banner]);
  const [announcement, setAnnouncement] = useState(shop.announcement);
  const [chosen, setChosen] = useState<readonly Product[]>(featured);
  const order = useAct("setFeatured", { refreshes: ["listFeatured"], onDone: () => toast(t("saved")) });
  const look = useAct("setShopLook", {
    refreshes: ["listMyShops", "getShop"],
    onDone: () => order.run({ params: { shop_id: shop.id }, body: { product_ids: chosen.map(({ id }) => id) } }),
  });
  const save = () =>
    look.run({
      params: { shop_id: shop.id },
      body: { banner_picture_id: banner[0]?.id ?? null, announcement },
    });
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_380px]">
      <Section className="grid gap-4">
        <div>
          <ImageUpload label={t("banner")} pictures={banner} onChange={setBanner} />
          <p className="mt-1 text-xs text-muted">{t("bannerHint")}</p>
        </div>
        <TextArea
          label={t("announcement")}
          hint={t("announcementHint", { max: limits.announcement_chars_max })}
          rows={3}
          maxLength={limits.announcement_chars_max}
          value={announcement}
          onChange={(event) => setAnnouncement(event.target.value)}
        />
        <FeaturedList chosen={chosen} products={products} onChange={setChosen} />
        <ErrorLine error={look.error ?? order.error} />
        <Button kind="solid" size="l" busy={look.busy || order.busy} onClick={save}>
          {t("save")}
        </Button>
      </Section>
      <Section title={t("preview")} className="lg:sticky lg:top-20">
        <Preview banner={banner[0] ?? null} announcement={announcement} products={chosen} />
      </Section>
    </div>
  );
}

function FeaturedList({
  chosen,
  products,
  onChange,
}: {
  readonly chosen: readonly Product[];
  readonly products: readonly Product[];
  readonly onChange: (next: readonly Product[]) => void;
}) {
  const t = useTranslations("merchant.look");
  const common = useTranslations("common");
  const left = products.filter(({ id }) => !chosen.some((one) => one.id === id));
  const icon = "grid size-10 shrink-0 place-items-center rounded-full text-muted hover:bg-wash disabled:opacity-30";
  return (
    <div>
      <p className="text-sm font-semibold">{t("featured")}</p>
      <p className="mb-2 text-xs text-muted">{t("featuredHint", { max: limits.featured_products_max })}</p>
      <ol className="grid">
        {chosen.map((product, at) => (
          <li key={product.id} className="flex items-center gap-2 py-1">
            <Picture picture={product.pictures[0]} alt="" size="small" className="size-10 shrink-0 rounded-s" />
            <span className="min-w-0 flex-1 truncate">{product.title}</span>
            <button
              type="button"
              className={icon}
              aria-label={`${common("up")}: ${product.title}`}
              disabled={at === 0}
              onClick={() => onChange(moved(chosen, at, -1))}
            >
              <ArrowUp size={17} aria-hidden />
            </button>
            <button
              type="button"
              className={icon}
              aria-label={`${common("down")}: ${product.title}`}
              disabled={at === chosen.length - 1}
              onClick={() => onChange(moved(chosen, at, 1))}
            >
              <ArrowDown size={17} aria-hidden />
            </button>
            <button
              type="button"
              className={icon}
              aria-label={t("removeFeatured", { title: product.title })}
              onClick={() => onChange(chosen.filter(({ id }) => id !== product.id))}
            >
              <X size={17} aria-hidden />
            </button>
          </li>
        ))}
      </ol>
      {left.length > 0 && chosen.length < limits.featured_products_max && (
        <Select
          label={t("addFeatured")}
          value=""
          onChange={(event) => {
            const product = left.find(({ id }) => id === event.target.value);
            if (product !== undefined) onChange([...chosen, product]);
          }}
        >
          <option value="">–</option>
          {left.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}

function Preview({
  banner,
  announcement,
  products,
}: {
  readonly banner: Pictured;
  readonly announcement: string;
  readonly products: readonly Product[];
}) {
  const shop = useMyShop();
  return (
    <div className="overflow-hidden rounded-m border border-line bg-paper">
      {banner !== null && <Picture picture={banner} alt="" className="aspect-[3/1] w-full" />}
      <div className="flex items-center gap-3 p-3">
        <Picture picture={shop.logo} alt="" size="small" className="size-12 shrink-0 rounded-s" />
        <p className="min-w-0 truncate font-bold">{shop.name}</p>
      </div>
      {announcement.trim() !== "" && (
        <p className="mx-3 mb-3 rounded-s bg-wash px-3 py-2 text-sm break-words whitespace-pre-line">{announcement}</p>
      )}
      <ul className="grid grid-cols-2 gap-2 px-3 pb-3">
        {products.slice(0, 4).map((product) => (
          <li key={product.id} className="card min-w-0 overflow-hidden">
            <Picture picture={product.pictures[0]} alt="" size="small" className="aspect-square w-full" />
            <div className="p-2">
              <p className="truncate text-sm font-semibold">{product.title}</p>
              <FromPrice product={product} className="text-ember-text" />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
