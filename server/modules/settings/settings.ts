import type { SettingValues } from "../../../contract/settings.ts";
import type { Tx } from "../../kernel/db.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { Accounts } from "../accounts/index.ts";
import type { Version } from "./setting.ts";

/** Hears every change in its transaction: the rules from now on, and at each later instant at which one begins. */
export type Follower = (tx: Tx, versions: readonly Version[]) => Promise<void>;

export interface SettingsDeps {
  readonly accounts: Pick<Accounts, "audit" | "publicAccounts">;
  /** Filled in by the app: modules above that keep a dated copy of what they read here. */
  readonly followers?: readonly Follower[];
}

/** The rules of the market that operators set: README.md. */
export interface Settings {
  /** What holds now, out of memory; the defaults until this process has started. */
  current(): SettingValues;
  readonly part: ModulePart;
}
