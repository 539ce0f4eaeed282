import type { Channel } from "./channel.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Db } from "./db.ts";
import type { Reach } from "./fault-points.ts";
import type { Jobs } from "./jobs.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Notices } from "./notices.ts";
import type { Objects } from "./objects.ts";
import type { Outbox } from "./outbox.ts";
import type { Random } from "./random.ts";
import type { Seal } from "./seal.ts";
import type { Timers } from "./timers.ts";

/** Everything a module may ask of the kernel: one explicit object with plain fields, no container. */
export interface Context {
  readonly config: Config;
  /** Where people reach us, without a trailing slash. */
  readonly public_url: string;
  readonly rtmp_url: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly db: Db;
  readonly seal: Seal;
  readonly objects: Objects;
  readonly outbox: Outbox;
  readonly timers: Timers;
  readonly jobs: Jobs;
  readonly notices: Notices;
  readonly channel: Channel;
  /** Called between what is done and what is not yet done; a simulation lets the process die there. */
  readonly reach: Reach;
}
