import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useErrorText } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.tsx";
import type { Cell } from "../../ui/csv.ts";
import { download } from "../../ui/download.ts";

/** More than this is a job for the database, not for a browser. */
export const export_rows_max = 10_000;

interface Props {
  readonly file: string;
  readonly head: readonly string[];
  readonly rows: () => Promise<{ rows: readonly (readonly Cell[])[]; cut: boolean }>;
}

/** Collects what the filters show, beyond what is on screen, into a file. */
export function ExportButton({ file, head, rows }: Props) {
  const t = useTranslations("operator");
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const collectRows = async () => {
    setBusy(true);
    try {
      const found = await rows();
      const { csvOf } = await import("../../ui/csv.ts");
      download(file, csvOf(head, found.rows));
      toast(t(found.cut ? "exportCut" : "exported", { count: found.rows.length }));
    } catch (error) {
      toast(errorText(error), "bad");
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="s" busy={busy} icon={<Download size={15} aria-hidden />} onClick={() => void collectRows()}>
      {t(busy ? "exporting" : "exportCsv")}
    </Button>
  );
}
