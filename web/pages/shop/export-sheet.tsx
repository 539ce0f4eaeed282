import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { orderColumns, type OrderColumn, type useOrderExport } from "./order-export.ts";

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly files: ReturnType<typeof useOrderExport>;
}

/** Which columns go into the file, and whether addresses stand in it whole; what is exported is what the filters show. */
export function ExportSheet({ open, onClose, files }: Props) {
  const t = useTranslations("sell.export");
  const words = useTranslations("merchant.orders");
  const [columns, setColumns] = useState<ReadonlySet<OrderColumn>>(new Set(orderColumns));
  const [whole, setWhole] = useState(false);
  const chosen = orderColumns.filter((column) => columns.has(column));
  return (
    <Sheet open={open} onClose={onClose} title={t("title")}>
      <div className="grid gap-4">
        <p className="text-sm text-muted">{t("text")}</p>
        <fieldset className="grid grid-cols-2 gap-x-4 gap-y-1">
          <legend className="mb-1.5 text-sm font-semibold">{t("columns")}</legend>
          {orderColumns.map((column) => (
            <Checkbox
              key={column}
              label={t(`names.${column}`)}
              checked={columns.has(column)}
              onChange={(event) => {
                const next = new Set(columns);
                if (event.target.checked) next.add(column);
                else next.delete(column);
                setColumns(next);
              }}
            />
          ))}
        </fieldset>
        {columns.has("address") && (
          <Checkbox label={t("whole")} checked={whole} onChange={(event) => setWhole(event.target.checked)} />
        )}
        <Button
          kind="solid"
          size="l"
          disabled={chosen.length === 0}
          busy={files.busy}
          onClick={() => files.run(chosen, whole && columns.has("address"))}
        >
          {files.busy ? words("exporting", { count: files.count }) : words("export")}
        </Button>
      </div>
    </Sheet>
  );
}
