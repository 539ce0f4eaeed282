import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Linux counts in hundredths of a second. */
const ticks_per_second = 100;

/** Processor time of a process, and of children that have ended, in seconds. */
export async function cpuSecondsOf(pid: number, withEnded = false): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = [11, 12, ...(withEnded ? [13, 14] : [])].reduce((sum, index) => sum + Number(fields[index] ?? 0), 0);
  return ticks / ticks_per_second;
}

/** Of the postmaster whose data lie below `directory` and of all its processes. */
export async function postgresCpuSeconds(directory: string): Promise<number> {
  const lock = await readFile(join(directory, "postgres/data/postmaster.pid"), "utf8");
  const postmaster = Number(lock.split("\n")[0]);
  const children = await readFile(`/proc/${postmaster}/task/${postmaster}/children`, "utf8").catch(() => "");
  const parts = await Promise.all(
    children
      .trim()
      .split(" ")
      .filter((pid) => pid !== "")
      .map((pid) => cpuSecondsOf(Number(pid))),
  );
  return parts.reduce((sum, one) => sum + one, await cpuSecondsOf(postmaster, true));
}

/** The most memory a process ever held. */
export async function peakBytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
