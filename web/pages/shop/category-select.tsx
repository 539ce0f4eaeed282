import { useTranslations } from "use-intl";
import { Select } from "../../ui/field.tsx";
import { useCategories, useCategoryName } from "../home/category-chips.tsx";

interface Props {
  readonly value: string;
  readonly onChange: (slug: string) => void;
  readonly error?: string | undefined;
}

/** What kind of goods a product is. */
export function CategorySelect({ value, onChange, error }: Props) {
  const t = useTranslations("viewer.category");
  const choose = useTranslations("merchant.products");
  const categories = useCategories();
  const name = useCategoryName();
  return (
    <Select
      label={t("label")}
      hint={t("hint")}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    >
      {/* Kept while the list is not here yet. */}
      {categories.length === 0 && value !== "" && <option value={value}>…</option>}
      {value === "" && <option value="">{choose("choose")}</option>}
      {categories.map((category) => (
        <option key={category.slug} value={category.slug}>
          {name(category)}
        </option>
      ))}
    </Select>
  );
}
