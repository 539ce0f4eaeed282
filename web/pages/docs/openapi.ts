/** The part of an OpenAPI 3.1 document that the reference shows. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly minimum?: number;
  readonly default?: unknown;
}
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
  readonly description?: string;
}
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
  readonly security?: readonly object[];
}
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Entry {
  readonly method: string;
  readonly path: string;
  readonly area: string;
  readonly operation: Operation;
}

/** Every operation in the document's order, each with the area its path lies in. */
export function entriesOf(document: Document): readonly Entry[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      area: areaOf(path),
      operation,
    })),
  );
}

/** `/v1/shops/{shop_id}/orders` → "shops / orders", `/v1/rooms/{room_id}` → "rooms". */
export function areaOf(path: string): string {
  const [first = path, second] = path
    .split("/")
    .filter((part) => part !== "" && part !== "v1" && !part.startsWith("{"));
  return (first === "shops" || first === "operator") && second !== undefined ? `${first} / ${second}` : first;
}

/** Follows a reference within the document. */
export function resolve(document: Document, schema: Schema): Schema {
  const name = schema.$ref?.split("/").at(-1);
  return name === undefined ? schema : (document.components.schemas[name] ?? {});
}

/** A value that fits the schema, for examples. Optional fields of bodies are left out unless `whole`. */
export function exampleOf(document: Document, schema: Schema, whole = false, depth = 0): unknown {
  const one = resolve(document, schema);
  const known = one.examples?.[0] ?? one.const ?? one.default ?? one.enum?.[0];
  if (known !== undefined) return known;
  const branch = one.oneOf?.[0] ?? one.anyOf?.[0];
  if (branch !== undefined) return exampleOf(document, branch, whole, depth);
  if (one.allOf !== undefined)
    return Object.assign({}, ...one.allOf.map((part) => exampleOf(document, part, whole, depth)));
  const type = Array.isArray(one.type) ? (one.type as readonly string[])[0] : one.type;
  if (type === "object") {
    if (depth > 4) return {};
    const names = Object.keys(one.properties ?? {}).filter((name) => whole || one.required?.includes(name) === true);
    return Object.fromEntries(
      names.map((name) => [name, exampleOf(document, one.properties?.[name] ?? {}, whole, depth + 1)]),
    );
  }
  if (type === "array") return one.items === undefined ? [] : [exampleOf(document, one.items, whole, depth + 1)];
  if (type === "integer" || type === "number") return Math.max(1, one.minimum ?? 1);
  if (type === "boolean") return false;
  if (type === "null") return null;
  return one.format === "date-time" ? "2026-11-22T04:00:00.000Z" : one.format === "uri" ? "https://example.org/" : "…";
}

/** The call as a line for a shell. */
export function curlOf(document: Document, { method, path, operation }: Entry, origin: string): string {
  const lines = [`curl ${origin}${path}`];
  if (method !== "GET") lines.push(`-X ${method}`);
  if ((operation.security ?? []).length > 0) lines.push(`-H "authorization: Bearer $KEY"`);
  for (const parameter of operation.parameters ?? [])
    if (parameter.in === "header") lines.push(`-H "${parameter.name.toLowerCase()}: $(date +%s)-$$"`);
  const body = operation.requestBody?.content;
  const json = body?.["application/json"];
  if (json !== undefined) {
    lines.push(`-H "content-type: application/json"`);
    lines.push(`-d '${JSON.stringify(exampleOf(document, json.schema), null, 2)}'`);
  } else if (body !== undefined)
    lines.push(`-H "content-type: application/octet-stream"`, "--data-binary @picture.jpg");
  return lines.join(" \\\n  ");
}
