import pg from "pg";

/** The database at DATABASE_URL cannot be used; the message is one sentence for the operator. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
}

/** Refuses a PostgreSQL that does not answer or is older than 15 (the floor of DESIGN §6). */
export async function checkServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    if (Number(rows[0]?.version ?? 0) < 150000)
      throw new DatabaseError("The server at DATABASE_URL is older than PostgreSQL 15. Use 15 or newer.");
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    throw new DatabaseError(
      `The database at DATABASE_URL does not answer (${(error as Error).message}). Check the address, the password and that the server runs.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
