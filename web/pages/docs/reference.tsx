import { useQuery } from "@tanstack/react-query";
import { ChevronDown, Search } from "lucide-react";
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "../../ui/field.tsx";
import { useTitle } from "../../ui/page.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { Code } from "./code.tsx";
import { curlOf, entriesOf, type Document, type Entry } from "./openapi.ts";
import { RunCall } from "./run-call.tsx";
import { SchemaView } from "./schema-view.tsx";

async function readDocument(): Promise<Document> {
  const response = await fetch("/openapi.json");
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as Document;
}

/** Every route, printed from the document the server serves. */
export function ReferencePage() {
  const t = useTranslations("docs");
  useTitle(t("reference"));
  const read = useQuery({ queryKey: ["openapi"], queryFn: readDocument, staleTime: Infinity });
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed).trim().toLowerCase();
  const entries = useMemo(() => (read.data === undefined ? [] : entriesOf(read.data)), [read.data]);
  const found = entries.filter((entry) =>
    `${entry.method} ${entry.path} ${entry.operation.operationId} ${entry.operation.summary}`
      .toLowerCase()
      .includes(wanted),
  );
  if (read.error !== null) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  const document = read.data;
  if (document === undefined) return <RowsSkeleton rows={8} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <Field label={t("api.search")} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
      <p className="flex flex-wrap justify-between gap-2 text-sm text-muted">
        <span aria-live="polite">{t("api.count", { count: found.length })}</span>
        <a href="/openapi.json" className="underline underline-offset-4">
          {t("api.file")}
        </a>
      </p>
      {found.length === 0 && (
        <EmptyState icon={<Search size={22} aria-hidden />} title={t("api.nothing")} text={t("api.nothingText")} />
      )}
      {[...Map.groupBy(found, (entry) => entry.area)].map(([area, group]) => (
        <section key={area}>
          <h2 className="mb-2 font-mono text-md font-bold">{area}</h2>
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
            {group.map((entry) => (
              <li key={entry.operation.operationId}>
                <EntryCard document={document} entry={entry} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Closed until asked for: what is inside is built only then. */
function EntryCard({ document, entry }: { readonly document: Document; readonly entry: Entry }) {
  const [open, setOpen] = useState(false);
  const { operation } = entry;
  return (
    <details
      id={operation.operationId}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group rounded-l border border-line bg-surface"
    >
      <summary className="flex min-h-12 cursor-pointer list-none items-center gap-3 px-4 py-2.5 [&::-webkit-details-marker]:hidden">
        <span className="w-14 shrink-0 font-mono text-xs font-bold text-muted">{entry.method}</span>
        <span className="min-w-0 flex-1">
          <span className="block font-mono text-sm font-semibold break-all">{entry.path}</span>
          <span className="block text-sm text-muted">{operation.summary}</span>
        </span>
        <ChevronDown size={18} aria-hidden className="shrink-0 text-muted group-open:rotate-180" />
      </summary>
      {open && <EntryBody document={document} entry={entry} />}
    </details>
  );
}

function EntryBody({ document, entry }: { readonly document: Document; readonly entry: Entry }) {
  const t = useTranslations("docs.api");
  const { operation } = entry;
  const body = operation.requestBody?.content;
  const json = body?.["application/json"]?.schema;
  const [, done] = Object.entries(operation.responses).find(([status]) => status.startsWith("2")) ?? [];
  const answer = done?.content?.["application/json"]?.schema;
  const refusals = Object.entries(operation.responses).filter(([status]) => !status.startsWith("2"));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5 border-t border-line p-4">
      <p className="text-sm text-muted">{operation.description}</p>
      <Part title={t("example")}>
        <Code label={t("example")} text={curlOf(document, entry, location.origin)} />
      </Part>
      {entry.method === "GET" && (
        <Part title={t("run")}>
          <RunCall entry={entry} />
        </Part>
      )}
      {(operation.parameters ?? []).length > 0 && (
        <Part title={t("parameters")}>
          <ul className="grid gap-1.5">
            {operation.parameters?.map((one) => (
              <li key={one.name} className="text-sm">
                <span className="font-mono font-semibold">{one.name}</span>{" "}
                <span className="text-muted">
                  {one.in}
                  {one.required === true && ` · ${t("required")}`}
                </span>
                {one.description !== undefined && <p className="text-muted">{one.description}</p>}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {body !== undefined && (
        <Part title={t("body")}>
          {json === undefined ? (
            <p className="text-sm text-muted">{t("bytes")}</p>
          ) : (
            <SchemaView document={document} schema={json} />
          )}
        </Part>
      )}
      {answer !== undefined && (
        <Part title={t("answer")}>
          <SchemaView document={document} schema={answer} />
        </Part>
      )}
      <Part title={t("errors")}>
        <ul className="grid gap-2">
          {refusals.map(([status, { description }]) => (
            <li key={status} className="flex gap-3 text-sm">
              <span className="num font-semibold">{status}</span>
              <span className="min-w-0 text-muted">{description?.replaceAll("`", "").replaceAll("\n\n", " · ")}</span>
            </li>
          ))}
        </ul>
      </Part>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}
