import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { AuditEntry } from "../../../contract/operator.ts";
import { Time } from "../../ui/time.tsx";
import { AuditSubject } from "./audit-subject.tsx";
import { placeOf, ruleChangeOf } from "./audit-text.ts";

/** One act: who, what, about what, why, when. */
export function AuditRow({ entry, action }: { readonly entry: AuditEntry; readonly action: string }) {
  const place = placeOf(entry.subject_id);
  const rules = useTranslations("operator.setting.names");
  const change = ruleChangeOf(entry);
  const subject = change === null ? <AuditSubject entry={entry} /> : <span>{rules(change.name)}</span>;
  const reason = change === null ? entry.reason : `${change.from} → ${change.to} · ${change.why}`;
  return (
    <div className="grid grid-cols-1 gap-x-4 gap-y-0.5 px-4 py-2.5 md:grid-cols-[minmax(0,1.4fr)_minmax(0,1.3fr)_minmax(0,1.2fr)_160px]">
      <span className="min-w-0 break-words">
        <Link to={`/desk/accounts/${entry.by.id}`} className="font-semibold hover:underline">
          {entry.by.name}
        </Link>{" "}
        {action}
      </span>
      <span className="min-w-0 truncate text-muted" title={entry.subject_id}>
        {place === null ? (
          subject
        ) : (
          <Link to={place.to} search={place.search ?? {}} data-row className="underline-offset-4 hover:underline">
            {subject}
          </Link>
        )}
      </span>
      <span className="min-w-0 text-sm break-words text-muted">{reason === entry.subject_id ? null : reason}</span>
      <span className="text-sm text-muted md:text-right">
        <Time at={entry.at} />
      </span>
    </div>
  );
}
