import { Flag } from "lucide-react";
import { useTranslations } from "use-intl";
import type { RemarkFlag } from "../../../contract/order-life.ts";

const colors: Readonly<Record<RemarkFlag, string>> = {
  none: "var(--color-line-strong)",
  red: "#c0392b",
  yellow: "#b7860b",
  green: "#2e7d4f",
  blue: "#2d6cb5",
  purple: "#7a4fb0",
};

/** The color a shop gave an order; its name is said by whatever it stands in. */
export function RemarkFlagMark({ flag }: { readonly flag: RemarkFlag }) {
  return <Flag size={16} aria-hidden style={{ color: colors[flag] }} fill={flag === "none" ? "none" : colors[flag]} />;
}

/** The same with its name, where it stands alone. */
export function NamedFlag({ flag }: { readonly flag: RemarkFlag }) {
  const t = useTranslations("order.flags");
  return (
    <span role="img" aria-label={t(flag)} title={t(flag)} className="inline-flex">
      <RemarkFlagMark flag={flag} />
    </span>
  );
}
