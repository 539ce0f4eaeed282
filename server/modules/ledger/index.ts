export type { Balances, CheckResult, Entry, Ledger, Transfer } from "./ledger.ts";
