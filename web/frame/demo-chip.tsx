import { useState } from "react";
import { useTranslations } from "use-intl";
import { useDeployment } from "../api/account.ts";
import { classNames } from "../ui/class-names.ts";
import { lateSheet } from "../ui/late-sheet.tsx";

const DemoSheet = lateSheet(async () => (await import("./demo-sheet.tsx")).DemoSheet);

/** Says quietly that this market is a play; one tap explains it. Nothing where it is not. */
export function DemoChip({ overVideo = false }: { readonly overVideo?: boolean }) {
  const t = useTranslations("demo");
  const deployment = useDeployment();
  const [shown, setShown] = useState<"never" | "open" | "closed">("never");
  if (deployment?.demo !== true) return null;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={t("chipLabel")}
        onClick={() => setShown("open")}
        className={classNames("grid min-h-10 place-items-center px-1", !overVideo && "-ml-2")}
      >
        <span
          className={classNames(
            "rounded-full text-xs",
            overVideo ? "chip px-3 py-2 leading-4" : "border border-line px-2 py-0.5 text-muted hover:text-ink",
          )}
        >
          {t("chip")}
        </span>
      </button>
      {shown !== "never" && <DemoSheet open={shown === "open"} onClose={() => setShown("closed")} />}
    </>
  );
}
