import pg from "pg";

interface Row {
  readonly schema: string;
  readonly name: string;
  readonly line: string;
}

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'pgboss', 'public')`;

/**
 * The whole database on one page, printed from PostgreSQL's own catalogs: tables with their columns, constraints and
 * indexes. pg-boss keeps its schema itself and is left out.
 */
export async function printSchema(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const columns = await client.query<Row>(`
      select n.nspname as schema, c.relname as name,
        '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
          || case when a.attidentity <> '' then ' identity' else '' end || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where ${ours} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped order by 1, 2, a.attnum`);
    // PostgreSQL 18 lists not-null constraints too; they already stand beside their columns.
    const constraints = await client.query<Row>(`
      select n.nspname as schema, c.relname as name, '  ' || pg_get_constraintdef(k.oid) as line
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and k.contype in ('p', 'u', 'f', 'c') order by 1, 2, k.contype, 3`);
    const indexes = await client.query<Row>(`
      select n.nspname as schema, c.relname as name, '  ' || regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE ', '') as line
      from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid) order by 1, 2, 3`);
    const names = [...new Set(columns.rows.map((row) => `${row.schema}.${row.name}`))];
    const of = (rows: readonly Row[], name: string): string[] =>
      rows.filter((row) => `${row.schema}.${row.name}` === name).map((row) => row.line);
    return `${names.map((name) => [name, ...of(columns.rows, name), ...of(constraints.rows, name), ...of(indexes.rows, name)].join("\n")).join("\n\n")}\n`;
  } finally {
    await client.end();
  }
}
