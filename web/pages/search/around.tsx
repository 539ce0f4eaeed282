import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useCall } from "../../api/hooks.ts";
import { useCategories, useCategoryName } from "../home/category-chips.tsx";
import { RoomCard } from "../home/room-card.tsx";
import { ProductCard } from "../product/product-card.tsx";

const rooms_max = 4;
const products_max = 8;

/** For whoever does not know what to look for, or did not find it: kinds of goods, who is on air, what is new. */
export function Around() {
  const t = useTranslations("viewer");
  const categories = useCategories();
  const nameOf = useCategoryName();
  const rooms = useCall("listRooms", { query: { limit: rooms_max } }).data?.data ?? [];
  const products = useCall("listProducts", { query: { limit: products_max } }).data?.data ?? [];
  const onAir = rooms.flatMap(({ id, session, bag }) => (session === null ? [] : [{ id, session, bag }]));
  return (
    <div className="mt-7 grid grid-cols-1 gap-8">
      {categories.length > 0 && (
        <nav aria-labelledby="around-kinds">
          <h2 id="around-kinds" className="mb-3 text-md font-bold">
            {t("kinds")}
          </h2>
          <ul className="flex flex-wrap gap-2">
            {categories.map((category) => (
              <li key={category.slug}>
                <Link
                  to="/"
                  search={{ category: category.slug }}
                  className="grid min-h-10 place-items-center rounded-full bg-wash px-3.5 text-sm"
                >
                  {nameOf(category)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {onAir.length > 0 && (
        <Part id="around-rooms" title={t("liveNow")}>
          <ul className="grid grid-cols-2 gap-x-3 gap-y-5 md:grid-cols-4 md:gap-x-5">
            {onAir.map(({ id, session, bag }) => (
              <li key={id}>
                <RoomCard session={session} bag={bag} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {products.length > 0 && (
        <Part id="around-goods" title={t("newGoods")}>
          <ul className="grid grid-cols-2 gap-3 md:grid-cols-4 md:gap-4">
            {products.map((product) => (
              <li key={product.id}>
                <ProductCard product={product} withShop />
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

function Part({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-3 text-md font-bold">
        {title}
      </h2>
      {children}
    </section>
  );
}
