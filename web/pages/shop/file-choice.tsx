import { FileUp } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import { buttonClass } from "../../ui/button.tsx";

export type FileProblem = "large" | "unreadable";

/** Lets somebody choose a CSV file and reads its text; says what is wrong with one that cannot be read. */
export function FileChoice({
  label,
  problem,
  onText,
  onProblem,
}: {
  readonly label: string;
  readonly problem: string | undefined;
  readonly onText: (text: string) => void;
  readonly onProblem: (problem: FileProblem) => void;
}) {
  const t = useTranslations("merchant.ship");
  const id = useId();
  const read = async (file: File) => {
    if (file.size > limits.csv_upload_bytes_max) return onProblem("large");
    try {
      return onText(decode(await file.arrayBuffer()));
    } catch {
      return onProblem("unreadable");
    }
  };
  return (
    <div>
      <label htmlFor={id} className={`${buttonClass("quiet", "l", true)} cursor-pointer focus-within:outline-2`}>
        <FileUp size={18} aria-hidden />
        {t("choose")}
        <input
          id={id}
          type="file"
          accept=".csv,text/csv"
          aria-label={label}
          className="sr-only"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file !== undefined) void read(file);
          }}
        />
      </label>
      {problem !== undefined && (
        <p role="alert" className="mt-2 text-sm text-ember-text">
          {problem}
        </p>
      )}
    </div>
  );
}

/** UTF-8, or what Excel writes in China where it is not. */
function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  }
}
