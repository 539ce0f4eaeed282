import { Link } from "@tanstack/react-router";
import { useLocale, useTranslations } from "use-intl";
import type { Category } from "../../../contract/catalog.ts";
import { useCall } from "../../api/hooks.ts";
import { classNames } from "../../ui/class-names.ts";

/** Kinds of goods; they hardly ever change. */
export function useCategories(): readonly Category[] {
  return useCall("listCategories", {}, { staleTime: 3600_000 }).data?.data ?? [];
}

/** A category's name in the language on screen. */
export function useCategoryName(): (category: Category) => string {
  const locale = useLocale();
  return (category) => category.name[locale === "en" ? "en" : "zh-CN"];
}

/** All kinds in one row that a thumb pushes along. */
export function CategoryChips({ chosen }: { readonly chosen: string | undefined }) {
  const t = useTranslations("viewer");
  const categories = useCategories();
  const name = useCategoryName();
  const chip = (label: string, slug: string | undefined) => (
    <li key={slug ?? ""} className="shrink-0">
      <Link
        to="/"
        search={slug === undefined ? {} : { category: slug }}
        resetScroll={false}
        aria-current={slug === chosen ? "true" : undefined}
        className={classNames(
          "grid min-h-9 place-items-center rounded-full px-3.5 text-sm whitespace-nowrap",
          slug === chosen ? "bg-ink font-semibold text-paper" : "bg-wash",
        )}
      >
        {label}
      </Link>
    </li>
  );
  return (
    <nav
      aria-label={t("kinds")}
      className="-mx-4 mb-4 min-h-9 overflow-x-auto px-4 [scrollbar-width:none] md:[mask-image:linear-gradient(to_right,black_calc(100%-3rem),transparent)] md:-mx-6 md:px-6"
    >
      <ul className="flex gap-2 md:pr-12">
        {chip(t("allKinds"), undefined)}
        {categories.map((category) => chip(name(category), category.slug))}
      </ul>
    </nav>
  );
}
