import { useTranslations } from "use-intl";
import { resolve, type Document, type Schema } from "./openapi.ts";

const depth_max = 3;

/** Fields of an object, those of its parts indented; what is deeper than that stays closed. */
export function SchemaView({ document, schema, depth = 0 }: { document: Document; schema: Schema; depth?: number }) {
  const one = inner(document, schema);
  const fields = Object.entries(one.properties ?? {});
  if (fields.length === 0) return <p className="text-sm text-muted">{typeText(document, schema)}</p>;
  if (depth >= depth_max) return <MoreFields count={fields.length} />;
  return (
    <ul className="grid gap-1.5 border-l border-line pl-3">
      {fields.map(([name, field]) => (
        <Field
          key={name}
          document={document}
          name={name}
          field={field}
          depth={depth}
          asked={one.required?.includes(name)}
        />
      ))}
    </ul>
  );
}

function Field(props: {
  readonly document: Document;
  readonly name: string;
  readonly field: Schema;
  readonly depth: number;
  readonly asked?: boolean | undefined;
}) {
  const t = useTranslations("docs.api");
  const { document, name, field, depth, asked } = props;
  const own = inner(document, field);
  return (
    <li className="text-sm">
      <span className="font-mono font-semibold break-all">{name}</span>{" "}
      <span className="text-muted">{typeText(document, field)}</span>
      {asked === true && <span className="text-muted"> · {t("required")}</span>}
      {field.description !== undefined && <p className="text-muted">{field.description}</p>}
      {Object.keys(own.properties ?? {}).length > 0 && (
        <div className="mt-1.5">
          <SchemaView document={document} schema={own} depth={depth + 1} />
        </div>
      )}
    </li>
  );
}

function MoreFields({ count }: { readonly count: number }) {
  const t = useTranslations("docs.api");
  return <p className="text-sm text-muted">{t("open", { count })}</p>;
}

/** The object a schema speaks of: through references, lists, and "or null". */
function inner(document: Document, schema: Schema): Schema {
  const one = resolve(document, schema);
  if (one.items !== undefined) return inner(document, one.items);
  const branches = (one.anyOf ?? one.oneOf)?.filter((branch) => branch.type !== "null");
  const [only] = branches ?? [];
  return branches?.length === 1 && only !== undefined ? inner(document, only) : one;
}

function typeText(document: Document, schema: Schema): string {
  const name = schema.$ref?.split("/").at(-1);
  if (name !== undefined) return name;
  const one = resolve(document, schema);
  if (one.const !== undefined) return JSON.stringify(one.const);
  if (one.enum !== undefined) return one.enum.map((value) => JSON.stringify(value)).join(" | ");
  const branches = one.anyOf ?? one.oneOf;
  if (branches !== undefined) return [...new Set(branches.map((branch) => typeText(document, branch)))].join(" | ");
  if (one.items !== undefined) return `${typeText(document, one.items)}[]`;
  const type = Array.isArray(one.type)
    ? (one.type as readonly string[]).join(" | ")
    : ((one.type as string | undefined) ?? "any");
  return one.format === undefined ? type : `${type} (${one.format})`;
}
