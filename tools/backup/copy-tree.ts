import { chown, copyFile, lstat, mkdir, readdir, chmod, symlink, readlink } from "node:fs/promises";
import { join } from "node:path";

export interface CopyOptions {
  /** Leaves out what it answers true for; `path` is relative to the tree, with `/`. */
  readonly skip?: (path: string) => boolean;
  /** Who owns the copies; none: whoever owned the originals, as far as we may say so. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/**
 * Copies a folder with modes and, as root, owners. What disappears meanwhile is left out: a running PostgreSQL removes
 * files, and its log knows what became of them. Answers how many bytes were copied.
 */
export async function copyTree(from: string, to: string, options: CopyOptions = {}, path = ""): Promise<number> {
  const source = join(from, path);
  const target = join(to, path);
  const info = await lstat(source).catch(unlessGone);
  if (info === null) return 0;
  let bytes = 0;
  if (info.isDirectory()) {
    await mkdir(target, { recursive: true });
    for (const name of (await readdir(source).catch(unlessGone)) ?? []) {
      const below = path === "" ? name : `${path}/${name}`;
      if (options.skip?.(below) !== true) bytes += await copyTree(from, to, options, below);
    }
  } else if (info.isFile()) {
    if ((await copyFile(source, target).then(() => true, unlessGone)) === null) return 0;
    bytes = info.size;
  } else if (info.isSymbolicLink()) {
    await symlink(await readlink(source), target);
    return 0;
  } else return 0;
  await chmod(target, info.mode & 0o7777);
  if (process.getuid?.() === 0) await chown(target, options.owner?.uid ?? info.uid, options.owner?.gid ?? info.gid);
  return bytes;
}

function unlessGone(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
