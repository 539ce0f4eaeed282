import { settingDefinitions, settingNames, type SettingName, type SettingValues } from "../../../contract/settings.ts";
import type { ChangeRow } from "./tables.ts";

/** What is needed of a change to know what holds. */
export type Decision = Pick<ChangeRow, "id" | "name" | "to_value" | "valid_from" | "withdrawn_at">;

/** The rules from `valid_from` on, until the next version. */
export interface Version {
  readonly valid_from: Date;
  readonly values: SettingValues;
}

/** Later decisions win: by when they begin, then by when they were made (ids sort by time). */
const comesAfter = (a: Decision, b: Decision): boolean =>
  a.valid_from.getTime() === b.valid_from.getTime() ? a.id > b.id : a.valid_from > b.valid_from;

/** The decision that holds for a setting at `at`; undefined while the default does. */
export function holdingAt<D extends Decision>(decisions: readonly D[], name: SettingName, at: Date): D | undefined {
  let holding: D | undefined;
  for (const one of decisions) {
    if (one.name !== name || one.withdrawn_at !== null || one.valid_from > at) continue;
    if (holding === undefined || comesAfter(one, holding)) holding = one;
  }
  return holding;
}

export function valueAt(decisions: readonly Decision[], name: SettingName, at: Date): number {
  return holdingAt(decisions, name, at)?.to_value ?? settingDefinitions[name].default;
}

export function valuesAt(decisions: readonly Decision[], at: Date): SettingValues {
  return Object.fromEntries(settingNames.map((name) => [name, valueAt(decisions, name, at)])) as Record<
    SettingName,
    number
  >;
}

/** What holds at `at`, and again at every later instant at which something begins. */
export function versionsFrom(decisions: readonly Decision[], at: Date): Version[] {
  const instants = new Set([at.getTime()]);
  for (const one of decisions)
    if (one.withdrawn_at === null && one.valid_from > at) instants.add(one.valid_from.getTime());
  return [...instants]
    .toSorted((a, b) => a - b)
    .map((ms) => {
      const valid_from = new Date(ms);
      return { valid_from, values: valuesAt(decisions, valid_from) };
    });
}

/** Whether a setting may have this value. */
export function fits(name: SettingName, value: number): boolean {
  const { min, max } = settingDefinitions[name];
  return Number.isInteger(value) && value >= min && value <= max;
}
