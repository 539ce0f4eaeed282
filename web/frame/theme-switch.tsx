import { useTranslations } from "use-intl";
import { useStore } from "../api/store.ts";
import { Segmented } from "../ui/segmented.tsx";
import { chooseTheme, theme, themes } from "../ui/theme.ts";

/** As the system has it, light, or dark; kept on this device. */
export function ThemeSwitch() {
  const t = useTranslations("app");
  return (
    <Segmented
      label={t("theme")}
      current={useStore(theme)}
      options={themes.map((id) => ({ id, label: t(`themes.${id}`) }))}
      onChange={chooseTheme}
    />
  );
}
