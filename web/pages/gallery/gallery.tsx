import { useTranslations } from "use-intl";
import { LanguageSwitch } from "../../frame/language-switch.tsx";
import { ThemeSwitch } from "../../frame/theme-switch.tsx";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { Layers, States } from "./layers.tsx";
import { Buttons, Choices, Fields, Prices, Seals, Tables } from "./pieces.tsx";
import { Colors, Motion, Type } from "./tokens.tsx";

/** The look, documented by itself: every token and every piece, in both languages and both themes. */
export function GalleryPage() {
  const t = useTranslations("gallery");
  return (
    <PageBody width="wide">
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <LanguageSwitch />
            <ThemeSwitch />
          </>
        }
      />
      <div className="grid gap-4">
        <Colors />
        <Type />
        <Buttons />
        <Fields />
        <Choices />
        <Seals />
        <Prices />
        <Tables />
        <Layers />
        <States />
        <Motion />
      </div>
    </PageBody>
  );
}
