import { pino } from "pino";

/** Structured log lines. Never personal data: log ids, codes and counts, not names, phones, addresses or bodies. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Log;
}

/** JSON lines on stdout. `level` as in pino; "silent" for none. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["*.email", "*.phone", "*.authorization", "*.cookie", "*.secret", "*.password", "*.token"],
      censor: "[kept out]",
    },
  });
}
