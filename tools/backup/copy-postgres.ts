import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { copyTree } from "./copy-tree.ts";

/** What a copy must not have, or has no use for (PostgreSQL's own pg_basebackup leaves out the same). */
const emptied = [
  "pg_wal",
  "pg_replslot",
  "pg_dynshmem",
  "pg_notify",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
];
const left_out = /(^|\/)(postmaster\.(pid|opts)|backup_label|tablespace_map|pg_internal\.init|pgsql_tmp[^/]*)$/;

/**
 * Copies the data folder of a running PostgreSQL: a "low-level base backup" (its manual, 25.3). Between start and stop
 * files may be torn; the log from the start on, which a slot of ours keeps until we have it, mends them when the copy
 * starts. Writers do not wait. The copy is the database as of the moment this returns.
 */
export async function copyRunningPostgres(client: pg.Client, data: string, to: string): Promise<number> {
  await client.query("select pg_create_physical_replication_slot('laotie_backup', true, true)");
  await client.query("select pg_backup_start('laotie', fast => true)");
  let bytes = await copyTree(data, to, {
    skip: (path) => left_out.test(path) || emptied.some((folder) => path.startsWith(`${folder}/`)),
  });
  const { rows } = await client.query<{ labelfile: string; spcmapfile: string }>(
    "select labelfile, spcmapfile from pg_backup_stop(wait_for_archive => false)",
  );
  const label = rows[0];
  if (label === undefined) throw new Error("pg_backup_stop answers one row");
  // Without it the copy would start from its newest checkpoint and believe torn pages.
  await writeFile(join(to, "backup_label"), label.labelfile, { mode: 0o600 });
  if (label.spcmapfile.trim() !== "") throw new Error("the embedded PostgreSQL has no tablespaces");
  bytes += await copyTree(join(data, "pg_wal"), join(to, "pg_wal"));
  await mkdir(join(to, "pg_wal", "archive_status"), { recursive: true });
  return bytes;
}
